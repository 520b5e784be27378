// Asks for what events do not tell: who it is that has registered, and until when. Little at a time where much changes: what an
// Asterisk has is asked for again only after a rest that is long beside the time that the answer took.

import type { Clock } from '../../core/clock.js';
import { createTurns } from '../../core/turns.js';
import type { Registrations } from '../../pbx/lines/registrations.js';
import type { Lists } from './take-lists.js';

export interface CatchUp {
  /** Something is wanted. */
  want(): void;
  /** All that there is. */
  wantAll(): void;
  close(): void;
}

export interface CatchUpOptions {
  /** Of the connection that there is; undefined: there is none, and the next begins with all lists. */
  lists(): Lists | undefined;
  all(lists: Lists): Promise<unknown>;
  readonly registrations: Pick<Registrations, 'takeWants' | 'doWithout'>;
  readonly clock: Clock;
  /** A defect, or a connection that has gone meanwhile. */
  failed(cause: unknown): void;
}

/** What comes within so long is asked for together. */
const REST_MS = 200;
/** Of all time, asking and taking what is answered takes one part in so many. */
const SHARE = 20;

export function createCatchUp(options: CatchUpOptions): CatchUp {
  const { registrations, clock } = options;
  let [isRunning, isWanted, isClosed, isAllWanted] = [false, false, false, false];
  let restMs = REST_MS;
  let timer: NodeJS.Timeout | undefined;

  function schedule(): void {
    if (isRunning || isClosed || timer !== undefined) return;
    timer = setTimeout(() => void run(), restMs).unref();
  }

  async function run(): Promise<void> {
    timer = undefined;
    isRunning = true;
    isWanted = false;
    const startedMs = clock.monotonicMs();
    await ask().catch(options.failed);
    restMs = Math.max(REST_MS, (clock.monotonicMs() - startedMs) * SHARE);
    isRunning = false;
    if (isWanted) schedule();
  }

  async function ask(): Promise<void> {
    const lists = options.lists();
    if (!lists) return;
    const wants = registrations.takeWants();
    if (isAllWanted) await options.all(lists);
    isAllWanted = false;
    const isRefused = wants.contacts && (await lists.contacts()) !== 'there';
    if (isRefused) registrations.doWithout(clock.monotonicMs());
    if (wants.peers) await lists.peers();
    const { next } = createTurns();
    for (const account of wants.looks) {
      if (isClosed) return;
      await lists.look(account);
      await next();
    }
  }

  function want(): void {
    isWanted = true;
    schedule();
  }

  return {
    want,
    wantAll() {
      isAllWanted = true;
      want();
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
