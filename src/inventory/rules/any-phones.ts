// An inventory without a phone is none: a file was emptied, or not saved. One for strangers may be meant.

import { formatSubnet } from '../../core/ipv4.js';
import { type CodeTable, impossible, risky } from '../../findings/evidence.js';
import { type Finding, findingsOf, type Place } from '../../findings/finding.js';
import type { Site } from '../../site/site.js';
import type { Inventory } from '../inventory.js';
import { isCutFromPhones } from '../read/refused.js';

export const ANY_PHONES_CODES = {
  'inventory/no-phones': impossible(
    'An inventory without a phone',
    'write them under `phones`, or include the file that lists them',
  ),
  'inventory/only-strangers': risky(
    'A network for phones that the inventory does not have',
    'nothing has to be done if this server is for DHCP alone; else write the phones under `phones`',
  ),
} as const satisfies CodeTable;

const finding = findingsOf(ANY_PHONES_CODES);

/** Phones that were left out for a fault of their own are no second one. */
export function checkAnyPhones({ networks }: Site, inventory: Inventory): readonly Finding[] {
  if (inventory.phones.length > 0 || isCutFromPhones(inventory)) return [];
  const open = networks.find(({ clients }) => clients !== 'inventory');
  if (open) {
    const message = `there is no phone in the inventory: whoever asks on ${formatSubnet(open.subnet)} gets an address, and no file of its own`;
    return [finding('inventory/only-strangers', open.placeOf('clients'), message)];
  }
  const message = 'there is no phone in the inventory, so there is nothing to make or to serve';
  return [finding('inventory/no-phones', placeOfNone(inventory), message)];
}

/** The list that is empty, or the file that names the others. */
function placeOfNone({ sources, main }: Inventory): Place {
  const listing = sources.find(({ value }) => Object.hasOwn(Object(value), 'phones'));
  return listing ? listing.locate(['phones'], 'key') : { file: main.file, line: 1, col: 1 };
}
