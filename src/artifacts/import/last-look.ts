// The last look at what an import says: no word of it that is a secret of a file that was brought.

import { coverSpots, createTextFinder } from '../../core/find-texts.js';
import { oncePerKey } from '../../core/once-per.js';
import { MASK } from '../../core/secret.js';
import type { Finding } from '../../findings/finding.js';
import { type ForeignFile, textOf } from '../../phones/importer.js';
import { maskerOf } from '../../phones/lint/mask-file.js';
import { createSayer } from '../../phones/lint/unsaid.js';
import type { Packs } from '../../phones/packs/packs.js';
import { recogniseIn } from './read-file.js';

type Find = ReturnType<typeof createTextFinder>;

/** Of one file: how something is said of it. */
type SayerOf = (message: string) => (words: string) => string;

export interface Told {
  readonly files: readonly ForeignFile[];
  readonly packs: Packs;
  /** What the inventory refers to, and does not hold. */
  readonly secrets: Iterable<string>;
  /** The inventory without any. What stands there in plain sight is none: a password may be the number. */
  readonly shown: string;
}

export function withoutSecretsOf(findings: readonly Finding[], told: Told): readonly Finding[] {
  const { files } = told;
  const byPath = new Map(files.map((file) => [file.path, file]));
  const known = createTextFinder(long(told.secrets));
  const sayerIn = oncePerKey((path: string) => ({ of: sayerOf(byPath.get(path), told, known) }));
  return findings.map((each) => {
    const say = sayerIn(each.place.file).of(each.message);
    return {
      ...each,
      message: say(each.message),
      ...(each.each && { each: each.each.map(say) }),
      ...(each.related && {
        related: each.related.map((note) => ({ ...note, message: say(note.message) })),
      }),
    };
  });
}

/** The inventory as it is shown: of a broken file a password may have come into the value before it. */
export function shownWithoutSecrets(
  shown: string,
  { files, packs }: Pick<Told, 'files' | 'packs'>,
): string {
  const looks = files.map((file) => lookAt(file, packs));
  const find = createTextFinder(looks.flatMap(({ secrets }) => secrets));
  const spots = find(shown);
  const there = new Set(spots.map(({ text }) => text));
  const own = new Set(
    looks.flatMap(({ secrets, masked }) =>
      secrets.filter((each) => there.has(each) && !masked().includes(each)),
    ),
  );
  return coverSpots(
    shown,
    spots.filter(({ text }) => own.has(text)),
    MASK,
  );
}

/** A file that was brought, without its secrets, and those. */
function lookAt(file: ForeignFile, packs: Packs) {
  const text = textOf(file);
  const drivers = [...packs.drivers.values()];
  const masked = maskerOf(file.name, file.content, recogniseIn(packs, file), drivers);
  return { text, masked, secrets: secretsIn(text, masked()) };
}

/** `known`: finds what the inventory refers to. */
function sayerOf(file: ForeignFile | undefined, { packs, shown }: Told, known: Find): SayerOf {
  if (!file) return () => (words) => words;
  const { text, masked, secrets } = lookAt(file, packs);
  const sayer = createSayer(text, masked);
  const own = createTextFinder(secrets);
  // Files are long, and what is said is not: only what is in the words is looked for in the file.
  const hide = (said: string) => {
    const spots = [
      ...own(said).filter((each) => !masked().includes(each.text)),
      ...known(said).filter((each) => !shown.includes(each.text) && text.includes(each.text)),
    ];
    return coverSpots(
      said,
      spots.toSorted((a, b) => a.from - b.from),
      MASK,
    );
  };
  return (message) => {
    const say = sayer(message);
    return (words) => hide(say(words));
  };
}

/** Shorter ones are in any word. */
function long(secrets: Iterable<string>): readonly string[] {
  return [...secrets].filter(({ length }) => length >= SHORTEST);
}

const SHORTEST = 3;

/** `masked`: the same text, line for line. */
function secretsIn(text: string, masked: string): readonly string[] {
  const shown = masked.split('\n');
  return text.split('\n').flatMap((line, index) => {
    const parts = (shown[index] ?? '').split(MASK);
    if (parts.length === 1) return [];
    return long(between(line, parts));
  });
}

/** What stands between these parts of a line, one after the other. */
function between(line: string, parts: readonly string[]): readonly string[] {
  const found: string[] = [];
  const [first = '', ...others] = parts;
  let taken = first.length;
  for (const [index, part] of others.entries()) {
    const isLast = index === others.length - 1;
    const next = isLast ? line.length - part.length : line.indexOf(part, taken);
    if (next < taken) break;
    found.push(line.slice(taken, next));
    taken = next + part.length;
  }
  return found;
}
