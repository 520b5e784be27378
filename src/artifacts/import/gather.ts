// Files that somebody brings -> what they say together, each asked of who knows its kind.

import type { Mac } from '../../core/mac.js';
import { wholeFile } from '../../findings/finding.js';
import type { Foreign } from '../../inventory/foreign/foreign.js';
import type { Gathered } from '../../inventory/write/assemble.js';
import type { ForeignFile, ImportMeans } from '../../phones/importer.js';
import { type Draft, type DraftPhone, isDraft } from '../../site/draft.js';
import type { ImportCode } from '../../site/import-codes.js';
import type { ImportInputs, PlacedRemark } from './import-inputs.js';
import { createForeignReader, readNamed } from './read-file.js';
import { phonesOfTables } from './table-phones.js';

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
  const readForeignText = createForeignReader(inputs);
  for (const brought of files) {
    const start = wholeFile(brought.path);
    const { file, answer, none } = readNamed(brought, inputs, means, macs);
    if (!answer) {
      const foreign = readForeignText(file);
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
  'import/other-kind',
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
