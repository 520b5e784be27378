// What the lines of some PBXes are doing, and what of it others still have to be told. It holds one state a line and PBX, so the newest
// is told however fast they change, and what nobody heard in between is dropped. Pure but for what it remembers.

import type { PbxLink } from '../../site/site.js';
import type { DeviceState } from './device-state.js';

export interface StateChange {
  /** `7001*branch`: behind `Custom:`, and what a key watches. */
  readonly device: string;
  readonly state: DeviceState;
}

export interface StateBoard {
  /** Its lines that are shown anywhere. */
  linesOf(from: string): readonly string[];
  /** Returns whether that is shown anywhere. */
  told(from: string, line: string, state: DeviceState): boolean;
  /** Nobody knows any more what its lines are doing. */
  lost(from: string): void;
  /** What it shows of others is not known to be right: it is told all. */
  connected(to: string): void;
  /** The next that it is to be told, which counts as told from now on. Undefined: it has all. */
  take(to: string): StateChange | undefined;
  /** It could not be told this, which was taken: it is to be told what is so by now. */
  missed(to: string, change: StateChange): void;
  /** How many it is yet to be told. */
  waiting(to: string): number;
  /** Those that show lines of others, and those whose lines are shown. */
  readonly targets: readonly string[];
  readonly sources: readonly string[];
}

/** Of a line whose PBX is not there. */
export const LOST: DeviceState = 'UNAVAILABLE';

/** What a key watches, and `Custom:` shows, at another PBX. `@` could not stand in an extension. */
export function shownAs(line: string, from: string): string {
  return `${line}*${from}`;
}

interface Shown {
  /** What is so; absent: not known yet. */
  readonly wanted: Map<string, DeviceState>;
  readonly told: Map<string, DeviceState>;
  readonly waiting: Set<string>;
}

export function createStateBoard(links: readonly PbxLink[]): StateBoard {
  const targets = new Map<string, Shown>();
  const showing = new Map<string, Map<string, Set<string>>>();
  for (const { from, to, lines } of links) {
    if (from === to) continue;
    if (!targets.has(to))
      targets.set(to, { wanted: new Map(), told: new Map(), waiting: new Set() });
    const byLine = showing.get(from) ?? new Map<string, Set<string>>();
    showing.set(from, byLine);
    for (const line of lines) byLine.set(line, (byLine.get(line) ?? new Set()).add(to));
  }
  const told = (from: string, line: string, state: DeviceState) => {
    const where = showing.get(from)?.get(line);
    for (const to of where ?? []) {
      const shown = targets.get(to);
      if (shown) want(shown, shownAs(line, from), state);
    }
    return where !== undefined;
  };
  return {
    linesOf: (from) => [...(showing.get(from)?.keys() ?? [])],
    told,
    lost(from) {
      for (const line of showing.get(from)?.keys() ?? []) told(from, line, LOST);
    },
    connected(to) {
      const shown = targets.get(to);
      if (!shown) return;
      shown.told.clear();
      for (const device of shown.wanted.keys()) shown.waiting.add(device);
    },
    take: (to) => takeNext(targets.get(to)),
    missed(to, { device }) {
      const shown = targets.get(to);
      shown?.told.delete(device);
      if (shown?.wanted.has(device)) shown.waiting.add(device);
    },
    waiting: (to) => targets.get(to)?.waiting.size ?? 0,
    targets: [...targets.keys()],
    sources: [...showing.keys()],
  };
}

function want({ wanted, told, waiting }: Shown, device: string, state: DeviceState): void {
  wanted.set(device, state);
  // One that has come back to what was told last has not to be told.
  if (told.get(device) === state) waiting.delete(device);
  else waiting.add(device);
}

function takeNext(shown: Shown | undefined): StateChange | undefined {
  const [device] = shown?.waiting ?? [];
  const state = device === undefined ? undefined : shown?.wanted.get(device);
  if (!shown || device === undefined || state === undefined) return undefined;
  shown.waiting.delete(device);
  shown.told.set(device, state);
  return { device, state };
}
