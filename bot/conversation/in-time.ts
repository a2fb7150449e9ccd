import type { Activity, Turn } from '../channel/activity';
import { ADAPTIVE_CARD } from './present-message';

/** Teams waits 5 s for the answer to an invoke, and delivers a message again after 15 s. */
const LIMIT_MS = { invoke: 3_500, message: 9_000 } as const;

export interface TimedTurn {
  turn: Turn;
  /** `work`, or the limit, if that comes first: `sayLate` answers, and the work goes on behind it. */
  within(work: Promise<'done' | 'failed'>, sayLate: () => Promise<void>): Promise<'done' | 'failed'>;
}

/** A turn that is answered in time whatever the store does: what is answered later follows as a message. */
export function inTime(turn: Turn, schedule: (ms: number, run: () => void) => () => void): TimedTurn {
  const { type, deliveryMode } = turn.activity;
  let late = false;
  let answered = false;
  let following: Promise<void> = Promise.resolve();
  const timed: Turn = {
    ...turn,
    send(message) {
      answered = true;
      return turn.send(message);
    },
    respond(body, status, privately) {
      if (!late) return turn.respond(body, status, privately);
      const message = privately ? null : messageIn(body, turn.activity);
      if (message) following = following.then(() => turn.send(message));
    },
  };
  return {
    turn: timed,
    within(work, sayLate) {
      // All that is sent goes into the answer, which nothing can follow.
      if (deliveryMode === 'expectReplies') return work;
      return new Promise((resolve, reject) => {
        const cancel = schedule(type === 'invoke' ? LIMIT_MS.invoke : LIMIT_MS.message, () => {
          const said = answered ? Promise.resolve() : sayLate();
          late = true;
          said.then(() => resolve('failed'), reject);
        });
        work
          .finally(cancel)
          .then((outcome) => following.then(() => resolve(outcome)))
          .catch(reject);
      });
    },
  };
}

/** The answer to an invoke as a message; null: it is of no use there, or for one person of several. */
function messageIn(body: unknown, { conversation }: Activity): Partial<Activity> | null {
  const { type, value, task } = body as { type?: string; value?: unknown; task?: { value?: unknown } };
  if (type === ADAPTIVE_CARD) return cardMessage(value);
  if (typeof value === 'string') return { type: 'message', text: value, textFormat: 'plain' };
  if (conversation.isGroup || !task) return null;
  if (typeof task.value === 'string') return { type: 'message', text: task.value, textFormat: 'plain' };
  const { card } = (task.value ?? {}) as { card?: { content: unknown } };
  return card ? cardMessage(card.content) : null;
}

const cardMessage = (content: unknown): Partial<Activity> => ({
  type: 'message',
  attachments: [{ contentType: ADAPTIVE_CARD, content }],
});
