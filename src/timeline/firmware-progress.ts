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
  const list = boot && latestList(boot);
  const set = list && setOf(list.last.name);
  if (!list || !set) return undefined;
  const isSince = ({ last }: Step<FileEvent>) => last.atMs >= list.last.atMs;
  const finished = new Set(
    boot.steps
      .filter(isRequest)
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

/** What it fetches by name: a list that was or is being sent, else the one that it is given, else what it asks for without one. */
export function loadOf(boot: Boot | undefined, given: string | undefined): string | undefined {
  const requests = boot?.steps.filter(isRequest) ?? [];
  const list = latestIn(requests.filter((step) => isOf(step, 'load') && isGoing(step)));
  return (
    list?.last.name ?? given ?? latestIn(requests.filter((step) => isOf(step, 'part')))?.last.name
  );
}

function latestList({ steps }: Boot): Step<FileEvent> | undefined {
  return latestIn(steps.filter(isRequest).filter((step) => isSent(step) && isOf(step, 'load')));
}

const isOf = ({ last }: Step<FileEvent>, role: 'load' | 'part'): boolean => last.role === role;
const isGoing = (step: Step<FileEvent>): boolean => isSent(step) || step.last.outcome === 'running';
const isSent = ({ last }: Step<FileEvent>): boolean => last.outcome === 'sent';
