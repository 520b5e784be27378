// For each code of a numbering plan: a table of which it says nothing, and one of which it does. By its id.

import { makePlan } from '../../src/numbers/make-plan.js';
import type { Example, Judged } from '../findings/example.js';
import { REGISTRY, table } from './tables.js';

const of =
  (...rows: readonly string[]): Judged =>
  async () =>
    (await makePlan([table(rows.join('\n'))], {})).findings.map(({ code }) => code);
const [HEADER = '', ...ROWS] = REGISTRY;
const GOOD = of(HEADER, ...ROWS);
const beside = (row: string): readonly Example[] => [
  { accepts: GOOD, rejects: of(HEADER, ...ROWS, row) },
];

export const NUMBERS_EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  'numbers/columns': [{ accepts: GOOD, rejects: of('mac;label', '001bd4000001;Desk') }],
  'numbers/csv': beside(`"301;1;2;2;A;${'B\n'.repeat(40_000)}`),
  'numbers/range': beside('301;20;10;2;A;B'),
  'numbers/overlap': beside('301;2000500;2000501;2;A;B'),
  'numbers/none': [{ accepts: GOOD, rejects: of(HEADER) }],
};
