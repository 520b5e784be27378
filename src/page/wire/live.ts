// What a page hears while it is open. Types only, as in phone.ts.

import type { Mac } from '../../core/mac.js';
import type { Severity } from '../../findings/evidence.js';
import type { PhoneRow } from './phone.js';
import type { StatusAnswer } from './site.js';

/**
 * GET /events (text/event-stream). The id of each is `PROCESS-SEQ`, to be given back as Last-Event-ID. Who comes without
 * one gets all phones first, in pieces. `phones`: those that changed, as they are now. `site`: all together, as it is now.
 * `again`: this is another process, or too much was missed: forget all and begin.
 */
export type LiveEvent =
  | { readonly event: 'phones'; readonly data: PhonesChange }
  | { readonly event: 'site'; readonly data: LiveSite }
  | { readonly event: 'again'; readonly data: Record<string, never> };

export interface PhonesChange {
  readonly seq: number;
  readonly phones: readonly PhoneRow[];
  /** No longer in the inventory. */
  readonly gone: readonly Mac[];
  /** Of a first piece: more comes at once. */
  readonly more: boolean;
}

export interface LiveSite extends StatusAnswer {
  /** The server's clock, for how long ago a thing was. */
  readonly now: string;
  /** By severity, of the inventory in force. */
  readonly findings: Readonly<Record<Severity, number>>;
  /** The last reload was refused, and phones get the files of before. */
  readonly reloadRefused: boolean;
}
