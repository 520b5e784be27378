// What outlives the server of rollouts that are not over, in the records of phones.

import type { Mac } from '../../core/mac.js';
import type { Progress } from '../../rollout/progress.js';
import { afterRestart, markOf, progressOf } from '../../rollout/records.js';
import type { PhoneRecord } from '../../timeline/records.js';
import type { Records } from '../story/records-file.js';
import type { Restored } from './rollouts.js';
import type { Run } from './run.js';

export type KeptIn = Pick<Records, 'get' | 'put' | 'all' | 'rollouts' | 'putRollout'>;

export interface Keeping {
  moved(run: Run, mac: Mac, progress: Progress): void;
  turned(run: Run): void;
}

/** `records`: undefined as long as they have not been read. `sinceMs` of the story's clock was 1970. */
export function createKeeping(records: () => KeptIn | undefined, sinceMs: () => number): Keeping {
  /** Rollouts of which each phone has its mark. */
  const begun = new Set<number>();

  function mark(to: KeptIn, mac: Mac, rollout: PhoneRecord['rollout']): void {
    const { rollout: _, ...record } = to.get(mac);
    to.put(mac, rollout ? { ...record, rollout } : record);
  }

  return {
    moved(run, mac, progress) {
      const to = records();
      if (to) mark(to, mac, markOf(run.rollout.id, progress, sinceMs()));
    },
    turned(run) {
      const to = records();
      if (!to) return;
      const { rollout, phones } = run;
      to.putRollout({ ...rollout, beganMs: rollout.beganMs - sinceMs() }, run.isOver);
      if (run.isOver) {
        for (const mac of phones.keys()) {
          if (to.get(mac).rollout?.id === rollout.id) mark(to, mac, undefined);
        }
      } else if (!begun.has(rollout.id)) {
        begun.add(rollout.id);
        for (const [mac, progress] of phones)
          mark(to, mac, markOf(rollout.id, progress, sinceMs()));
      }
    },
  };
}

/** What was open when the last server ended, and the highest number there ever was. */
export function restoredFrom(
  records: KeptIn,
  sinceMs: number,
): { readonly open: readonly Restored[]; readonly lastId: number } {
  const phones = new Map<number, Map<Mac, Progress>>();
  let lastId = 0;
  for (const [mac, { rollout: mark }] of records.all()) {
    if (!mark) continue;
    const progress = progressOf(mark, sinceMs);
    const own = phones.get(mark.id) ?? new Map<Mac, Progress>();
    phones.set(mark.id, own);
    if (progress) own.set(mac, progress);
    lastId = Math.max(lastId, mark.id);
  }
  const open: Restored[] = [];
  for (const [id, { rollout, isOver }] of records.rollouts()) {
    lastId = Math.max(lastId, id);
    const own = phones.get(id);
    if (isOver || !own) continue;
    const byMac = [...own].toSorted(([a], [b]) => (a < b ? -1 : 1));
    open.push({ rollout: afterRestart(rollout, sinceMs), phones: new Map(byMac) });
  }
  return { open, lastId };
}
