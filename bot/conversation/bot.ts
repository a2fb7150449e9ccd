import type { Person } from '../../benefits/person';
import type { Ports } from '../../benefits/ports';
import type { Connector } from '../channel/connector';
import type { BotSettings } from '../commands/context';
import type { Log } from '../log';
import type { Metrics } from '../metrics';
import type { Names } from '../name-index';

/** A change that this turn has begun: its id, if known, and who confirmed it. */
export interface Begun {
  change: string | null;
  person: Person;
}

/** What the running bot offers to every request. */
export interface Bot {
  ports: Ports;
  settings: BotSettings;
  /** The company's names; loaded when a text or a name needs them, once a turn. */
  names: () => Promise<Names>;
  connector: Connector;
  /** Lower case; null: any tenant. */
  allowedTenants: readonly string[] | null;
  /** Something was written: the dispatcher should look. */
  wake: () => void;
  /** Within a turn: called before a handler that may write. */
  changeBegins?: (change: Begun) => void;
  /** Runs `run` once in `ms` milliseconds, unless the process has ended by then; the result cancels it. */
  schedule: (ms: number, run: () => void) => () => void;
  /** True under overload. */
  busy: () => boolean;
  log: Log;
  metrics: Pick<Metrics, 'refused'>;
}
