// Every code of a finding there is, of all rooms and vendors, each once: for reports, docs and whoever names one.

import type { CodeRow, CodeTable, FindingId } from '../findings/evidence.js';
import { entriesOf } from '../findings/rule.js';
import { INVENTORY_CODES } from '../inventory/codes.js';
import { NUMBERS_CODES } from '../numbers/codes.js';
import { PHONE_CODES, VENDOR_RULES } from '../phones/registry.js';
import { RENDER_CODES } from '../render/codes.js';
import { DHCP_EXPORT_CODES } from '../site/dhcp-export-codes.js';
import { EXPORT_CODES } from '../site/export-codes.js';
import { IMPORT_CODES } from '../site/import-codes.js';
import { ARTIFACT_CODES } from './codes.js';

/** Of rooms that know nothing of vendors. */
export const COMMON_CODES: readonly CodeTable[] = [
  ...INVENTORY_CODES,
  IMPORT_CODES,
  ...PHONE_CODES,
  RENDER_CODES,
  ARTIFACT_CODES,
  DHCP_EXPORT_CODES,
  EXPORT_CODES,
  NUMBERS_CODES,
];

export const KNOWN_CODES: ReadonlyMap<string, CodeRow> = join([...COMMON_CODES, ...VENDOR_RULES]);

/** In the order of the tables. What several forms of a file find is said once. Throws if an id means two things. */
export function join(tables: readonly CodeTable[]): ReadonlyMap<FindingId, CodeRow> {
  const all = new Map<FindingId, CodeRow>();
  for (const [id, row] of tables.flatMap(entriesOf<CodeRow>)) {
    const known = all.get(id);
    if (known && !isSame(known, row)) throw new Error(`two rules are called ${id}`);
    if (!known) all.set(id, row);
  }
  return all;
}

function isSame(a: CodeRow, b: CodeRow): boolean {
  return (['evidence', 'title', 'hint', 'firm', 'source', 'sameAs'] as const).every(
    (field) => a[field] === b[field],
  );
}
