// A row a phone (RFC 4180, UTF-8) for whoever keeps lists: an inventory of devices, a directory, a label printer.

import { formatCsvRow } from '../../core/csv-row.js';
import { formatIpv4 } from '../../core/ipv4.js';
import type { Model } from '../../site/model.js';
import type { Phone } from '../../site/site.js';
import type { MakeExport } from '../export.js';
import { lineKeysOf } from '../phone-lines.js';

type Column = (phone: Phone, model: Model | undefined) => string;

/** `line`, `name` and `pbx` are those of the first line key; `lines` has the numbers of all, with blanks between them. */
const COLUMNS: Readonly<Record<string, Column>> = {
  mac: ({ mac }) => mac,
  model: ({ model }) => model,
  product: (_phone, model) => model?.name ?? '',
  label: ({ label }) => label,
  address: ({ address }) => (address === undefined ? '' : formatIpv4(address)),
  line: (phone) => firstLine(phone)?.number ?? '',
  name: (phone) => firstLine(phone)?.displayName ?? '',
  pbx: (phone) => firstLine(phone)?.pbx.name ?? '',
  lines: (phone) =>
    lineKeysOf(phone)
      .map(({ line }) => line.number)
      .join(' '),
  groups: ({ groups }) => groups.join(' '),
  firmware: ({ firmware }) => firmware ?? '',
};

export const makeCsv: MakeExport = ({ site, models }) => {
  const columns = Object.values(COLUMNS);
  const rows = site.phones.map((phone) =>
    columns.map((cellOf) => cellOf(phone, models.get(phone.model))),
  );
  const text = [Object.keys(COLUMNS), ...rows].map(formatCsvRow).join('');
  return { files: [{ name: 'phones.csv', text }], findings: [] };
};

function firstLine(phone: Phone) {
  return lineKeysOf(phone)[0]?.line;
}
