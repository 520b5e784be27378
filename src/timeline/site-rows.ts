// What several phones together say of the site: one cause is one sentence.

import type { Diagnosis } from './diagnose.js';
import type { Grade } from './rows/row.js';
import { ENGLISH } from './texts/en/language.js';
import { print } from './texts/print.js';
import { type Said, say } from './texts/said.js';
import type { Language, RowId, SiteRowId } from './texts/shape.js';
import { wire } from './words.js';

/** What the servers know of themselves. */
export interface SiteFacts {
  /** The last reload that put something new into force, and how many phones it changed. */
  readonly reloadedMs?: number;
  readonly reloadChanged?: number;
  /** The last reload was not taken, and the inventory before it is served. */
  readonly reloadRefused: Refusal | undefined;
  /** Addresses of other DHCP servers that were heard. */
  readonly rivals: readonly string[];
  /** TFTP, of the last minutes. */
  readonly packets: number;
  readonly repeats: number;
  /** Requests that were dropped because their address asked too much. */
  readonly throttled: number;
  readonly networks: readonly NetworkFacts[];
  /** PBXes of which nobody knows who is registered there, though they are asked. */
  readonly silentPbxes: readonly SilentPbx[];
}

/** Why a reload is not taken: what was read has errors, has lost most phones, or cannot be read or served. */
export type Refusal = 'errors' | 'loss' | 'failure';

export interface SilentPbx {
  readonly name: string;
  readonly sinceMs: number;
}

export interface NetworkFacts {
  readonly network: string;
  /** Phones that have an address of it for a time, and the latest that one of its phones was heard. */
  readonly phones: number;
  readonly heardMs: number;
  /** The longest that one of them may be silent before it asks to keep its address. */
  readonly renewalMs: number;
}

export interface SiteDiagnosis {
  readonly id: SiteRowId;
  readonly name: string;
  readonly grade: Grade;
  readonly says: Said;
  /** The row of phones of which it speaks, and how many there are. */
  readonly row?: string;
  readonly phones?: number;
  /** Name of the PBX of which it speaks. */
  readonly pbx?: string;
  /** Of what its sentence counts or lists, by which it may grow. */
  readonly size?: number;
}

/** The same in a language. */
export interface SiteDiagnosisText extends Omit<SiteDiagnosis, 'says' | 'size'> {
  /** A sentence each without a full stop. */
  readonly says: string;
  readonly todo: string;
}

export function tellSiteDiagnosis(
  { says, size: _, ...row }: SiteDiagnosis,
  language: Language = ENGLISH,
): SiteDiagnosisText {
  return { ...row, says: print(says, language), todo: language.siteRows[row.id] };
}

type Seen = Pick<SiteDiagnosis, 'says' | 'row' | 'phones' | 'pbx' | 'size'>;

interface SiteRow extends Omit<SiteDiagnosis, keyof Seen> {
  seen(diagnoses: readonly Diagnosis[], facts: SiteFacts, nowMs: number): readonly Seen[];
}

/** Notes of which many at once have one cause: of one phone that is switched off nobody need be told. */
export const NOTES_OF_MANY: ReadonlySet<RowId> = new Set(['S10', 'S11']);

/** What so many phones together say of the site may be said by this one as well. */
export function isOfSite({ id, severity }: Diagnosis): boolean {
  return severity === 'problem' || NOTES_OF_MANY.has(id);
}

/** So many phones with one diagnosis, that began within so long. */
export const MANY = 5;
const TOGETHER_MS = 120_000;
const LOSSY_SHARE = 0.05;
/** Fewer say nothing about the network. */
const PACKETS_MIN = 1_000;
/** No night is so long. */
const NETWORK_SILENT_MS = 86_400_000;
/**
 * Who gets no answer asks again after three eighths of its renewal time (RFC 2131 section 4.4.5: half of what is left until T2, which is
 * 7/4 of T1): by then each phone has asked twice.
 */
const RENEWALS = 1.5;

