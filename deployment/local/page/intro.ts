import { h } from '../../../web/parts/dom';
import type { ChatView, Company, Person } from './api';
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

/** The beginning of a chat: what to type, and who one can be. */
export function intro({ me, company, chat, texts, become, say }: IntroOf): HTMLElement {
  const personal = chat.kind === 'personal';
  const kind = me.role === 'admin' || me.role === 'viewer' ? 'admin' : me.role === 'guest' ? 'guest' : 'employee';
  const someone = company.people.find((one) => one.role === 'employee')?.name ?? '';
  const examples = personal ? texts.examples[kind](someone) : texts.groupExamples(company.bot.name);
  const chip = (words: string, press: () => void, person?: Person): HTMLElement =>
    h('button', { type: 'button', class: 'chip', onclick: press }, person ? avatar(person.name) : null, words);
  const people = company.people
    .filter((one) => one.objectId !== me.objectId)
    .map((one) => chip(`${one.name} · ${roleOf(one, texts)}`, () => become(one), one));
  const now = h('span', { class: 'chip now' }, avatar(me.name), texts.youAre(me.name, roleOf(me, texts)));
  return h(
    'section',
    { class: 'intro', 'aria-label': texts.tryThese },
    h('h2', {}, personal ? texts.intro(company.company) : chat.name),
    h('p', {}, personal ? texts.introText : texts.introGroup),
    h('h3', {}, texts.tryThese),
    h('div', { class: 'chips' }, ...examples.map((text) => chip(text, () => say(text)))),
    personal && h('h3', {}, texts.people),
    personal && h('div', { class: 'chips people' }, now, ...people),
  );
}
