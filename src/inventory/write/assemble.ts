// What files say of their phones -> one inventory, each phone for itself. What they have in common is found later.

import type { Place } from '../../findings/finding.js';
import type { Draft, DraftLine, DraftNetworks, DraftPhone } from '../../site/draft.js';
import { type Comments, canonical, copyOf, isTree, pathKey, type Tree } from './tree.js';

/** An account of a table, or an address of a DHCP server: beside what phones' files say. */
export interface Gathered extends DraftNetworks<{ readonly place: Place }> {
  readonly phones: readonly DraftPhone[];
  /** Sections that vendors bring, by name. */
  readonly sections: Readonly<
    Record<string, { readonly value: Draft[string]; readonly place: Place }>
  >;
  readonly defaults: Draft;
  /** Fills in what the files of phones do not say. */
  readonly accounts: readonly DraftLine[];
}

export interface Assembled {
  readonly tree: Tree;
  readonly comments: Comments;
  /** Lines of which two files say different things, told at the second one. */
  readonly conflicts: readonly {
    readonly number: string;
    readonly first: Place;
    readonly second: Place;
  }[];
  /** What a table says of a line and the file of its phone does not: the file holds. */
  readonly untaken: readonly {
    readonly number: string;
    readonly fields: readonly string[];
    readonly place: Place;
  }[];
}

export function assemble(gathered: Gathered): Assembled {
  const { phones, accounts } = gathered;
  const comments: Comments = new Map();
  const pbxes = namePbxes(phones, accounts, comments);
  const { lines, conflicts, untaken } = gatherLines(phones, accounts, pbxes, comments);
  const addresses = new Map(gathered.addresses.map((each) => [each.mac, each]));
  const tree: Tree = {
    offhook: 1,
    ...networksOf(gathered, comments),
    ...(pbxes.tree && { pbx: pbxes.tree }),
    ...sectionsOf(gathered, comments),
    ...(Object.keys(gathered.defaults).length > 0 && { defaults: copyOf(gathered.defaults) }),
    ...(Object.keys(lines).length > 0 && { lines }),
    phones: phones.map((phone, index): Tree => {
      const { mac, model, fields, place, notes } = phone;
      const path = ['phones', index];
      comments.set(pathKey(path), `from ${place.file}`);
      for (const [name, note] of Object.entries(notes))
        comments.set(pathKey([...path, name]), note);
      const reserved = addresses.get(mac);
      if (reserved) comments.set(pathKey([...path, 'address']), showPlace(reserved.place));
      const { label, ...rest } = fields;
      const pbx = pbxes.nameOf(phone.pbx);
      return {
        mac,
        model,
        ...(label !== undefined && { label: copyOf(label) }),
        ...(reserved && { address: reserved.address }),
        ...(pbx !== undefined && { pbx }),
        ...(copyOf(rest) as Tree),
      };
    }),
  };
  return { tree, comments, conflicts, untaken };
}

export function showPlace({ file, line }: Place): string {
  return `${file}:${line}`;
}

interface Pbxes {
  readonly tree: Tree | undefined;
  nameOf(pbx: Draft): string | undefined;
}

function namePbxes(
  phones: readonly DraftPhone[],
  accounts: readonly DraftLine[],
  comments: Comments,
): Pbxes {
  const uses = new Map<string, { readonly pbx: Draft; readonly place: Place; count: number }>();
  const use = (pbx: Draft, place: Place) => {
    if (pbx.host === undefined) return;
    const key = canonical(copyOf(pbx));
    const known = uses.get(key) ?? { pbx, place, count: 0 };
    known.count += 1;
    uses.set(key, known);
  };
  for (const { lines, pbx, place } of phones) {
    for (const line of lines) use(line.pbx, line.place);
    if (lines.length === 0) use(pbx, place);
  }
  for (const { pbx, place } of accounts) use(pbx, place);
  const names = new Map<string, string>();
  const tree: Tree = {};
  for (const [key, { pbx, place }] of [...uses].toSorted(([, a], [, b]) => b.count - a.count)) {
    const name = nameFor(String(pbx.host), tree, uses.size);
    names.set(key, name);
    tree[name] = copyOf(pbx);
    comments.set(pathKey(['pbx', name]), showPlace(place));
  }
  return {
    tree: names.size === 0 ? undefined : tree,
    nameOf: (pbx) => (pbx.host === undefined ? undefined : names.get(canonical(copyOf(pbx)))),
  };
}

