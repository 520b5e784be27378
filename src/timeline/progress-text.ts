// How far a phone is with its firmware, in one line: `apps31… 61 %  part 5 of 7  3.1 of 5.4 MB  240 KB/s  1:40 left`.

import type { Progress } from '../firmware/progress.js';
import type { Transfer } from './view.js';
import { wire } from './words.js';

/** The percentage is that of the part that is under way. */
export function progressText(progress: Progress, { name, bytes, size }: Transfer): string {
  const { bytesPerSecond, secondsLeft } = progress;
  const percent = size > 0 ? Math.min(100, Math.floor((bytes / size) * 100)) : 0;
  return [
    `${shortName(name)} ${percent} %`,
    `part ${progress.part} of ${progress.parts}`,
    `${megabytes(progress.bytes)} of ${megabytes(progress.ofBytes)} MB`,
    ...(bytesPerSecond === undefined ? [] : [`${Math.round(bytesPerSecond / 1_000)} KB/s`]),
    ...(secondsLeft === undefined ? [] : [`${minutes(secondsLeft)} left`]),
  ].join('  ');
}

/** What follows the first dot is the same for all parts of a set. */
function shortName(name: string): string {
  const [start = '', ...rest] = name.split('.');
  return rest.length === 0 || start === '' ? wire(name) : `${wire(start)}…`;
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}

function minutes(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.round(seconds) % 60).padStart(2, '0')}`;
}
