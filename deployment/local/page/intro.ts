import { h } from '../../../web/parts/dom';
import { type ChatView, type Company, getSuggestions, type Person } from './api';
import { avatar } from './dom';
import { roleOf } from './session';
import type { Texts } from './texts';

export interface IntroOf {
  me: Person;
  company: Company;
  chat: ChatView;
  texts: Texts;
  become(person: Person): void;
  say(text: string): void;
}

/** People shown; the menu at the top has all. */
const SHOWN = 15;

/** The beginning of a chat: what to type, and who one can be. */
export function intro({ me, company, chat, texts, become, say }: IntroOf): HTMLElement {
  const personal = chat.kind === 'personal';
  const chip = (label: string, press: () => void, person?: Person): HTMLElement =>
    h('button', { type: 'button', class: 'chip', onclick: press }, person && avatar(person.name), label);
  const tries = h('div', { class: 'chips' });
  const suggest = (all: readonly string[]): void =>
    tries.replaceChildren(...all.map((text) => chip(text, () => say(text))));
  if (personal) getSuggestions(me.objectId).then(suggest, () => undefined);
  else suggest(texts.groupSuggestions(company.bot.name));
  const people = company.people
    .filter((one) => one.objectId !== me.objectId)
    .slice(0, SHOWN)
    .map((one) => chip(`${one.name} · ${roleOf(one, texts)}`, () => become(one), one));
  const now = h('span', { class: 'chip now' }, avatar(me.name), texts.youAre(me.name, roleOf(me, texts)));
  return h(
    'section',
    { class: 'intro', 'aria-label': texts.tryThese },
    h('h2', {}, personal ? texts.intro(company.company) : chat.name),
    h('p', {}, personal ? texts.introText : texts.introGroup),
    h('h3', {}, texts.tryThese),
    tries,
    personal && h('h3', {}, texts.people),
    personal && h('div', { class: 'chips people' }, now, ...people),
  );
}
