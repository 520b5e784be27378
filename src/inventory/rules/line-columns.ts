// Does a table of phones say which line each has? Told once, where the column is missing or has another name.

import { rejected } from '../../findings/evidence.js';
import type { Place } from '../../findings/finding.js';
import type { Complaint } from '../../findings/rule.js';
import type { Claimant } from '../../site/site.js';
import type { Source } from '../read/source.js';
import type { SiteRules } from './subject.js';

/** How people name the column of the number; the first that is there is the one that is mostly meant. */
const MEANT =
  'lines extension extensions ext exten number phone phonenumber account user username did tel'.split(
    ' ',
  );

export const LINE_COLUMN_RULES = {
  'inventory/no-line-column': {
    ...rejected(
      'A table whose phones have no line',
      'add the columns `line`, `line.name` and `line.password`: the account on key 1',
    ),
    run({ site, inventory: { sources } }) {
      const tables = sources.filter(({ columns }) => columns && !columns.some(saysLine));
      if (tables.length === 0) return [];
      const { withPhones, withLine } = filesOf(site.claimants);
      return tables.filter(({ file }) => withPhones.has(file) && !withLine.has(file)).map(inWords);
    },
  },
} as const satisfies SiteRules;

function filesOf(phones: readonly Claimant[]) {
  const withLine = new Set<string>();
  const withPhones = new Set<string>();
  for (const { keys, placeOf } of phones) {
    const { file } = placeOf();
    withPhones.add(file);
    if (keys.some(({ type }) => type === 'line')) withLine.add(file);
  }
  return { withLine, withPhones };
}

function saysLine(name: string): boolean {
  return name === 'line' || /^keys\.\d+\.line$/.test(name);
}

function inWords({ locate, columns = [] }: Source): Complaint<Place> {
  const meant = MEANT.flatMap((each) => columns.filter((name) => name.toLowerCase() === each))[0];
  const at = locate(['phones', 0, meant ?? 'mac'], 'name');
  const message = 'no column says which line a phone has';
  const hint = `name the column "${meant}" line, if it is the number of the account on key 1`;
  return { at, message, ...(meant !== undefined && { hint }) };
}
