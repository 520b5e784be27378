// Which lines of one PBX are shown at another.

import { didYouMean } from '../../findings/near.js';
import type { Phone, Site } from '../../site/site.js';
import type { Entry } from '../inventory.js';
import { isCutAway, isRefused } from '../read/refused.js';
import { childOf, type Origin, placeOf } from '../read/source.js';
import type { PbxLinkInput } from '../shape/input.js';
import { finding } from './codes.js';
import type { Context } from './context.js';

/** Without those that name a PBX which is not there, and without such lines: that is reported. */
export function resolvePbxLinks(context: Context, phones: readonly Phone[]): Site['pbxLinks'] {
  return context.inventory.pbxLinks.flatMap((entry) => resolveLink(context, entry, phones));
}

function resolveLink(
  context: Context,
  { input: { from, to, lines }, origin }: Entry<PbxLinkInput>,
  phones: readonly Phone[],
): Site['pbxLinks'] {
  const ends = { from, to };
  const known = Object.entries(ends).map(([end, name]) =>
    isThere(context, 'pbx', name, childOf(origin, end)),
  );
  if (known.includes(false)) return [];
  const numbers = lines?.filter((number, index) =>
    isThere(context, 'lines', number, childOf(origin, 'lines', index)),
  );
  return [{ ...ends, lines: numbers ?? linesAt(from, phones), place: placeOf(origin) }];
}

const UNKNOWN = {
  pbx: ['inventory/unknown-pbx', 'no PBX is named'],
  lines: ['inventory/unknown-line', 'no line'],
} as const;

function isThere(
  { inventory, report }: Context,
  section: 'pbx' | 'lines',
  name: string,
  origin: Origin,
): boolean {
  if (inventory[section].has(name)) return true;
  const place = placeOf(origin);
  if (isCutAway(inventory, section, name) || isRefused(inventory, place)) return false;
  const [code, what] = UNKNOWN[section];
  const near = didYouMean(name, [...inventory[section].keys()]);
  report(finding(code, place, `${what} "${name}"${near}`));
  return false;
}

/** All that phones have there. */
function linesAt(pbx: string, phones: readonly Phone[]): readonly string[] {
  const numbers = phones.flatMap(({ keys }) =>
    keys.flatMap((key) =>
      key.type === 'line' && key.line.pbx.name === pbx ? key.line.number : [],
    ),
  );
  return [...new Set(numbers)];
}
