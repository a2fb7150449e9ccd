import type { Command, Locale } from '../../benefits/command';
import type { NoticeKind } from '../../benefits/notice';
import type { Refusal } from '../../benefits/refusal';
import { refusalText } from '../../cards';
import { noticesEn, type Told } from '../../cards/notices.en';
import { noticesFr } from '../../cards/notices.fr';
import { en } from '../../cards/text.en';
import { fr } from '../../cards/text.fr';
import type { ActWords } from '../../cards/words';
import { bare } from '../cards/samples';

/** What the bot says, from where it is worded. */
export { en, fr };

const NOTHING: ActWords = {
  benefit: '',
  who: '',
  from: '',
  name: '',
  email: '',
  role: '',
  until: '',
  prolongs: false,
  quantity: 0,
};

/** `done`: Visio assigned to Ana; `undone`: Visio taken back from Ana. */
export const actSaid = (
  form: 'ask' | 'done' | 'undone',
  command: Command,
  words: Partial<ActWords>,
  locale: Locale = 'en',
): string => {
  const said = (locale === 'fr' ? fr : en).act[form][command]?.({ ...NOTHING, ...words });
  if (!said) throw new Error(`${command} has no sentence`);
  return said;
};

/** Ids stand for their names unless `names` has them. */
export const refusalSaid = (refusal: Refusal, names: Record<string, string> = {}, locale: Locale = 'en'): string =>
  refusalText(refusal, (id) => names[id] ?? id, { locale });

export const subjectSaid = (kind: NoticeKind, told: Partial<Told>, locale: Locale = 'en'): string =>
  (locale === 'fr' ? noticesFr : noticesEn)[kind]({ ...bare, benefit: '', ...told }).subject;
