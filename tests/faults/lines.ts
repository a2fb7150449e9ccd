import type { StoreSettings } from '../../storage';
import type { Size } from './company';

/** What a worker is told to do, and what it says. */

export type Task =
  | { mode: 'load'; settings: StoreSettings; size: Size; firstAdmin: number; admins: number; wait: number }
  | { mode: 'claims'; settings: StoreSettings; from: number; count: number }
  | { mode: 'reassigns'; settings: StoreSettings; from: number; count: number }
  | { mode: 'backup' | 'restore' | 'copy'; from: string; to: string; keySetting: string }
  | { mode: 'state'; settings: StoreSettings; keySetting: string }
  | { mode: 'rotate'; settings: StoreSettings; keySetting: string }
  | { mode: 'upgrade'; settings: StoreSettings; noticedWithinMs: number }
  | { mode: 'dispatch'; settings: StoreSettings; owner: string }
  | { mode: 'import'; settings: StoreSettings; size: ImportSize; by: 'import' | 'engine' };

export interface ImportSize {
  people: number;
  benefits: number;
  seatsEach: number;
}

export type Ack =
  | { ack: 'seat'; entry: string; seat: string; version: number; holder: string }
  | { ack: 'keys'; entry: string; text: string; actor: string }
  | { ack: 'import'; benefit: string };

export type Line =
  | Ack
  | { ready: true }
  | { sent: string }
  | { recorded: string }
  | { state: string }
  | { claim: string; got: string | null; why?: string; quantity?: number }
  | { reassigned: string; version: number }
  | { stale: number }
  | { progress: number }
  | { imported: { pauseMs: number; backupPauseMs: number; ms: number; rssMb: number; documents: number } }
  | { upgraded: { pauseMs: number } }
  | { fault: string };