export const SITE_ROWS: readonly SiteRow[] = [
  {
    id: 'G6',
    name: 'reload-refused',
    grade: 'fact',
    seen: (_, { reloadRefused }) => {
      if (reloadRefused === undefined || reloadRefused === 'loss') return [];
      return [{ says: say(reloadRefused === 'errors' ? 'inventoryRefused' : 'reloadFailed') }];
    },
  },
  {
    id: 'G8',
    name: 'phones-lost',
    grade: 'fact',
    seen: (_, { reloadRefused }) => (reloadRefused === 'loss' ? [{ says: say('phonesLost') }] : []),
  },
  {
    id: 'G7',
    name: 'pbx-silent',
    grade: 'fact',
    seen: (_, { silentPbxes }, nowMs) =>
      silentPbxes.map(({ name, sinceMs }) => ({
        says: say('pbxSilent', { pbx: wire(name), time: { ms: nowMs - sinceMs } }),
        pbx: name,
      })),
  },
  {
    id: 'G1',
    name: 'many-at-once',
    grade: 'our reading',
    seen: manyAtOnce,
  },
  {
    id: 'G2',
    name: 'network-silent',
    grade: 'our reading',
    seen(_, { networks }, nowMs) {
      const silent = networks.filter(
        ({ phones, heardMs, renewalMs }) =>
          phones >= MANY && nowMs - heardMs > Math.max(NETWORK_SILENT_MS, renewalMs * RENEWALS),
      );
      if (silent.length === 0) return [];
      const names = silent.map(({ network }) => network).join(', ');
      return [{ says: say('networkSilent', { networks: names }), size: silent.length }];
    },
  },
  {
    id: 'G3',
    name: 'loss',
    grade: 'fact',
    seen(_, { packets, repeats }) {
      if (packets < PACKETS_MIN || repeats <= packets * LOSSY_SHARE) return [];
      const size = Math.round((repeats / packets) * 100);
      return [{ says: say('packetsLost', { percent: String(size) }), size }];
    },
  },
  {
    id: 'G4',
    name: 'throttled',
    grade: 'fact',
    seen: (_, { throttled }) =>
      throttled > 0
        ? [
            {
              says: say('dropped', { requests: { count: throttled, of: 'requestsDropped' } }),
              size: throttled,
            },
          ]
        : [],
  },
  {
    id: 'G5',
    name: 'rival',
    grade: 'fact',
    seen: (_, { rivals }) =>
      rivals.length > 0
        ? [{ says: say('rivals', { servers: rivals.join(', ') }), size: rivals.length }]
        : [],
  },
];

/** `diagnoses`: of phones, one a phone, that `isOfSite`. */
export function diagnoseSite(
  diagnoses: readonly Diagnosis[],
  facts: SiteFacts,
  nowMs: number,
): readonly SiteDiagnosis[] {
  return SITE_ROWS.flatMap(({ seen, ...row }) =>
    seen(diagnoses, facts, nowMs).map((said) => ({ ...row, ...said })),
  );
}

/** Each crowd is one sentence, the largest first. */
function manyAtOnce(
  diagnoses: readonly Diagnosis[],
  { reloadedMs, reloadChanged }: SiteFacts,
  nowMs: number,
): readonly Seen[] {
  const byId = new Map<string, Diagnosis[]>();
  for (const diagnosis of diagnoses) {
    const same = byId.get(diagnosis.id);
    if (same) same.push(diagnosis);
    else byId.set(diagnosis.id, [diagnosis]);
  }
  const crowds = [...byId.values()].map(together).filter(({ length }) => length >= MANY);
  return crowds
    .toSorted((a, b) => b.length - a.length)
    .flatMap((crowd) => {
      const [first] = crowd;
      if (!first) return [];
      const { sinceMs, values, id: row } = first;
      const told = {
        phones: { count: crowd.length, of: 'phonesAtOnce' },
        means: { means: row, values },
      } as const;
      const phones = crowd.length;
      if (reloadedMs === undefined || reloadedMs > sinceMs) {
        return [{ says: say('atOnce', told), row, phones, size: phones }];
      }
      const since = { ...told, time: { ms: nowMs - reloadedMs } };
      const changed = { count: reloadChanged ?? 0, of: 'phonesChanged' } as const;
      const says = reloadChanged
        ? say('atOnceSinceChanged', { ...since, changed })
        : say('atOnceSince', since);
      return [{ says, row, phones, size: phones }];
    });
}

/** The most of them that began within so long of one another. */
function together(diagnoses: readonly Diagnosis[]): readonly Diagnosis[] {
  const sorted = diagnoses.toSorted((a, b) => a.sinceMs - b.sinceMs);
  let best: readonly Diagnosis[] = [];
  let from = 0;
  for (const [at, { sinceMs }] of sorted.entries()) {
    while (sinceMs - (sorted[from]?.sinceMs ?? sinceMs) > TOGETHER_MS) from += 1;
    if (at + 1 - from > best.length) best = sorted.slice(from, at + 1);
  }
  return best;
}
