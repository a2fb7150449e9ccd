import type { KeysAnswer, KeysCall } from '../../bot/api/types';
import { call, Problem } from '../parts/api';
import { dialog, enter, localeOf, tokens, useLocale } from '../parts/teams';
import type { Locale } from '../parts/words';
import { type KeysText, TEXT } from './text';
import { page, showKeys, showLoading, showMessage } from './view';
import './style.css';

/** The ticket (`#<ticket>` or `#ticket=<ticket>`); removed from the address before anything else happens. */
function takeTicket(): string {
  const fragment = location.hash.slice(1);
  history.replaceState(null, '', location.pathname + location.search);
  return new URLSearchParams(fragment).get('ticket') ?? fragment;
}

function explain(problem: unknown, text: KeysText): void {
  const { status, message } = problem instanceof Problem ? problem : new Problem(500, 'fault', '');
  if (status === 410) showMessage('key', text.usedTitle, text.used);
  else if (status === 0) showMessage('warning', text.offlineTitle, text.offline);
  else if (status === 401) showMessage('warning', text.signInTitle, text.signIn);
  else if (status === 403) showMessage('warning', text.refusedTitle, text.refused);
  // A refusal is in the person's language; other messages are for developers.
  else if (status === 409 && message) showMessage('key', text.notNowTitle, message);
  else showMessage('warning', text.faultTitle, text.fault);
}

async function open(ticket: string): Promise<void> {
  let locale: Locale = localeOf(navigator.language);
  useLocale(locale);
  showLoading(TEXT[locale]);
  const host = await enter();
  const close = host.inTeams ? () => dialog.url.submit() : undefined;
  addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') close?.();
  });
  locale = host.locale;
  showLoading(TEXT[locale]);
  if (ticket === '') return showMessage('key', TEXT[locale].noTicketTitle, TEXT[locale].noTicket);
  try {
    const body: KeysCall = { ticket };
    const answer = await call<KeysAnswer>('keys', body, tokens(host));
    useLocale(answer.locale);
    document.title = TEXT[answer.locale].title;
    showKeys(answer, page(), close);
  } catch (problem) {
    explain(problem, TEXT[locale]);
  }
}

void open(takeTicket());