/** `main` if there is one; else by the first part of its host. */
function nameFor(host: string, taken: Tree, count: number): string {
  const [first = ''] = host.split('.');
  const stem = count === 1 ? 'main' : /^[a-z]/i.test(first) ? first.toLowerCase() : host;
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? stem : `${stem}-${number}`;
    if (!Object.hasOwn(taken, name)) return name;
  }
}

function gatherLines(
  phones: readonly DraftPhone[],
  accounts: readonly DraftLine[],
  pbxes: Pbxes,
  comments: Comments,
) {
  const lines: Tree = {};
  const conflicts: Assembled['conflicts'][number][] = [];
  const first = new Map<string, DraftLine>();
  const keys = new Map<string, number>();
  for (const phone of phones) {
    for (const line of phone.lines) {
      const { number, place } = line;
      keys.set(number, (keys.get(number) ?? 0) + 1);
      const known = first.get(number);
      if (known) {
        if (canonical(lineOf(known)) !== canonical(lineOf(line))) {
          conflicts.push({ number, first: known.place, second: place });
        }
        continue;
      }
      first.set(number, line);
      const pbx = pbxes.nameOf(line.pbx);
      const isOther = pbx !== undefined && pbx !== pbxes.nameOf(phone.pbx);
      lines[number] = { ...(copyOf(line.fields) as Tree), ...(isOther && { pbx }) };
      comments.set(pathKey(['lines', number]), showPlace(place));
    }
  }
  for (const [number, count] of keys) {
    const line = lines[number];
    if (count > 1 && typeof line === 'object') lines[number] = { ...(line as Tree), shared: true };
  }
  const untaken = fillIn(lines, accounts, pbxes, comments);
  return { lines, conflicts, untaken };
}

function lineOf({ fields, pbx }: DraftLine): Tree {
  return { fields: copyOf(fields), pbx: copyOf(pbx) };
}

/** What the files of phones say holds; a password, which exports keep to themselves, is taken from elsewhere. */
function fillIn(
  lines: Tree,
  accounts: readonly DraftLine[],
  pbxes: Pbxes,
  comments: Comments,
): Assembled['untaken'] {
  const untaken: Assembled['untaken'][number][] = [];
  for (const { number, fields, pbx, place } of accounts) {
    const known = lines[number];
    const key = pathKey(['lines', number]);
    if (isTree(known)) {
      const silent = Object.keys(fields).filter(
        (name) => name !== 'password' && known[name] === undefined,
      );
      if (silent.length > 0) untaken.push({ number, fields: silent, place });
      if (known.password !== undefined || fields.password === undefined) continue;
      lines[number] = { ...known, password: copyOf(fields.password) };
      comments.set(key, `${comments.get(key)}, the password from ${showPlace(place)}`);
      continue;
    }
    const name = pbxes.nameOf(pbx);
    lines[number] = { ...(copyOf(fields) as Tree), ...(name !== undefined && { pbx: name }) };
    comments.set(key, showPlace(place));
  }
  return untaken;
}

function networksOf({ networks }: Gathered, comments: Comments): Tree {
  const [only] = networks;
  if (!only) return {};
  if (networks.length === 1) {
    comments.set(pathKey(['network']), showPlace(only.place));
    return { network: copyOf(only.fields) };
  }
  for (const [index, { place }] of networks.entries()) {
    comments.set(pathKey(['networks', index]), showPlace(place));
  }
  return { networks: networks.map(({ fields }) => copyOf(fields)) };
}

function sectionsOf({ sections }: Gathered, comments: Comments): Tree {
  return Object.fromEntries(
    Object.entries(sections).map(([name, { value, place }]) => {
      comments.set(pathKey([name]), `from ${place.file}`);
      return [name, copyOf(value)];
    }),
  );
}
