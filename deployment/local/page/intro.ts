import type { ChatView, Company, Person } from './api';
import { avatar, el } from './dom';
import type { Texts } from './texts';

export interface IntroOf {
  me: Person;
  company: Company;
  chat: ChatView;
  texts: Texts;
  roleOf(person: Person): string;
  be(person: Person): void;
  say(text: string): void;
}

/** What a newcomer reads at the beginning of a chat: who one can be, what to type. */
export function intro({ me, company, chat, texts, roleOf, be, say }: IntroOf): HTMLElement {
  const personal = chat.kind === 'personal';
  const kind = me.role === 'admin' || me.role === 'viewer' ? 'admin' : me.role === 'guest' ? 'guest' : 'employee';
  const someone = company.people.find((one) => one.role === 'employee')?.name ?? '';
  const examples = personal ? texts.examples[kind](someone) : texts.groupExamples(company.bot.name);
  const chip = (words: string, press: () => void, person?: Person): HTMLElement =>
    el('button', { type: 'button', class: 'chip', onclick: press }, person ? avatar(person.name) : null, words);
  const people = company.people
    .filter((one) => one.objectId !== me.objectId)
    .map((one) => chip(`${one.name} · ${roleOf(one)}`, () => be(one), one));
  const now = el('span', { class: 'chip now' }, avatar(me.name), texts.youAre(me.name, roleOf(me)));
  return el(
    'section',
    { class: 'intro', 'aria-label': texts.tryThese },
    el('h2', {}, personal ? texts.intro(company.company) : chat.name),
    el('p', {}, personal ? texts.introText : texts.introGroup),
    el('h3', {}, texts.tryThese),
    el('div', { class: 'chips' }, ...examples.map((text) => chip(text, () => say(text)))),
    personal && el('h3', {}, texts.people),
    personal && el('div', { class: 'chips people' }, now, ...people),
  );
}
