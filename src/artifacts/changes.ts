// What can become of a name in an output folder, and the words for it. Knows neither disks nor phones.

import type { FileText } from './file-text.js';

/** A file to be written to the folder. */
export interface FolderFile {
  /** Name inside the folder, which is flat. */
  readonly name: string;
  readonly holdsSecrets: boolean;
  /** Digest of what it is made from; absent: nobody vouches for what comes of it. */
  readonly madeFrom?: string;
  /** Called once, when its turn comes: a large site is never in memory as a whole. */
  render(): FileText;
  /** The same text with asterisks for each secret, line for line. */
  maskSecrets(text: string): string;
}

export interface Change {
  readonly kind: ChangeKind;
  readonly name: string;
  /** What lies there; absent: nothing, or something other than a regular file. */
  readonly before?: Uint8Array;
  /** What is generated; absent: the name is generated no longer. */
  readonly after?: RenderedFile;
  /** Of a file that is replaced: who might read it before is not who may now, though nobody said so. */
  readonly resets?: Reset;
}

/** What was set by hand: the permissions, or the owner or group. */
export type Reset = 'mode' | 'owner';

export interface RenderedFile {
  readonly file: FolderFile;
  /** Absent: that which lies there, of which it is known that it would come out again. */
  readonly text?: FileText;
}

interface Kind {
  /** Column of the summary. */
  readonly column: Column;
  /** Whether the folder is not, or will not be, what the inventory says. */
  readonly drift: boolean;
  /** What a person has to be told beyond the summary. */
  readonly note?: string;
  /** The same of what a run would do. */
  readonly plannedNote?: string;
}

const COLUMNS = {
  written: { done: 'written', planned: 'to write', always: true },
  changed: { done: 'changed', planned: 'to change', always: true },
  unchanged: { done: 'unchanged', planned: 'unchanged', always: true },
  removed: { done: 'removed', planned: 'to remove', always: true },
  kept: { done: 'kept', planned: 'to keep', always: false },
  left: { done: 'left over', planned: 'left over', always: false },
} as const;

type Column = keyof typeof COLUMNS;

const RESETS = {
  mode: {
    note: 'its permissions were others, and are as said again: --mode and --group say them',
    plannedNote:
      'its permissions are not as said, and a run would change them: --mode and --group say them',
  },
  owner: {
    note: 'its owner or group was another, and is that of a new file of yours: --mode and --group say who may read it',
    plannedNote:
      'its owner or group is another, and a run would make it a new file of yours: --mode and --group say who may read it',
  },
} as const satisfies Readonly<Record<Reset, Pick<Kind, 'note' | 'plannedNote'>>>;

/**
 * A file is overwritten or removed only while it is, byte for byte, what offhook wrote: someone's edit,
 * and a file that was there before, survive until `--force`. Everything else is written all the same, so
 * that one edited file does not hold up the other phones.
 */
export const CHANGE_KINDS = {
  add: { column: 'written', drift: true },
  change: { column: 'changed', drift: true },
  mode: {
    column: 'changed',
    drift: true,
    ...RESETS.mode,
  },
  same: { column: 'unchanged', drift: false },
  edited: {
    column: 'kept',
    drift: true,
    note: 'edited since offhook wrote it, so it is kept; move the edit to the inventory, or use --force',
  },
  foreign: {
    column: 'kept',
    drift: true,
    note: 'not written by offhook, so it is kept; move it away, or use --force',
  },
  folder: {
    column: 'kept',
    drift: true,
    note: 'a folder lies where this file belongs, and is kept, whatever is said; move it away',
  },
  prune: { column: 'removed', drift: true },
  'edited-prune': {
    column: 'kept',
    drift: true,
    note: 'no longer generated, but edited since offhook wrote it, so it is kept; remove it by hand',
  },
  stale: {
    column: 'left',
    drift: false,
    note: 'offhook wrote it once and makes it no longer: --prune removes it',
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type ChangeKind = keyof typeof CHANGE_KINDS;

export type Tense = 'done' | 'planned';

/** `SEP….cnf.xml: edited since …`; absent where the summary says enough. As `planned`, what a run would do. */
export function describeChange(
  { kind, name }: Pick<Change, 'kind' | 'name'>,
  tense: Tense,
): string | undefined {
  const row: Kind = CHANGE_KINDS[kind];
  return describe(name, row, tense);
}

/** The same of who may read a file that is replaced. */
export function describeReset(name: string, reset: Reset, tense: Tense): string | undefined {
  return describe(name, RESETS[reset], tense);
}

function describe(
  name: string,
  { note, plannedNote = note }: Pick<Kind, 'note' | 'plannedNote'>,
  tense: Tense,
): string | undefined {
  const told = tense === 'planned' ? plannedNote : note;
  return told && `${name}: ${told}`;
}

/** `3 written, 1 changed, 2 unchanged, 0 removed`; as `planned`, what a run would do. */
export function formatSummary(kinds: Iterable<ChangeKind>, tense: Tense): string {
  const counts = new Map<string, number>();
  for (const kind of kinds) {
    const { column } = CHANGE_KINDS[kind];
    counts.set(column, (counts.get(column) ?? 0) + 1);
  }
  return Object.entries(COLUMNS)
    .map(([column, words]) => ({ words, count: counts.get(column) ?? 0 }))
    .filter(({ words, count }) => words.always || count > 0)
    .map(({ words, count }) => `${count} ${words[tense]}`)
    .join(', ');
}
