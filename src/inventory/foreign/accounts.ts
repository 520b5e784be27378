// A table of extensions, as FreePBX and FusionPBX export them or as a mapping of columns says -> accounts, and the phones
// that have them.

import { type Mac, parseMac } from '../../core/mac.js';
import { userPartFault } from '../../core/user-part.js';
import { didYouMean } from '../../findings/near.js';
import type { Draft, DraftLine } from '../../site/draft.js';
import { accountFields } from '../../site/draft-account.js';
import { readCsvTable } from '../read/csv-table.js';
import { type Foreign, type ForeignRemark, NOTHING, type TablePhone } from './foreign.js';

/** What a table may say of an account, and of the phone that has it. */
// biome-ignore format: a line each says nothing more
export const ACCOUNT_FIELDS = [
  'number', 'name', 'password', 'authName', 'voicemail', 'mac', 'model',
] as const;
export type AccountField = (typeof ACCOUNT_FIELDS)[number];

/** Names of columns by field; others are as the PBX has them. */
export type Columns = Readonly<Partial<Record<AccountField, string>>>;

/** What the columns of known exports are called, the first one that the table has. */
const KNOWN: Readonly<Record<AccountField, readonly string[]>> = {
  number: ['extension', 'number', 'devicedid'],
  name: ['effective_caller_id_name', 'name', 'description', 'displayname'],
  password: ['secret', 'devinfo_secret', 'password', 'sip_password'],
  authName: ['auth_name', 'auth_user', 'username'],
  voicemail: ['voicemail_number'],
  mac: ['mac', 'mac_address', 'macaddress', 'device_mac', 'device_address', 'device_mac_address'],
  model: ['model', 'phone_model', 'device_model', 'device_template', 'template'],
};

/** Books of names and numbers have neither. */
const TELLING: readonly AccountField[] = ['password', 'mac'];
/** Of columns of numbers, those that only a table of accounts has. */
const OF_ACCOUNTS = ['extension', 'devicedid'];

/** Whether this is one, by its columns: all that the user names, or such as no other table has. */
export function isTableOfAccounts(text: string, columns: Columns): boolean {
  const names = namesOf(readCsvTable('', text).header);
  const at = findColumns(names, columns);
  const isThere = (field: AccountField) => at[field] !== -1;
  const named = ACCOUNT_FIELDS.filter((field) => columns[field] !== undefined);
  if (!isThere('number') || !named.every(isThere)) return false;
  const isTelling = OF_ACCOUNTS.some((name) => names.includes(name)) || TELLING.some(isThere);
  return columns.number !== undefined || isTelling;
}

/** In the order of the columns, as they are compared. */
function namesOf(header: readonly string[]): readonly string[] {
  return header.map((each) => each.trim().toLowerCase());
}

/** -1: there is none. */
function findColumns(
  names: readonly string[],
  columns: Columns,
): Readonly<Record<AccountField, number>> {
  const indexOf = (field: AccountField): number => {
    const own = columns[field];
    const wanted = own === undefined ? KNOWN[field] : [own.toLowerCase()];
    return wanted.map((name) => names.indexOf(name)).find((index) => index !== -1) ?? -1;
  };
  return Object.fromEntries(ACCOUNT_FIELDS.map((field) => [field, indexOf(field)])) as Record<
    AccountField,
    number
  >;
}

/**
 * Where no column is known to hold the number, nothing but what is to be said of that. Of a cell no word is told: in a row
 * that has slipped a password may stand anywhere.
 */
export function readAccounts(text: string, file: string, columns: Columns, pbx: Draft): Foreign {
  const { header, rows, placeOf } = readCsvTable(file, text);
  const names = namesOf(header);
  const at = findColumns(names, columns);
  const remarks: ForeignRemark[] = missingColumns(header, names, columns);
  if (at.number === -1) {
    const why = 'no column is known to hold the number: name it with --columns number=COLUMN';
    if (remarks.length === 0) remarks.push(unread(`${why}${thereAre(header)}`));
    return { ...NOTHING, remarks };
  }
  const phones = new Map<Mac, TablePhone>();
  const accounts = rows.flatMap(({ cells, line }, row): readonly DraftLine[] => {
    const cell = (field: AccountField) => (at[field] === -1 ? '' : (cells[at[field]] ?? '').trim());
    const number = cell('number');
    const why = whyNot(number, cells, header);
    if (why !== undefined) {
      const message = `this row is not carried over: ${why}`;
      remarks.push({ code: 'import/not-carried', line, message });
      return [];
    }
    const fields = accountFields({
      number,
      displayName: cell('name'),
      authName: cell('authName'),
      password: cell('password'),
      voicemail: cell('voicemail'),
    });
    const account = { number, fields, pbx, place: placeOf(row, at.number) };
    notePhone(account, cell('mac'), cell('model'), line);
    return [account];
  });
  const used = new Set(Object.values(at));
  const left = header.filter(
    (_, index) => !used.has(index) && rows.some(({ cells }) => (cells[index] ?? '') !== ''),
  );
  if (left.length > 0) {
    const message = `columns from which nothing is imported: ${left.join(', ')}`;
    remarks.push({ code: 'import/other-columns', line: 1, message });
  }
  return { ...NOTHING, accounts, phones: [...phones.values()], remarks };

  function notePhone(account: DraftLine, text: string, model: string, line: number): void {
    const mac = parseMac(text);
    if (text !== '' && !mac) {
      const message = `what stands under "${header[at.mac]?.trim()}" is no MAC: no phone is made of it`;
      remarks.push({ code: 'import/not-carried', line, message });
    }
    if (!mac) return;
    const known = phones.get(mac);
    phones.set(mac, {
      ...{ mac, place: account.place },
      ...known,
      model: known?.model || model,
      lines: [...(known?.lines ?? []), account],
    });
  }
}

/** Why no account comes of a row. */
function whyNot(
  number: string,
  cells: readonly string[],
  header: readonly string[],
): string | undefined {
  if (cells.slice(header.length).some((cell) => cell.trim() !== '')) {
    return 'it has more cells than there are columns; a text with the separator in it stands in quotes';
  }
  if (number === '') return 'it has no number';
  if (userPartFault(number) === undefined) return undefined;
  return 'in the column of the numbers stands none';
}

function unread(message: string): ForeignRemark {
  return { code: 'import/unreadable', line: 1, message };
}

/** Those that the user names and the table does not have: without the number there is nothing, of others what they say. */
function missingColumns(
  header: readonly string[],
  names: readonly string[],
  columns: Columns,
): ForeignRemark[] {
  return ACCOUNT_FIELDS.flatMap((field) => {
    const column = columns[field];
    if (column === undefined || names.includes(column.toLowerCase())) return [];
    const near = didYouMean(column, isHeader(header) ? header : []);
    const message = `there is no column "${column}" for ${field}${near}${thereAre(header)}`;
    return [unread(message)];
  });
}

/** Of a table whose first line is an account already nothing is shown: a password may be in it. */
function thereAre(header: readonly string[]): string {
  if (header.length === 0) return '; it cannot be read as a table';
  if (!isHeader(header)) return '; its first line names no columns';
  return `; there are: ${header.map((each) => each.trim()).join(', ')}`;
}

function isHeader(header: readonly string[]): boolean {
  return header.every((each) => /^[A-Za-z_][\w .()/-]*$/.test(each.trim()));
}
