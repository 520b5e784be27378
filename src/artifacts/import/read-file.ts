// One file that somebody brings: whose it is, and what it says. What lies in a folder by chance is named and left; what the
// user names, or what is called as a phone asks for it, and cannot be read is an error.

import { type Mac, macOui, parseMac } from '../../core/mac.js';
import { isTableOfAccounts, readAccounts } from '../../inventory/foreign/accounts.js';
import { readDhcpd } from '../../inventory/foreign/dhcpd.js';
import { readDnsmasq } from '../../inventory/foreign/dnsmasq.js';
import type { Foreign, ReadForeignText } from '../../inventory/foreign/foreign.js';
import { readKea } from '../../inventory/foreign/kea.js';
import { otherKindOf } from '../../inventory/read/other-kinds.js';
import {
  type ForeignFile,
  type ImportAnswer,
  type Importer,
  type ImportMeans,
  textOf,
} from '../../phones/importer.js';
import type { Packs } from '../../phones/packs/packs.js';
import { type Recognised, recognise } from '../../phones/recognise/recognise.js';
import type { ImportInputs, PlacedRemark } from './import-inputs.js';

const TABLE = /\.csv$/i;
const READERS: readonly ReadForeignText[] = [readDhcpd, readDnsmasq, readKea];

/** What files of other servers, and tables, say. Undefined: the file is none of these. */
export function createForeignReader(
  inputs: ImportInputs,
): (file: ForeignFile) => Foreign | undefined {
  const { files, columns = {}, pbx = {} } = inputs;
  const isTable = (file: ForeignFile) => TABLE.test(file.name) && textOf(file) !== '';
  const isOurs = (file: ForeignFile) =>
    isTable(file) && (!file.met || isTableOfAccounts(textOf(file), columns));
  // Where no table has the columns that the user names, each is to say so.
  const isAnyOurs = Object.keys(columns).length > 0 && !files.some(isOurs);
  return (file) => {
    const text = textOf(file);
    if (text === '') return undefined;
    if (isTable(file)) {
      return isAnyOurs || isOurs(file) ? readAccounts(text, file.path, columns, pbx) : undefined;
    }
    return READERS.reduce<Foreign | undefined>(
      (found, read) => found ?? read(text, file.path),
      undefined,
    );
  };
}

export interface Read {
  readonly importer?: Importer;
  readonly answer?: ImportAnswer;
  /** Where there is no answer: what the file is. */
  readonly none: Pick<PlacedRemark, 'code' | 'message'>;
}

/** A file that does not say whose it is takes the next of `macs`. */
export function readNamed(
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

function readFile(file: ForeignFile, { packs, importers }: ImportInputs, means: ImportMeans): Read {
  const found = recogniseIn(packs, file);
  if (!found) return { none: ofNoKind(file) };
  const { kind, vendor } = found;
  const importer = importers.get(vendor);
  const isBroken = isNotWhatItIsCalled(file, found);
  const answer = isBroken ? undefined : importer?.read(file, kind.id, means);
  const none: Read['none'] = kind.asItIs
    ? { code: 'import/as-it-is', message: `it is ${kind.what}, which is given out as it is` }
    : misnamed(file, found, packs);
  return { none, ...(importer && { importer }), ...(answer && { answer }) };
}

/** Whether a file of this name is for a phone, whatever is in it. */
export function isNamedAsOurs(packs: Packs, name: string): boolean {
  const nothing = { bytes: new Uint8Array(), noise: false };
  return recogniseIn(packs, { name, content: nothing }) !== undefined;
}

export function recogniseIn(
  packs: Packs,
  { name, content }: Pick<ForeignFile, 'name' | 'content'>,
): Recognised | undefined {
  const vendors = [...packs.drivers.values()].map(({ vendor, kinds = [] }) => ({ vendor, kinds }));
  return recognise(vendors, name, content);
}

/** It has the name of a text, and there is none in it. */
function isNotWhatItIsCalled({ content }: ForeignFile, { kind, by }: Recognised): boolean {
  return by === 'name' && kind.own === true && !content.text;
}

function ofNoKind({ met, name, content }: ForeignFile): Read['none'] {
  const other = content.text && otherKindOf(content.text.text);
  if (other !== undefined) {
    const message = `it is ${other}, from which nothing is imported`;
    return { code: met ? 'import/unknown-file' : 'import/other-kind', message };
  }
  if (met && TABLE.test(name) && content.text) {
    const message =
      'by its columns it is no table of accounts: if it is one, name it, and its columns with --columns';
    return { code: 'import/unknown-file', message };
  }
  if (met) return { code: 'import/unknown-file', message: 'it is of no kind that offhook knows' };
  const what = content.text ? 'nothing in it' : 'it is no text, and nothing in it';
  return { code: 'import/other-kind', message: `${what} tells what it is, nor does its name` };
}

/** Other makers' phones ask for names with a MAC in them as well. */
function misnamed(
  { name, met, content }: ForeignFile,
  { kind, vendor, by }: Recognised,
  packs: Packs,
): Read['none'] {
  if (by === 'content' || !kind.own || kind.unjudged !== undefined) {
    const message = `it is ${kind.what}, from which nothing is imported`;
    return { code: 'import/unknown-file', message };
  }
  const mac = parseMac(/[0-9a-f]{12}/i.exec(name)?.[0] ?? '');
  const inIt = content.noise ? 'what is in it is encrypted, or damaged' : 'what is in it is not';
  return met && !(mac && isOfMaker(macOui(mac), vendor, packs))
    ? { code: 'import/unknown-file', message: `by its name it may be ${kind.what}; ${inIt}` }
    : { code: 'import/unreadable', message: `by its name it is ${kind.what}; ${inIt}` };
}

function isOfMaker(oui: string, vendor: string, { models, makerOf }: Packs): boolean {
  const own = [...models.values()].filter((model) => model.vendor === vendor);
  return makerOf(oui) === vendor || own.some(({ dhcp }) => dhcp.ouis.includes(oui));
}
