// What a phone would do next, by its vendor's script of a boot and by what it did.

import type { Ask, BootScript, FileRole } from '../site/boot-script.js';
import type { SipEvent } from './events.js';
import { type Boot, type History, lastOf } from './history.js';
import { isKnownByPbxAlone, missingLines } from './lines.js';
import { type Said, say } from './texts/said.js';
import { isRequest, type PhoneFacts } from './view.js';
import { wire } from './words.js';

export interface Expected {
  /** A file's name, or what else comes. */
  readonly what: string | Said;
  /** What it is for, a few words. */
  readonly purpose: string;
  /** Absent: it comes after something that has not happened yet. */
  readonly dueMs?: number;
}

export interface BootFiles {
  readonly script: BootScript;
  /** What such a request is answered with; undefined: nothing is there. */
  bodyOf(name: string): Uint8Array | undefined;
  roleOf(name: string): FileRole | undefined;
}

/** After an address; after a file; after its configuration until it registers. */
const FIRST_FILE_MS = 30_000;
const NEXT_FILE_MS = 10_000;
const REGISTERS_MS = 60_000;
const LOST = new Set<SipEvent['state']>(['unregistered', 'unreachable']);
/** A script that never ends is no reason to hang. */
const ASKS_MAX = 200;
/** Names no other file. */
const UNKNOWN = new Uint8Array();

/** The next request and those that it cannot do without, then its registration. */
export function expectedNext(
  history: Pick<History, 'boot' | 'lines'>,
  facts: PhoneFacts,
  files: BootFiles,
): readonly Expected[] {
  const { boot, lines } = history;
  if (!boot) return [];
  // One of which only the PBX told has its file from before.
  const asks = isKnownByPbxAlone(boot) ? [] : asksLeft(boot, files);
  const missing = missingLines(history, facts);
  const dueMs = nextFileMs(boot);
  const next = asks.map(
    ({ name, purpose }, index): Expected => ({
      what: wire(name),
      purpose,
      ...(index === 0 && dueMs !== undefined && { dueMs }),
    }),
  );
  if (!facts.pbxLink || missing.length === 0) return next;
  return [
    ...next,
    registration(
      boot,
      missing.flatMap((line) => lines[line] ?? []),
    ),
  ];
}

/** Undefined: one is under way, and phones ask for one after another. */
function nextFileMs(boot: Boot): number | undefined {
  const files = boot.steps.filter(isRequest);
  if (files.some(({ last }) => last.outcome === 'running')) return undefined;
  return lastOf(boot) + (files.length > 0 ? NEXT_FILE_MS : FIRST_FILE_MS);
}

/** `said`: of its lines that are not registered. One that was is due to register again after that. */
function registration({ configuredMs = -Infinity }: Boot, said: readonly SipEvent[]): Expected {
  const what = say('registersWithPbx');
  const purpose = 'dial tone';
  const lost = said.flatMap(({ state, atMs }) => (LOST.has(state) ? [atMs] : []));
  const fromMs = Math.max(configuredMs, ...lost);
  return fromMs === -Infinity ? { what, purpose } : { what, purpose, dueMs: fromMs + REGISTERS_MS };
}

/** A phone that has its firmware asks for none, so none is expected before it asks for the list of it. */
function asksLeft(boot: Boot, { script, bodyOf, roleOf }: BootFiles): readonly Ask[] {
  const asked = new Map(boot.steps.filter(isRequest).map(({ last }) => [last.name, last.outcome]));
  const waiting: Ask[] = [...script.first];
  const known = new Set<string>();
  let left: Ask[] = [];
  for (let ask = waiting.shift(); ask && known.size < ASKS_MAX; ask = waiting.shift()) {
    if (known.has(ask.name)) continue;
    known.add(ask.name);
    const outcome = asked.get(ask.name);
    // What it has passed over it does not need.
    if (outcome !== undefined) left = [];
    else if (roleOf(ask.name) === 'load') continue;
    else left.push(ask);
    const isThere = outcome === undefined || outcome === 'sent';
    const body = isThere ? bodyOf(ask.name) : undefined;
    // What it got is not known here, but that it got it.
    waiting.push(...script.next(ask, body ?? (outcome === 'sent' ? UNKNOWN : undefined)));
  }
  const hasFile = boot.configuredMs !== undefined;
  return left.filter(({ required }, index) => required || (index === 0 && !hasFile));
}
