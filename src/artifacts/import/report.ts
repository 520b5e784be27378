// What an import has to say: findings at the places of the files that were brought, secrets masked.

import type { Mac } from '../../core/mac.js';
import { MASK } from '../../core/secret.js';
import { maskSecretsIn } from '../../core/secret-in-text.js';
import { type Finding, findingBy, type Place, wholeFile } from '../../findings/finding.js';
import type { Assembled } from '../../inventory/write/assemble.js';
import type { TreePath } from '../../inventory/write/tree.js';
import type { Difference } from '../../phones/importer.js';
import { IMPORT_CODES, type ImportCode } from '../../site/import-codes.js';
import type { Carried, Sources } from './carry.js';
import type { PlacedRemark } from './import-inputs.js';
import type { PlainSecret } from './plain-secrets.js';
import { isPhone, type Removed } from './settle.js';

export interface ReportInputs {
  readonly remarks: readonly PlacedRemark[];
  readonly differences: ReadonlyMap<Mac, readonly Difference[]>;
  readonly sources: Sources;
  readonly removed: readonly Removed[];
  readonly allowed: readonly Finding[];
  readonly conflicts: Assembled['conflicts'];
  readonly untaken: Assembled['untaken'];
  readonly carried: readonly Carried[];
  readonly inTexts: readonly PlainSecret[];
}

export function reportOf(inputs: ReportInputs): readonly Finding[] {
  const { remarks, differences, sources, removed, conflicts, untaken } = inputs;
  const carried = byPhone(inputs.carried, ({ mac }) => mac);
  const allowed = byPhone(inputs.allowed, ({ device }) => device);
  const inTexts = byPhone(inputs.inTexts, ({ mac }) => mac);
  const first = wholeFile([...sources.values()][0]?.path ?? remarks[0]?.place.file ?? '');
  return onceForAll([
    ...remarks.map(({ code, place, message, device }) => tell(code, place, message, device)),
    ...conflicts.map(({ number, first, second }) =>
      tell(
        'import/several-said',
        second,
        `line "${number}" is told otherwise than at ${first.file}:${first.line}`,
      ),
    ),
    ...untaken.map(({ number, fields, place }) =>
      tell(
        'import/not-carried',
        place,
        `${fields.join(', ')} of line "${number}" is not carried over: the file of its phone says none, and holds`,
      ),
    ),
    ...[...sources].flatMap(([mac, { path: file }]) => {
      const start = wholeFile(file);
      const found = differences.get(mac) ?? [];
      const own = (carried.get(mac) ?? []).map(({ difference }) => difference);
      const told = new Set(own.flatMap(({ isSecret, path }) => (isSecret ? path : [])));
      return [
        ...ofDifferences(found, mac, start),
        ...ofCarried(own, mac, start),
        ...ofTexts(
          (inTexts.get(mac) ?? []).filter(({ path }) => !isTold(told, path)),
          start,
          mac,
        ),
        ...ofAllowed(allowed.get(mac) ?? [], start, mac),
      ];
    }),
    ...ofTexts(inTexts.get(undefined) ?? [], first),
    ...ofAllowed(allowed.get(undefined) ?? [], first),
    ...ofShared(removed),
  ]);
}

/** Files that are copies of one another but for a number say the same: what is merely worth knowing is told of the first. */
function onceForAll(findings: readonly Finding[]): readonly Finding[] {
  const alike = new Map<string, { readonly at: number; readonly files: Set<string> }>();
  const kept: Finding[] = [];
  for (const each of findings) {
    const { code, severity, message, place, device } = each;
    const at = kept.length;
    // What is left aside is named, each file of it.
    const isOfPhone = severity === 'info' && device !== undefined;
    const key = isOfPhone ? JSON.stringify([code, message, each.each?.length]) : `${at}`;
    const known = alike.get(key);
    if (known?.files.has(place.file) === false) {
      known.files.add(place.file);
      continue;
    }
    kept.push(each);
    if (!known) alike.set(key, { at, files: new Set([place.file]) });
  }
  for (const { at, files } of alike.values()) {
    const more = files.size - 1;
    const first = kept[at];
    if (first === undefined || more === 0) continue;
    const message = `${first.message}; so in ${more} more ${more === 1 ? 'file' : 'files'}`;
    kept[at] = { ...first, message };
  }
  return kept;
}

/** Of one phone, or of what is made for no phone alone. */
function ofAllowed(allowed: readonly Finding[], start: Place, mac?: Mac): readonly Finding[] {
  return allowed.map(({ code, message }) =>
    tell('import/refused', start, `${message} (${code})`, mac),
  );
}

function byPhone<T>(
  all: readonly T[],
  macOf: (each: T) => Mac | undefined,
): ReadonlyMap<Mac | undefined, readonly T[]> {
  const found = new Map<Mac | undefined, T[]>();
  for (const each of all) {
    const own = found.get(macOf(each));
    if (own) own.push(each);
    else found.set(macOf(each), [each]);
  }
  return found;
}

