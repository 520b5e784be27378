// What of an inventory one Asterisk has to know: its accounts with their phones, what keys watch, and the other PBXes.

import type { Place } from '../../findings/finding.js';
import { placeOfKey } from '../../site/key-place.js';
import type { Model } from '../../site/model.js';
import type { BlfKey, Codec, Line, LineKey, Pbx, Phone, Site } from '../../site/site.js';
import { lineKeysOf } from '../phone-lines.js';
import { VENDORS } from './vendors.js';

export interface Account {
  readonly number: string;
  readonly line: Line;
  /** Those that register it, in the order of the inventory. */
  readonly phones: readonly Phone[];
  /** Where it is put on a phone first. */
  readonly place: Place;
  /** The one whose phones are hardest to please; undefined: one that has no row. */
  readonly vendor?: string;
  readonly codecs: readonly Codec[];
}

export interface Watched {
  readonly key: BlfKey;
  readonly phone: Phone;
}

export interface Exchange {
  readonly pbx: Pbx;
  /** In the order of their numbers. */
  readonly accounts: readonly Account[];
  /** In the order of their numbers, each number with each pickup once. */
  readonly watched: readonly Watched[];
  /** By name. */
  readonly peers: readonly Omit<Exchange, 'peers' | 'watched'>[];
}

/** What a phone says of itself that names no codec. */
const USUAL_CODECS: readonly Codec[] = ['g711alaw', 'g711ulaw'];

/** Of all PBXes on which phones have lines, by name. */
export function exchangesOf(
  { phones }: Pick<Site, 'phones'>,
  models: ReadonlyMap<string, Model>,
): ReadonlyMap<string, Exchange> {
  const found = new Map<string, { pbx: Pbx; lines: Map<string, Use[]>; watched: Watched[] }>();
  for (const phone of phones) {
    const here = new Set<string>();
    for (const key of lineKeysOf(phone)) {
      const { pbx, number } = key.line;
      const entry = found.get(pbx.name) ?? { pbx, lines: new Map(), watched: [] };
      found.set(pbx.name, entry);
      const uses = entry.lines.get(number) ?? [];
      uses.push({ phone, key });
      entry.lines.set(number, uses);
      here.add(pbx.name);
    }
    for (const key of phone.keys) {
      if (key.type !== 'blf') continue;
      for (const name of here) found.get(name)?.watched.push({ key, phone });
    }
  }
  const all = [...found.values()]
    .map(({ pbx, lines, watched }) => ({
      pbx,
      accounts: [...lines.values()].map((uses) => toAccount(uses, models)).toSorted(byNumber),
      watched: watchedOnce(watched),
    }))
    .toSorted((a, b) => compare(a.pbx.name, b.pbx.name));
  return new Map(
    all.map((each) => {
      const peers = all.filter((other) => other !== each);
      return [each.pbx.name, { ...each, peers }];
    }),
  );
}

interface Use {
  readonly phone: Phone;
  readonly key: LineKey;
}

function toAccount(uses: readonly Use[], models: ReadonlyMap<string, Model>): Account {
  const [first] = uses as readonly [Use];
  const { line } = first.key;
  const phones = uses.map(({ phone }) => phone);
  const vendors = new Set(phones.map(({ model }) => models.get(model)?.vendor));
  const vendor = VENDORS.find((row) => vendors.has(row.vendor))?.vendor;
  const said = [...new Set(phones.flatMap(({ codecs }) => codecs))];
  return {
    number: line.number,
    line,
    place: placeOfKey(first.phone, first.key),
    phones,
    ...(vendor !== undefined && { vendor }),
    codecs: said.length > 0 ? said : USUAL_CODECS,
  };
}

function watchedOnce(watched: readonly Watched[]): readonly Watched[] {
  const once = new Map<string, Watched>();
  for (const each of watched) {
    const { number, pickup = '' } = each.key;
    const name = `${number}\n${pickup}`;
    if (!once.has(name)) once.set(name, each);
  }
  return [...once.values()].toSorted((a, b) => compare(a.key.number, b.key.number));
}

function byNumber(a: Account, b: Account): number {
  return compare(a.number, b.number);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
