// What rollouts say in the log: when one begins, stops and ends, and what became of each of its phones.

import type { Log } from '../../core/log.js';
import type { Mac } from '../../core/mac.js';
import { describePause, describeProgress } from '../../rollout/describe.js';
import { countPhases } from '../../rollout/plan.js';
import type { Progress } from '../../rollout/progress.js';
import { ENGLISH } from '../../timeline/texts/en/language.js';
import { print } from '../../timeline/texts/print.js';
import type { Run } from './run.js';

export interface RolloutWords {
  /** It came to an end in it. */
  ended(run: Run, mac: Mac, progress: Progress): void;
  turned(run: Run, by: string | undefined): void;
}

/** `labelOf`: what people call it. */
export function logRollouts(log: Log, labelOf: (mac: Mac) => string | undefined): RolloutWords {
  return {
    ended({ rollout: { id, action } }, mac, progress) {
      const { phase, why } = progress;
      const fields = {
        event: 'rollout',
        ...{ rollout: id, action, mac, result: phase },
        ...(why && { reason: why.reason }),
      };
      const said = `${labelOf(mac) ?? mac} ${print(describeProgress(progress, false), ENGLISH)}`;
      if (phase === 'failed') log.warn(fields, said);
      else log.info(fields, said);
    },
    turned({ rollout, phones, isOver }, by) {
      const { id, action, state, pause } = rollout;
      const { back, failed, skipped, waiting } = countPhases(phones.values());
      const fields = {
        event: 'rollout',
        ...{ rollout: id, action, state, phones: phones.size, back, failed, skipped },
        ...(pause && { why: pause }),
        ...(by !== undefined && { by }),
      };
      const name = `${action} ${id}, of ${phones.size}`;
      const so = `${back} are back, ${failed} failed, ${waiting + skipped} were not asked`;
      if (isOver) log.info(fields, `${name}, is over: ${so}`);
      else if (pause) {
        const level = pause === 'by-hand' ? 'info' : 'warn';
        log[level](fields, `${name}, is paused: ${print(describePause(pause), ENGLISH)}`);
      } else log.info(fields, state === 'cancelled' ? `${name}, is cancelled` : `${name}, goes on`);
    },
  };
}