/** `told`: secrets that stand under `raw` and are told as such, by their names there. */
function isTold(told: ReadonlySet<string>, [field, name]: TreePath): boolean {
  return field === 'raw' && told.has(String(name));
}

/** Of one phone, or of what is no phone's. */
function ofTexts(inTexts: readonly PlainSecret[], start: Place, mac?: Mac): readonly Finding[] {
  const own = inTexts.map(({ path }) => path.join('.'));
  const words = 'passwords that stand in addresses, which the inventory holds as texts';
  return onceOf('import/plain-secret', words, own, start, mac);
}

/** What of a file is told one by one, and what is told of it once. */
function ofDifferences(found: readonly Difference[], mac: Mac, start: Place): readonly Finding[] {
  const lost = found.filter(({ kind }) => kind === 'lacking' || kind === 'other');
  const added = found.filter(({ kind }) => kind === 'added');
  const empty = found.filter(({ kind }) => kind === 'empty');
  const same = found.filter(({ kind }) => kind === 'same');
  return [
    ...lost.map((each) => {
      const { path, theirs, ours, why = 'the inventory would have an error' } = each;
      const place = theirs ? { file: start.file, line: theirs.at.line, col: theirs.at.col } : start;
      const said = shown(each, theirs?.text ?? '');
      const instead = ours === undefined ? '' : `; the file will say ${shown(each, ours)}`;
      const message = `${path} ${said} is not carried over: ${why}${instead}`;
      return tell('import/not-carried', place, message, mac);
    }),
    ...once('import/same-meaning', same, start, mac, toldOtherwise),
    ...once('import/added', added, start, mac, (each) => `${each.path} ${shown(each, each.ours)}`),
    ...once('import/says-nothing', empty, start, mac, ({ path }) => path),
  ];
}

/** One that had to go again is told as not carried. */
function ofCarried(carried: readonly Difference[], mac: Mac, start: Place): readonly Finding[] {
  const secrets = carried.filter(({ isSecret }) => isSecret);
  return [
    ...once('import/in-raw', carried, start, mac, ({ path }) => path),
    ...once('import/plain-secret', secrets, start, mac, ({ path }) => path),
  ];
}

function toldOtherwise({ path, theirs, ours }: Difference): string {
  return `${path} "${ours}", not "${theirs?.text}"`;
}

const WORDS = {
  'import/in-raw': 'values that stand under raw, for no field says them',
  'import/plain-secret': 'passwords that stand under raw in plain text',
  'import/same-meaning': 'written otherwise, with the same meaning',
  'import/added': 'offhook writes what the file leaves to the phone',
  'import/says-nothing': 'empty elements are left out',
} as const;

function once(
  code: keyof typeof WORDS,
  found: readonly Difference[],
  start: Place,
  mac: Mac,
  show: (each: Difference) => string,
): readonly Finding[] {
  return onceOf(code, WORDS[code], found.map(show), start, mac);
}

/** So many are named, and of more the first ones. */
const MOST_NAMED = 5;

function onceOf(
  code: ImportCode,
  words: string,
  each: readonly string[],
  start: Place,
  mac?: Mac,
): readonly Finding[] {
  if (each.length === 0) return [];
  if (each.length <= MOST_NAMED) return [tell(code, start, `${words}: ${each.join(', ')}`, mac)];
  const named = each.slice(0, MOST_NAMED - 2);
  const message = `${words}: ${named.join(', ')}, and ${each.length - named.length} more`;
  return [tell(code, start, message, mac, each)];
}

function shown({ isSecret }: Difference, text = ''): string {
  return isSecret ? MASK : JSON.stringify(text);
}

/** What is no phone's: a network, an entry of a section. */
function ofShared(removed: readonly Removed[]): readonly Finding[] {
  return removed.flatMap(({ path, finding, origin }) => {
    const [section, name, field] = path;
    const { message, device } = finding;
    const place = origin ?? finding.place;
    if (isPhone(path)) {
      return [tell('import/no-phone', place, `the phone is left out: ${message}`, device)];
    }
    if (section === 'phones' && field === 'address') {
      return [
        tell('import/not-carried', place, `the address is not carried over: ${message}`, device),
      ];
    }
    // What a phone's own file says is compared with what is made of it.
    if (section === 'phones' || section === 'lines' || section === 'pbx') return [];
    const what = [section, name, field].filter((each) => each !== undefined).join('.');
    return [tell('import/not-carried', place, `${what} is not carried over: ${message}`)];
  });
}

function tell(
  code: ImportCode,
  place: Place,
  message: string,
  device?: Mac,
  each?: readonly string[],
): Finding {
  const details = { ...(device !== undefined && { device }), ...(each && { each }) };
  return findingBy(code, IMPORT_CODES[code], place, maskSecretsIn(message), details);
}
