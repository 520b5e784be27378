// The inventory as the server would start with it. Counts findings; telling them is `validate`'s.

import { shellWord } from '../../core/shell-word.js';
import type { Finding } from '../../findings/finding.js';
import { type Check, ok, problem, warning } from './check.js';

export interface InventoryFacts {
  /** As the user would name it. */
  readonly file: string;
  readonly phones: number;
  readonly findings: readonly Finding[];
}

/** undefined: there is none. */
export function judgeInventory(facts: InventoryFacts | undefined): Check {
  if (facts === undefined) return ok('inventory', 'none found: only this machine is looked at');
  const { file, phones, findings } = facts;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const seen = `${file}, phones: ${phones}`;
  if (errors === 0) return ok('inventory', seen);
  return problem(
    'inventory',
    `${seen}, errors: ${errors}: it would not be served`,
    `"offhook validate ${shellWord(file)}" names them`,
  );
}

const NOT_AS_NEEDED: ReadonlySet<Finding['code']> = new Set([
  'inventory/no-such-file',
  'inventory/broken-file',
]);

/** What phones are told to fetch, and nobody has brought whole. Where all is there, there is nothing to say. */
export function judgeFirmware({ findings }: Pick<InventoryFacts, 'findings'>): readonly Check[] {
  return findings
    .filter(({ code }) => NOT_AS_NEEDED.has(code))
    .map(({ message, hint }) => warning('firmware', message, hint));
}
