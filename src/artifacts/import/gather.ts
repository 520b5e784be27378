// Files that somebody brings -> what they say together, each asked of who knows its kind.

import type { Mac } from '../../core/mac.js';
import { isSecret } from '../../core/secret.js';
import { type Place, wholeFile } from '../../findings/finding.js';
import { type Columns, readAccounts } from '../../inventory/foreign/accounts.js';
import { readDhcpd } from '../../inventory/foreign/dhcpd.js';
import { readDnsmasq } from '../../inventory/foreign/dnsmasq.js';
import type { Foreign, ReadForeignText } from '../../inventory/foreign/foreign.js';
import { readKea } from '../../inventory/foreign/kea.js';
import type { Gathered } from '../../inventory/write/assemble.js';
import {
  type ForeignFile,
  type ImportAnswer,
  type Importer,
  type ImportMeans,
  textOf,
} from '../../phones/importer.js';
import type { Packs } from '../../phones/packs/packs.js';
import { recognise } from '../../phones/recognise/recognise.js';
import type { Templates } from '../../render/template.js';
import type { Draft, DraftPhone } from '../../site/draft.js';
import type { ImportCode } from '../../site/import-codes.js';
import type { Model } from '../../site/model.js';
import type { Importers } from './importers.js';
import { phonesOfTables } from './table-phones.js';

export interface ImportInputs {
  readonly files: readonly ForeignFile[];
  readonly packs: Packs;
  readonly importers: Importers;
  readonly templates: Templates;
  /** Of phones that do not show theirs: one of a vendor. */
  readonly named?: readonly Model[];
  /** Of files whose names do not say whose they are, in their order. */
  readonly macs?: readonly Mac[];
  /** Of tables of accounts: which column says what, and where the accounts register. */
  readonly columns?: Columns;
  readonly pbx?: Draft;
}

export interface PlacedRemark {
  readonly code: ImportCode;
  readonly place: Place;
  readonly message: string;
  readonly device?: Mac;
}

export interface GatheredFiles {
  readonly gathered: Gathered;
  /** Whose file each is. */
  readonly sources: ReadonlyMap<Mac, ForeignFile>;
  readonly remarks: readonly PlacedRemark[];
}

/** `before`: what was found of them before, and of files that could not be brought. */
export function gather(inputs: ImportInputs, before: readonly PlacedRemark[] = []): GatheredFiles {
  const { files, packs, templates, named = [] } = inputs;
  const byName = new Map(files.map((file) => [file.name, file]));
  const means: ImportMeans = {
    models: packs.models,
    templates,
    named,
    find: (name) => byName.get(name),
  };
  const remarks: PlacedRemark[] = [...before];
  const phones = new Map<Mac, DraftPhone>();
  const sources = new Map<Mac, ForeignFile>();
  const sections: Record<string, Gathered['sections'][string]> = {};
  const others: OfFile[] = [];
  let defaults: Draft = {};
  const macs = [...(inputs.macs ?? [])];
  for (const brought of files) {
    const start = wholeFile(brought.path);
    const { file, answer, none } = readNamed(brought, inputs, means, macs);
    if (!answer) {
      const foreign = readForeignText(file, inputs);
      if (foreign) others.push({ file: file.path, foreign });
      else remarks.push({ ...none, place: start });
      continue;
    }
    const { phone } = answer;
    for (const { code, at, message } of answer.remarks) {
      const place = at ? { file: file.path, line: at.line, col: at.col } : start;
      remarks.push({ code, place, message, ...(phone && { device: phone.mac }) });
    }
    for (const [name, value] of Object.entries(answer.sections ?? {})) {
      const before = sections[name]?.value;
      sections[name] = { value: joined(before, value), place: start };
    }
    defaults = mergeDrafts(defaults, answer.defaults ?? {});
    if (!phone) continue;
    const first = sources.get(phone.mac);
    if (first) {
      const message = `${first.path} is of ${phone.mac} as well, and holds`;
      remarks.push({ code: 'import/two-files', place: start, message, device: phone.mac });
      continue;
    }
    phones.set(phone.mac, phone);
    sources.set(phone.mac, file);
  }
  const ofTables = phonesOfTables(
    others.flatMap(({ foreign }) => foreign.phones),
    new Set(phones.keys()),
    packs,
    named,
  );
  const gathered: Gathered = {
    phones: [...phones.values(), ...ofTables.phones],
    sections,
    defaults,
    networks: others.flatMap(({ file, foreign }) =>
      foreign.networks.map(({ fields, line }) => ({ fields, place: { file, line, col: 1 } })),
    ),
    addresses: others.flatMap(({ file, foreign }) =>
      foreign.addresses.map(({ mac, address, line }) => ({
        mac,
        address,
        place: { file, line, col: 1 },
      })),
    ),
    accounts: others.flatMap(({ foreign }) => foreign.accounts),
  };
  const all = [
    ...remarks,
    ...others.flatMap(remarksOf),
    ...ofTables.remarks,
    ...strangers(gathered),
  ];
  return {
    gathered,
    sources,
    remarks: all.some(({ code }) => KEPT_OUT.has(code))
      ? all
      : [...all, ...withoutPhones(gathered, files)],
  };
}

