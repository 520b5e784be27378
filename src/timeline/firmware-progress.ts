// How far a phone is with a set of firmware that we know: from its steps, and from what is under way.

import { type Progress, progressOf, type SetPart } from '../firmware/progress.js';
import { firmwareMs } from './describe.js';
import type { FileEvent } from './events.js';
import type { Boot } from './history.js';
import type { Step } from './steps.js';
import { isRequest, latestIn, type Transfer } from './view.js';

/** Of a set by the name of its list; undefined: it is not known, or not whole. */
export type SetOf = (name: string) => readonly SetPart[] | undefined;

/** How fast it goes; undefined: not known yet. `sinceMs`: when its firmware began. */
export type RateOf = (bytes: number, sinceMs: number) => number | undefined;

/** undefined: it has asked for no list that is known. */
export function progressIn(
  boot: Boot | undefined,
  transfers: readonly Transfer[],
  setOf: SetOf,
  rateOf: RateOf,
): Progress | undefined {
  const steps = boot?.steps.filter(isRequest) ?? [];
  const list = latestIn(steps.filter((step) => isSent(step) && step.last.role === 'load'));
  const set = list && setOf(list.last.name);
  if (!boot || !list || !set) return undefined;
  const isSince = ({ last }: Step<FileEvent>) => last.atMs >= list.last.atMs;
  const finished = new Set(
    steps
      .filter(isSent)
      .filter(isSince)
      .map(({ last }) => last.name),
  );
  const running = new Map(transfers.map(({ name, bytes }) => [name, bytes]));
  const { bytes } = progressOf(set, { finished, running });
  const bytesPerSecond = rateOf(bytes, firmwareMs(boot) ?? list.first.atMs);
  return progressOf(set, {
    finished,
    running,
    ...(bytesPerSecond !== undefined && { bytesPerSecond }),
  });
}

const isSent = ({ last }: Step<FileEvent>): boolean => last.outcome === 'sent';
