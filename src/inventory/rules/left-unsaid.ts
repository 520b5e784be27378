// What nobody said although phones need it: a password for each line, a time zone. One cause is one finding.

import { oncePer } from '../../core/once-per.js';
import { type CodeTable, risky } from '../../findings/evidence.js';
import { type Finding, findingsOf } from '../../findings/finding.js';
import type { Phone, Settings, Site } from '../../site/site.js';
import type { Inventory } from '../inventory.js';
import { isCutBelow } from '../read/refused.js';
import { placeOf } from '../read/source.js';

export const LEFT_UNSAID_CODES = {
  'inventory/no-password': risky(
    'A line without a password',
    'write { env: NAME } or { file: path }, unless the PBX asks for none',
  ),
  'inventory/no-time-zone': risky(
    'Phones whose time zone nobody said',
    'write `timeZone` under `site`, also where it is Etc/UTC',
  ),
} as const satisfies CodeTable;

const finding = findingsOf(LEFT_UNSAID_CODES);

export function checkLeftUnsaid(site: Site, inventory: Inventory): readonly Finding[] {
  return [...checkPasswords(site, inventory), ...checkTimeZone(site)];
}

function checkPasswords({ phones }: Site, inventory: Inventory): readonly Finding[] {
  const used = new Set(
    phones.flatMap(({ keys }) =>
      keys.flatMap((key) => (key.type === 'line' && !key.line.standIn ? key.line.number : [])),
    ),
  );
  const open = [...inventory.lines].filter(
    ([number, { input, origin }]) =>
      used.has(number) &&
      input.password === undefined &&
      !isCutBelow(inventory, origin, ['password']),
  );
  const [first] = open;
  if (!first) return [];
  const [number, { origin }] = first;
  const message = `line "${number}" has no password${more(open.length, 'line')}`;
  return [finding('inventory/no-password', placeOf(origin, 'key'), message)];
}

function checkTimeZone({ phones }: Site): readonly Finding[] {
  const silent = phones.filter((phone) => !saysZone(phone));
  const [first] = silent;
  if (!first) return [];
  const message = `no time zone is said, so this phone shows the time of UTC${more(silent.length, 'phone')}`;
  return [finding('inventory/no-time-zone', first.placeOf(), message, { device: first.mac })];
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
