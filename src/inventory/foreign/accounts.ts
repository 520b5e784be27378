// A table of extensions, as FreePBX and FusionPBX export them or as a mapping of columns says -> accounts.

import { userPartFault } from '../../core/user-part.js';
import type { Draft } from '../../site/draft.js';
import { accountFields } from '../../site/draft-account.js';
import { readCsvTable } from '../read/csv-table.js';
import { type Foreign, type ForeignRemark, NOTHING } from './foreign.js';

/** Fields of an account that a table may say. */
export const ACCOUNT_FIELDS = ['number', 'name', 'password', 'authName', 'voicemail'] as const;
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
};

/** Undefined: no column is known to hold the number. */
export function readAccounts(
  text: string,
  file: string,
  columns: Columns,
  pbx: Draft,
): Foreign | undefined {
  const { header, rows, placeOf } = readCsvTable(file, text);
  const names = header.map((each) => each.trim().toLowerCase());
  const indexOf = (field: AccountField): number => {
    const own = columns[field];
    const wanted = own === undefined ? KNOWN[field] : [own.toLowerCase()];
    return wanted.map((name) => names.indexOf(name)).find((index) => index !== -1) ?? -1;
  };
  const at = Object.fromEntries(ACCOUNT_FIELDS.map((field) => [field, indexOf(field)])) as Record<
    AccountField,
    number
  >;
  if (at.number === -1) return undefined;
  const remarks: ForeignRemark[] = [];
  const accounts = rows.flatMap(({ cells, line }, row) => {
    const cell = (field: AccountField) => (at[field] === -1 ? '' : (cells[at[field]] ?? '').trim());
    const number = cell('number');
    if (number === '' || userPartFault(number) !== undefined) {
      const message = `"${number}" is not carried over: it is no number of an account`;
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
    return [{ number, fields, pbx, place: placeOf(row, at.number) }];
  });
  const used = new Set(Object.values(at));
  const left = header.filter(
    (_, index) => !used.has(index) && rows.some(({ cells }) => (cells[index] ?? '') !== ''),
  );
  if (left.length > 0) {
    const message = `columns from which nothing is imported: ${left.join(', ')}`;
    remarks.push({ code: 'import/other-columns', line: 1, message });
  }
  return { ...NOTHING, accounts, remarks };
}
