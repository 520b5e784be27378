// What several phones together say of the site: one cause is one sentence.

import type { Diagnosis } from './diagnose.js';
import type { Grade } from './rows/row.js';
import { spell } from './words.js';

/** What the servers know of themselves. */
export interface SiteFacts {
  /** The last reload that put something new into force, and how many phones it changed. */
  readonly reloadedMs?: number;
  readonly reloadChanged?: number;
  /** The last reload had errors, and the inventory before it is served. */
  readonly reloadRefused: boolean;
  /** Addresses of other DHCP servers that were heard. */
  readonly rivals: readonly string[];
  /** TFTP, of the last minutes. */
  readonly packets: number;
  readonly repeats: number;
  /** Requests that were dropped because their address asked too much. */
  readonly throttled: number;
  readonly networks: readonly NetworkFacts[];
}

export interface NetworkFacts {
  readonly network: string;
  /** Phones that have an address of it, and the latest that one of them was heard. */
  readonly phones: number;
  readonly heardMs: number;
}

export interface SiteDiagnosis {
  readonly id: string;
  readonly name: string;
  readonly grade: Grade;
  /** A sentence each without a full stop. */
  readonly says: string;
  readonly todo: string;
  /** The row of phones of which it speaks, and how many there are. */
  readonly row?: string;
  readonly phones?: number;
}

type Said = string | Pick<SiteDiagnosis, 'says' | 'row' | 'phones'>;

interface SiteRow extends Omit<SiteDiagnosis, 'says' | 'row' | 'phones'> {
  seen(diagnoses: readonly Diagnosis[], facts: SiteFacts, nowMs: number): readonly Said[];
}

/** So many phones with one diagnosis, that began within so long. */
export const MANY = 5;
const TOGETHER_MS = 120_000;
const LOSSY_SHARE = 0.05;
/** Fewer say nothing about the network. */
const PACKETS_MIN = 1_000;
/** A lease is renewed far more often. */
const NETWORK_SILENT_MS = 86_400_000;

export const SITE_ROWS: readonly SiteRow[] = [
  {
    id: 'G6',
    name: 'reload-refused',
    grade: 'fact',
    todo: 'mend what the log says of the last reload: offhook validate',
    seen: (_, { reloadRefused }) =>
      reloadRefused ? ['the inventory has errors: phones get what it said before'] : [],
  },
  {
    id: 'G1',
    name: 'many-at-once',
    grade: 'our reading',
    todo: 'look for one cause, first at what changed last',
    seen: manyAtOnce,
  },
  {
    id: 'G2',
    name: 'network-silent',
    grade: 'our reading',
    todo: 'look at the relay agent, the switch and the link to them',
    seen(_, { networks }, nowMs) {
      const silent = networks.filter(
        ({ phones, heardMs }) => phones >= MANY && nowMs - heardMs > NETWORK_SILENT_MS,
      );
      if (silent.length === 0) return [];
      return [`no phone of ${silent.map(({ network }) => network).join(', ')} was heard for a day`];
    },
  },
  {
    id: 'G3',
    name: 'loss',
    grade: 'fact',
    todo: 'offhook doctor looks at the receive buffer; then look at the network',
    seen(_, { packets, repeats }) {
      if (packets < PACKETS_MIN || repeats <= packets * LOSSY_SHARE) return [];
      return [`${Math.round((repeats / packets) * 100)} % of the packets of TFTP are sent again`];
    },
  },
  {
    id: 'G4',
    name: 'throttled',
    grade: 'fact',
    todo: 'no NAT between phones and offhook',
    seen: (_, { throttled }) =>
      throttled > 0
        ? [`${throttled} requests were dropped, as many come from one address: phones behind a NAT`]
        : [],
  },
  {
    id: 'G5',
    name: 'rival',
    grade: 'fact',
    todo: 'let only one DHCP server answer phones',
    seen: (_, { rivals }) =>
      rivals.length > 0 ? [`another DHCP server answers here: ${rivals.join(', ')}`] : [],
  },
];

/** `diagnoses`: the problems of phones, one a phone. */
export function diagnoseSite(
  diagnoses: readonly Diagnosis[],
  facts: SiteFacts,
  nowMs: number,
): readonly SiteDiagnosis[] {
  return SITE_ROWS.flatMap(({ seen, ...row }) =>
    seen(diagnoses, facts, nowMs).map((said) => ({
      ...row,
      ...(typeof said === 'string' ? { says: said } : said),
    })),
  );
}

/** Each crowd is one sentence, the largest first. */
function manyAtOnce(
  diagnoses: readonly Diagnosis[],
  { reloadedMs, reloadChanged }: SiteFacts,
  nowMs: number,
): readonly Said[] {
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
      const { sinceMs, means, id: row } = first;
      const isSince = reloadedMs !== undefined && reloadedMs <= sinceMs;
      const changed = reloadChanged ? `, which changed ${reloadChanged} phones` : '';
      const since = isSince ? `, since the reload ${spell(nowMs - reloadedMs)} ago${changed}` : '';
      const phones = crowd.length;
      return [{ says: `${phones} phones at once${since}: ${means}`, row, phones }];
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
