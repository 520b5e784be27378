// An inventory without a phone is none: a file was emptied, or not saved. One for strangers may be meant.

import { formatSubnet } from '../../core/ipv4.js';
import { impossible, risky } from '../../findings/evidence.js';
import { type Place, wholeFile } from '../../findings/finding.js';
import type { Network } from '../../site/site.js';
import type { Inventory } from '../inventory.js';
import { isCutFromPhones } from '../read/refused.js';
import type { SiteRules, SiteSubject } from './subject.js';

export const ANY_PHONES_RULES = {
  'inventory/no-phones': {
    ...impossible(
      'An inventory without a phone',
      'write them under `phones`, or include the file that lists them',
    ),
    applies: (subject) => isWithoutPhones(subject) && openNetwork(subject) === undefined,
    run: ({ inventory }) => [
      {
        at: placeOfNone(inventory),
        message: 'there is no phone in the inventory, so there is nothing to make or to serve',
      },
    ],
  },
  'inventory/only-strangers': {
    ...risky(
      'A network for phones that the inventory does not have',
      'nothing has to be done if this server is for DHCP alone; else write the phones under `phones`',
    ),
    applies: isWithoutPhones,
    run(subject) {
      const open = openNetwork(subject);
      if (!open) return [];
      const message = `there is no phone in the inventory: whoever asks on ${formatSubnet(open.subnet)} gets an address, and no file of its own`;
      return [{ at: open.placeOf('clients'), message }];
    },
  },
} as const satisfies SiteRules;

/** Phones that were left out for a fault of their own are no second one. */
function isWithoutPhones({ inventory }: SiteSubject): boolean {
  return inventory.phones.length === 0 && !isCutFromPhones(inventory);
}

function openNetwork({ site }: SiteSubject): Network | undefined {
  return site.networks.find(({ clients }) => clients !== 'inventory');
}

/** The list that is empty, or the file that names the others. */
function placeOfNone({ sources, main }: Inventory): Place {
  const listing = sources.find(({ value }) => Object.hasOwn(Object(value), 'phones'));
  return listing ? listing.locate(['phones'], 'key') : wholeFile(main.file);
}
