// Whether a phone of the inventory that nobody ever heard is one on the wire that the inventory does not have, with a MAC written
// down wrong. Phones of one delivery have numbers in a row: that two of them differ in a digit says nothing.

import { type Mac, macFromNumber, macToNumber } from '../../core/mac.js';
import { isOneSlip, oneSlipFrom } from './one-slip.js';

export interface Devices {
  /** Heard, and not in the inventory. */
  strangers(): ReadonlyMap<Mac, unknown>;
  /** The inventory has it. */
  isPhone(mac: Mac): boolean;
  /** The inventory has it, and nobody ever heard it. */
  isUnheard(mac: Mac): boolean;
}

export interface TypingErrors {
  /** Who a phone that was never heard may be. */
  strangerFor(phone: Mac): Mac | undefined;
  /** Which phone that was never heard a stranger may be. */
  phoneFor(stranger: Mac): Mac | undefined;
}

/** Numbers that differ in their last two digits alone. */
const ROW = 256;

export function createTypingErrors({ strangers, isPhone, isUnheard }: Devices): TypingErrors {
  /** The only one; undefined: there is none, or it may be each of several. */
  function strangerNear(phone: Mac): Mac | undefined {
    let found: Mac | undefined;
    for (const stranger of strangers().keys()) {
      if (!isOneSlip(phone, stranger)) continue;
      if (found !== undefined) return undefined;
      found = stranger;
    }
    return found;
  }

  function phoneNear(stranger: Mac): Mac | undefined {
    const [found, another] = [...oneSlipFrom(stranger)].filter(isUnheard);
    return another === undefined ? found : undefined;
  }

  /** Others beside the two have numbers of the same row: of a delivery, one is in its box and another is not written down yet. */
  function isDelivery(one: Mac, other: Mac): boolean {
    const first = rowOf(one);
    if (rowOf(other) !== first) return false;
    for (let number = first; number < first + ROW; number += 1) {
      const mac = macFromNumber(number);
      const isOther = mac !== one && mac !== other;
      if (isOther && (isPhone(mac) || strangers().has(mac))) return true;
    }
    return false;
  }

  return {
    strangerFor(phone) {
      const found = strangerNear(phone);
      if (found === undefined || phoneNear(found) !== phone) return undefined;
      return isDelivery(phone, found) ? undefined : found;
    },
    phoneFor(stranger) {
      const found = phoneNear(stranger);
      if (found === undefined || strangerNear(found) !== stranger) return undefined;
      return isDelivery(found, stranger) ? undefined : found;
    },
  };
}

function rowOf(mac: Mac): number {
  const number = macToNumber(mac);
  return number - (number % ROW);
}