/** Errors of a file that may be of a phone, and is of none as long as they are there. */
const KEPT_OUT: ReadonlySet<ImportCode> = new Set([
  'import/unknown-model',
  'import/no-mac',
  'import/no-phone',
  'import/unreadable',
]);

/** What a file of another server, or a table, says. */
interface OfFile {
  readonly file: string;
  readonly foreign: Foreign;
}

function remarksOf({ file, foreign }: OfFile): readonly PlacedRemark[] {
  return foreign.remarks.map(({ code, line, message }) => ({
    code,
    message,
    place: { file, line, col: 1 },
  }));
}

function strangers({ phones, addresses }: Gathered): readonly PlacedRemark[] {
  const known = new Set(phones.map(({ mac }) => mac));
  return addresses
    .filter(({ mac }) => !known.has(mac))
    .map(({ mac, address, place }) => ({
      code: 'import/of-no-phone',
      place,
      message: `${address} is of ${mac}, of which no file was brought`,
    }));
}

function withoutPhones(
  { phones }: Gathered,
  files: readonly ForeignFile[],
): readonly PlacedRemark[] {
  const [first] = files;
  if (phones.length > 0 || !first) return [];
  const place = wholeFile(first.path);
  return [{ code: 'import/no-phones', place, message: 'no file is of a phone' }];
}

const READERS: readonly ReadForeignText[] = [readDhcpd, readDnsmasq, readKea];

function readForeignText(
  file: ForeignFile,
  { columns = {}, pbx = {} }: ImportInputs,
): Foreign | undefined {
  const text = textOf(file);
  if (text === '') return undefined;
  if (/\.csv$/i.test(file.name)) return readAccounts(text, file.path, columns, pbx);
  return READERS.reduce<Foreign | undefined>(
    (found, read) => found ?? read(text, file.path),
    undefined,
  );
}

/** A file that does not say whose it is takes the next of `macs`. */
function readNamed(
  file: ForeignFile,
  inputs: ImportInputs,
  means: ImportMeans,
  macs: Mac[],
): Read & { readonly file: ForeignFile } {
  const read = readFile(file, inputs, means);
  const isNameless = read.answer?.remarks.some(({ code }) => code === 'import/no-mac');
  const mac = isNameless ? macs.shift() : undefined;
  if (mac === undefined || !read.importer) return { file, ...read };
  const named = { ...file, name: read.importer.nameOf(mac) };
  return { file: named, ...readFile(named, inputs, means) };
}

interface Read {
  readonly importer?: Importer;
  readonly answer?: ImportAnswer;
  /** Where there is no answer: what the file is. */
  readonly none: Pick<PlacedRemark, 'code' | 'message'>;
}

function readFile(file: ForeignFile, { packs, importers }: ImportInputs, means: ImportMeans): Read {
  const vendors = [...packs.drivers.values()].map(({ vendor, kinds = [] }) => ({ vendor, kinds }));
  const found = recognise(vendors, file.name, file.content);
  if (!found) return { none: unknownFile('it is of no kind that offhook knows') };
  const { kind, vendor } = found;
  const importer = importers.get(vendor);
  const answer = importer?.read(file, kind.id, means);
  const none: Read['none'] = kind.asItIs
    ? { code: 'import/as-it-is', message: `it is ${kind.what}, which is given out as it is` }
    : unknownFile(`it is ${kind.what}, from which nothing is imported`);
  return { none, ...(importer && { importer }), ...(answer && { answer }) };
}

function unknownFile(message: string): Read['none'] {
  return { code: 'import/unknown-file', message };
}

/** Plans are told apart by their names; of two lists the first holds. */
function joined(before: Draft[string] | undefined, value: Draft[string]): Draft[string] {
  if (!isDraft(before) || !isDraft(value)) return before ?? value;
  return { ...value, ...before };
}

function mergeDrafts(before: Draft, more: Draft): Draft {
  const entries = Object.entries(more).map(([name, value]) => {
    const known = before[name];
    return [name, isDraft(known) && isDraft(value) ? mergeDrafts(known, value) : (known ?? value)];
  });
  return { ...before, ...Object.fromEntries(entries) };
}

function isDraft(value: Draft[string] | undefined): value is Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isSecret(value);
}
