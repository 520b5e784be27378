// Every rule is a row that runs, and has examples: one that it lets pass, and one that it finds. A new one without fails here.

import { describe, expect, it } from 'vitest';
import { ARTIFACT_CODES } from '../../src/artifacts/codes.js';
import { COMMON_CODES, join, KNOWN_CODES } from '../../src/artifacts/known-codes.js';
import { oncePer } from '../../src/core/once-per.js';
import { type CodeRow, type CodeTable, severityOf } from '../../src/findings/evidence.js';
import { entriesOf } from '../../src/findings/rule.js';
import { READ_CODES } from '../../src/inventory/read/codes.js';
import { RESOLVE_CODES } from '../../src/inventory/resolve/codes.js';
import { SHAPE_CODES } from '../../src/inventory/shape/codes.js';
import { NUMBERS_CODES } from '../../src/numbers/codes.js';
import { SECTION_CODES } from '../../src/phones/cisco/files/dial-plan/section.js';
import { FILE_CODES } from '../../src/phones/lint/file-codes.js';
import { PACK_CODES } from '../../src/phones/packs/packs.js';
import { VENDOR_RULES } from '../../src/phones/registry.js';
import { RENDER_CODES } from '../../src/render/codes.js';
import { DHCP_EXPORT_CODES } from '../../src/site/dhcp-export-codes.js';
import { EXPORT_CODES } from '../../src/site/export-codes.js';
import { IMPORT_CODES } from '../../src/site/import-codes.js';
import { IMPORT_EXAMPLES } from '../artifacts/import/rule-examples.js';
import { FILE_EXAMPLES } from '../artifacts/lint/rule-examples.js';
import { ARTIFACT_EXAMPLES } from '../artifacts/rule-examples.js';
import { DHCP_EXPORT_EXAMPLES } from '../exports/dhcp-rule-examples.js';
import { EXPORT_EXAMPLES } from '../exports/rule-examples.js';
import type { Judged } from '../findings/example.js';
import { INVENTORY_EXAMPLES } from '../inventory/rule-examples.js';
import { NUMBERS_EXAMPLES } from '../numbers/rule-examples.js';
import { PHONE_EXAMPLES } from '../phones/rule-examples.js';

const EXAMPLES = [
  INVENTORY_EXAMPLES,
  PHONE_EXAMPLES,
  ARTIFACT_EXAMPLES,
  FILE_EXAMPLES,
  IMPORT_EXAMPLES,
  EXPORT_EXAMPLES,
  DHCP_EXPORT_EXAMPLES,
  NUMBERS_EXAMPLES,
].flatMap((table) => Object.entries(table));

/** What many rules let pass is looked at once. */
const judged = oncePer((judge: Judged) => Promise.resolve(judge()));

it('each rule has examples, and nothing else has', () => {
  const ids = EXAMPLES.map(([id]) => id);
  expect(ids.toSorted()).toEqual([...KNOWN_CODES.keys()].toSorted());
});

it('no rule is without one', () => {
  expect(EXAMPLES.filter(([, examples]) => examples.length === 0)).toEqual([]);
});

describe.each(EXAMPLES)('%s', (id, examples) => {
  it.each(examples.map((example, index) => ({ index, example })))(
    'lets pass and finds: example $index',
    async ({ example }) => {
      expect(await judged(example.accepts)).not.toContain(id);
      expect(await judged(example.rejects)).toContain(id);
    },
  );
});

/** A reader, a step that makes one thing of another, a look at files beside one another: they say themselves where they cannot. */
const OF_STEPS: ReadonlySet<CodeTable> = new Set([
  READ_CODES,
  SHAPE_CODES,
  RESOLVE_CODES,
  SECTION_CODES,
  PACK_CODES,
  RENDER_CODES,
  FILE_CODES,
  ARTIFACT_CODES,
  IMPORT_CODES,
  EXPORT_CODES,
  DHCP_EXPORT_CODES,
  NUMBERS_CODES,
]);

it('every other row is one that runs', () => {
  const rows = [...COMMON_CODES, ...VENDOR_RULES]
    .filter((table) => !OF_STEPS.has(table))
    .flatMap(entriesOf<CodeRow>);
  // Those of the values of Cisco elements answer at most once.
  const runs = (row: CodeRow) =>
    ['run', 'find'].some((name) => typeof Reflect.get(row, name) === 'function');
  expect(rows.filter(([, row]) => !runs(row)).map(([id]) => id)).toEqual([]);
});

it('an id that means two things is refused', () => {
  const [first] = KNOWN_CODES;
  const [id = 'a/b', row] = first ?? [];
  const other = { evidence: 'style', title: 'another', hint: 'another' } as const;
  expect(() => join([{ [id]: row ?? other }, { [id]: other }])).toThrow(id);
});

it('each says what it is and what to do', () => {
  const says = (row: CodeRow) =>
    /^\S.*[^.]$/.test(row.title) &&
    /^\S.*\S$/.test(row.hint) &&
    ['error', 'warning', 'info'].includes(severityOf(row));
  expect([...KNOWN_CODES].filter(([, row]) => !says(row))).toEqual([]);
});

/** Of offhook's own form nobody else can say anything. */
const OWN_FORM = ['cisco/raw-path'];
const SOURCED = [...KNOWN_CODES].filter(
  ([id]) => /^(cisco|xml)\//.test(id) && !OWN_FORM.includes(id),
);

it('what is said of Cisco and of XML has who says so', () => {
  const without = SOURCED.filter(([, { source = '' }]) => !/^\S.*[^.\s]$/.test(source));
  expect(without.map(([id]) => id)).toEqual([]);
});
