// How far a phone is with its firmware, in one line: `apps31… 61 %  part 5 of 7  3.1 of 5.4 MB  240 KB/s  1:40 left`.

import type { Progress } from '../firmware/progress.js';
import { print } from './texts/print.js';
import { say } from './texts/said.js';
import type { Language } from './texts/shape.js';
import type { Transfer } from './view.js';
import { wire } from './words.js';

/** The percentage is that of the part that is under way. */
export function progressText(
  progress: Progress,
  { name, bytes, size }: Transfer,
  language: Language,
): string {
  const { bytesPerSecond, secondsLeft } = progress;
  const percent = size > 0 ? Math.min(100, Math.floor((bytes / size) * 100)) : 0;
  const megabytes = (count: number) => language.units.tenths(count / 1_000_000);
  const [part, parts] = [String(progress.part), String(progress.parts)];
  const [done, all] = [megabytes(progress.bytes), megabytes(progress.ofBytes)];
  const said = [
    say('partOf', { part, parts }),
    say('megabytesOf', { done, all }),
    ...(bytesPerSecond === undefined
      ? []
      : [say('kilobytesPerSecond', { rate: String(Math.round(bytesPerSecond / 1_000)) })]),
    ...(secondsLeft === undefined ? [] : [say('timeLeft', { time: minutes(secondsLeft) })]),
  ];
  const texts = said.map((each) => print(each, language));
  return [`${shortName(name)} ${percent} %`, ...texts].join('  ');
}

/** What follows the first dot is the same for all parts of a set. */
function shortName(name: string): string {
  const [start = '', ...rest] = name.split('.');
  return rest.length === 0 || start === '' ? wire(name) : `${wire(start)}…`;
}

function minutes(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.round(seconds) % 60).padStart(2, '0')}`;
}
