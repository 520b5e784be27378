// All rollouts of a running server: those that go on, and the last that are over.

import type { Mac } from '../../core/mac.js';
import type { Wish } from '../../rollout/act.js';
import type { Rollout } from '../../rollout/plan.js';
import { type Progress, WAITING } from '../../rollout/progress.js';
import type { PhoneEvent } from '../../timeline/events.js';
import { createRun, type Run, type RunContext } from './run.js';

export type Beginning = Pick<Rollout, 'action' | 'by' | 'pace' | 'isForStale'>;

export interface Rollouts {
  /** Of phones of the inventory, in this order. The reason, where it cannot begin. */
  begin(wanted: Beginning, macs: readonly Mac[]): Run | { readonly refused: string };
  get(id: number): Run | undefined;
  /** The latest first. */
  all(): readonly Run[];
  become(run: Run, wish: Wish, by: string): boolean;
  told(event: PhoneEvent, mac: Mac): void;
  /** They were open when a server ended: they wait for somebody. `lastId`: of all that ever were. */
  restore(open: readonly Restored[], lastId: number): void;
  /** What goes on is kept, and asks nobody any more. */
  close(): void;
}

export interface Restored {
  readonly rollout: Rollout;
  readonly phones: ReadonlyMap<Mac, Progress>;
}

/** That go on at once. */
const OPEN_MAX = 8;
/** That are over and still told of: so many, with so many phones in all. */
const KEPT_MAX = 20;
const KEPT_PHONES_MAX = 20_000;

export function createRollouts(context: RunContext): Rollouts {
  const runs = new Map<number, Run>();
  /** In which one that is not over a phone is. */
  const inRun = new Map<Mac, Run>();
  let lastId = 0;

  function open(rollout: Rollout, phones: Map<Mac, Progress>): Run {
    const run = createRun(rollout, phones, {
      ...context,
      turned(turned, by) {
        context.turned(turned, by);
        if (turned.isOver) letGo(turned);
      },
    });
    runs.set(rollout.id, run);
    for (const mac of phones.keys()) inRun.set(mac, run);
    return run;
  }

  function letGo(run: Run): void {
    for (const mac of run.phones.keys()) if (inRun.get(mac) === run) inRun.delete(mac);
    let phones = 0;
    let count = 0;
    for (const each of [...runs.values()].toReversed()) {
      if (!each.isOver) continue;
      phones += each.phones.size;
      count += 1;
      const isLast = each === run;
      if (!isLast && (count > KEPT_MAX || phones > KEPT_PHONES_MAX)) runs.delete(each.rollout.id);
    }
  }

  return {
    begin(wanted, macs) {
      for (const mac of macs) {
        const busy = inRun.get(mac);
        if (busy) return { refused: `${mac} is in rollout ${busy.rollout.id}, which is not over` };
      }
      if ([...runs.values()].filter((run) => !run.isOver).length >= OPEN_MAX) {
        return { refused: `${OPEN_MAX} rollouts go on: cancel one, or wait for its end` };
      }
      lastId += 1;
      const rollout: Rollout = {
        ...wanted,
        id: lastId,
        beganMs: context.now(),
        state: 'running',
        forgiven: 0,
      };
      const run = open(rollout, new Map(macs.map((mac) => [mac, WAITING])));
      context.turned(run, wanted.by);
      run.start();
      return run;
    },
    get: (id) => runs.get(id),
    all: () => [...runs.values()].toReversed(),
    become: (run, wish, by) => run.become(wish, by),
    told(event, mac) {
      if (inRun.size > 0) inRun.get(mac)?.told(mac, event);
    },
    restore(restored, last) {
      lastId = Math.max(lastId, last);
      for (const { rollout, phones } of restored) {
        if (runs.has(rollout.id)) continue;
        const run = open(rollout, new Map(phones));
        context.turned(run);
        run.start();
      }
    },
    close() {
      for (const run of runs.values()) run.stop();
    },
  };
}
