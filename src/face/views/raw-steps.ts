// A boot with a step for each event that is kept of it: of what was repeated these are the first and the last.

import type { BootAnswer, StepAnswer } from '../../page/wire/phone.js';

export interface RawStep extends StepAnswer {
  /** So many repeats were before it that are only counted. */
  readonly between?: number;
}

export function rawBoot(boot: BootAnswer): BootAnswer & { readonly steps: readonly RawStep[] } {
  const steps = boot.steps.flatMap(
    ({ atMs, lastMs, what, outcome, count, first, mark }): RawStep[] => {
      const one = (ms: number) => ({ atMs: ms, lastMs: ms, what, outcome, count: 1 });
      const here = mark && { mark };
      if (count < 2) return [{ ...one(atMs), ...here }];
      return [
        { ...one(atMs), ...first },
        { ...one(lastMs), ...(count > 2 && { between: count - 2 }), ...here },
      ];
    },
  );
  return { ...boot, steps: steps.sort((a, b) => a.atMs - b.atMs) };
}
