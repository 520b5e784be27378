// What nobody said although phones need it: a password for each line, a time zone. One cause is one finding.

import { shownAccount } from '../../core/account-text.js';
import { oncePer } from '../../core/once-per.js';
import { risky } from '../../findings/evidence.js';
import type { Claimant, Phone, Settings } from '../../site/site.js';
import { isCutBelow } from '../read/refused.js';
import { placeOf } from '../read/source.js';
import type { SiteRules } from './subject.js';

export const LEFT_UNSAID_RULES = {
  'inventory/no-password': {
    ...risky(
      'A line without a password',
      'write { env: NAME } or { file: path }, unless the PBX asks for none',
    ),
    run({ site, inventory }) {
      const without = [...inventory.lines].filter(
        ([, { input, origin }]) =>
          input.password === undefined && !isCutBelow(inventory, origin, ['password']),
      );
      if (without.length === 0) return [];
      const used = usedLines(site.claimants);
      const open = without.filter(([number]) => used.has(number));
      const [first] = open;
      if (!first) return [];
      const [number, { origin }] = first;
      const message = `line "${shownAccount(number)}" has no password${more(open.length, 'line')}`;
      const hint = origin.source.untyped ? { hint: IN_A_CELL } : {};
      return [{ at: placeOf(origin, 'key'), message, ...hint }];
    },
  },
  'inventory/no-time-zone': {
    ...risky(
      'Phones whose time zone nobody said',
      'write `timeZone` under `site`, also where it is Etc/UTC',
    ),
    run({ site }) {
      const silent = site.phones.filter((phone) => !saysZone(phone));
      const [first] = silent;
      if (!first) return [];
      const message = `no time zone is said, so this phone shows the time of UTC${more(silent.length, 'phone')}`;
      return [{ at: first.placeOf(), message, device: first.mac }];
    },
  },
} as const satisfies SiteRules;

const IN_A_CELL =
  'write env:NAME or file:path in a column `line.password`, unless the PBX asks for none';

function usedLines(phones: readonly Claimant[]): ReadonlySet<string> {
  return new Set(
    phones.flatMap(({ keys }) =>
      keys.flatMap((key) => (key.type === 'line' && !key.line.standIn ? key.line.number : [])),
    ),
  );
}

/** A model's own settings of the zone count as well. */
function saysZone({ saidAt, settings }: Phone): boolean {
  return (
    saidAt('timeZone') !== undefined ||
    zoneSettings(settings).some((name) => saidAt('settings', name))
  );
}

const zoneSettings = oncePer((settings: Settings) =>
  Object.keys(settings).filter((name) => name.startsWith('timeZone')),
);

function more(count: number, noun: string): string {
  if (count === 1) return '';
  return `, as with ${count - 1} more ${noun}${count === 2 ? '' : 's'}`;
}
