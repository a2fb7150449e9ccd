import type { Turn } from '../channel/activity';
import type { Incoming } from './incoming';

/** Body of an answer to Action.Execute that shows a line of text. */
export const messageBody = (said: string) => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.activity.message',
  value: said,
});

export const dialogMessage = (said: string) => ({ task: { type: 'message', value: said } });

/** Body of an answer to typeahead. */
export const choicesBody = (results: readonly unknown[]) => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.search.searchResponse',
  value: { results },
});

/** Answers with a line of text, in the form that this kind of activity expects. */
export async function presentLine(turn: Turn, incoming: Incoming, said: string): Promise<void> {
  switch (incoming.kind) {
    case 'text':
    case 'file':
    case 'submit':
      return turn.send({ type: 'message', text: said, textFormat: 'plain' });
    case 'dialog':
    case 'dialog-closed':
      return turn.respond(dialogMessage(said));
    case 'search':
      return turn.respond({ composeExtension: { type: 'message', text: said } });
    case 'choices':
      return turn.respond(choicesBody([]));
    case 'execute':
    case 'unknown-invoke':
      return turn.respond(messageBody(said));
    case 'added':
  }
}
