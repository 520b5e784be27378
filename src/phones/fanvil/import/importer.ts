// Files of these phones that somebody brings, in whatever form: what each says in the words of an inventory.

import { oncePerKey } from '../../../core/once-per.js';
import type { Draft } from '../../../site/draft.js';
import type { Model } from '../../../site/model.js';
import {
  type ForeignFile,
  type ImportAnswer,
  type Importer,
  type ImportMeans,
  type ImportRemark,
  modelsOf,
  onlyRemark,
  textOf,
} from '../../importer.js';
import type { Form, FormFile, Spelling } from '../forms/form.js';
import type { Tables } from '../settings/context.js';
import { type Dialect, factsOf } from '../tables/facts.js';
import { deviceFileName, macOfDevice } from '../tables/names.js';
import { compareSettings } from './compare.js';
import { readPhone, readSettings } from './read-phone.js';
import { createSaid, type NamedSettings, nameSettings, type Said } from './said.js';

/** A file, read by the form that it is in. */
interface ReadFile {
  readonly named: NamedSettings;
  readonly said: Said;
  readonly spelling: Spelling;
  readonly version: string | undefined;
}

interface ParsedFile {
  readonly file: FormFile;
  /** Undefined: no phone of the model reads it. */
  as(model: Model): ReadFile | undefined;
}

/** Dotted files never say it, others seldom. */
function whyNoModel(means: ImportMeans): string {
  const ids = modelsOf(means, 'fanvil').map(({ id }) => id);
  return `nothing in it says of which model the phone is: name it with --model ${ids.join(' or --model ')}`;
}

export function createImporter(tables: Tables): Importer {
  const { forms } = tables;
  return {
    nameOf: deviceFileName,
    read(file, _kind, means) {
      const text = textOf(file);
      const form = forms.find((each) => each.recognises(text));
      if (!form) return undefined;
      const common = commonModel(file, means);
      const mac = macOfDevice(file.name);
      if (!common && !mac) return onlyRemark('import/no-mac', 'its name says no MAC');
      const brought = parsed(form, text);
      const model = common ?? findModel(brought, means);
      if (!model) return onlyRemark('import/unknown-model', whyNoModel(means));
      const read = brought.as(model);
      if (!read)
        return onlyRemark('import/unknown-model', `${model.name} reads no files with these keys`);
      if (!mac) return readCommon(read, model, brought.file);
      const { said, spelling, version, named } = read;
      const { phone, remarks } = readPhone(said, mac, model, tables, spelling, version, file.path);
      return { phone, remarks: [...remarks, ...masked(named), ...afterEnd(brought.file)] };
    },
    compare(theirs, ours, model) {
      const [a, b] = [textOf(theirs), ours ?? ''].map((each) => {
        const form = forms.find((known) => known.recognises(each));
        return form && parsed(form, each).as(model)?.named;
      });
      return a && b ? compareSettings(a, b) : [];
    },
  };

  /** All phones of a dialect read the same. */
  function parsed(form: Form, text: string): ParsedFile {
    const file = form.parse(text);
    const readIn = oncePerKey((dialect: Dialect) => ({ found: readFile(form, file, dialect) }));
    return { file, as: (model) => readIn(factsOf(model).dialect).found };
  }

  /** Undefined: no phone with this dialect reads it. */
  function readFile(form: Form, file: FormFile, dialect: Dialect): ReadFile | undefined {
    const own = form.spellings.find((each) => (each.dialect ?? dialect) === dialect);
    // What is only read has the names of what is written for phones of its dialect.
    const all = forms.flatMap(({ spellings }) => spellings);
    const spelling = own ?? all.find((each) => each.dialect === dialect);
    const writer = spelling && forms.find(({ spellings }) => spellings.includes(spelling));
    const named = nameSettings(form, dialect, file);
    if (!spelling || !writer || (named.byName.size === 0 && file.settings.length > 0))
      return undefined;
    const said = createSaid(named, tables.names, writer, spelling.name, dialect);
    return { named, said, spelling, version: file.version?.value };
  }

  /** By the class that the phone would tell DHCP; by the one common file; else as the user says. */
  function findModel(brought: ParsedFile, means: ImportMeans): Model | undefined {
    const { named, find } = means;
    const own = modelsOf(means, 'fanvil');
    const values = new Set(brought.file.settings.map(({ value }) => value));
    const byClass = own.find(({ dhcp }) => dhcp.vendorClasses.some((each) => values.has(each)));
    if (byClass) return byClass;
    const byCommon = own.filter((model) => {
      const { name, aliases } = factsOf(model).commonFile;
      return [name, ...aliases].some((each) => find(each) !== undefined);
    });
    const byUser = named.filter(({ vendor }) => vendor === 'fanvil');
    return bestReader(brought, byCommon) ?? bestReader(brought, byUser) ?? byUser[0];
  }

  /** Who knows most of the keys; undefined: two know as many. */
  function bestReader(brought: ParsedFile, models: readonly Model[]): Model | undefined {
    const found = models
      .map((model) => ({ model, unknown: brought.as(model)?.named.nameless.length ?? -1 }))
      .filter(({ unknown }) => unknown !== -1)
      .toSorted((a, b) => a.unknown - b.unknown);
    const [first, second] = found;
    return second && second.unknown === first?.unknown ? undefined : first?.model;
  }
}

function commonModel({ name }: ForeignFile, means: ImportMeans): Model | undefined {
  return modelsOf(means, 'fanvil').find((model) => {
    const { commonFile } = factsOf(model);
    return [commonFile.name, ...commonFile.aliases].includes(name);
  });
}

/** What all phones of a model fetch: how they find their files, and what else it says. */
function readCommon({ said, named }: ReadFile, model: Model, file: FormFile): ImportAnswer {
  const settings = readSettings(said, model);
  const known = new Set(OF_COMMON.flatMap((row) => said.find(row) ?? []));
  const rest = [...named.byName].filter(
    ([, setting]) => !known.has(setting) && setting.value !== '',
  );
  const raw = Object.fromEntries(rest.map(([name, { value }]) => [name, value]));
  const layer: Draft = {
    ...(Object.keys(settings).length > 0 && { settings }),
    ...(rest.length > 0 && { raw }),
  };
  const isEmpty = Object.keys(layer).length === 0;
  return {
    ...(!isEmpty && { defaults: { models: { [model.id]: layer } } }),
    remarks: [...masked(named), ...afterEnd(file)],
  };
}

/** Rows that our own common file has, whatever its values. */
const OF_COMMON = [
  ...['protocol', 'server', 'mode', 'intervalHours', 'pnp', 'fdps'],
  ...['fileName', 'dhcpOption', 'commonFile', 'deviceFile'],
].map((name) => `provisioning.${name}`);

function masked({ masked: hidden }: NamedSettings): readonly ImportRemark[] {
  const [first] = hidden;
  if (!first) return [];
  const { line, col } = first.keyAt;
  const message = `the export keeps to itself: ${hidden.map(({ key }) => key).join(', ')}`;
  return [{ code: 'import/masked', at: { line, col }, message }];
}

/** A key there would be one of the last module, which it may never have been; its words may be anything. */
function afterEnd({ afterEnd: lines = [] }: FormFile): readonly ImportRemark[] {
  const [line] = lines;
  if (line === undefined) return [];
  const what = lines.length === 1 ? 'what stands' : `${lines.length} lines, from here on,`;
  const message = `${what} behind the end mark: not carried over, for nobody knows whether a phone reads it`;
  return [{ code: 'import/not-carried', at: { line, col: 1 }, message }];
}
