// Whose doing it is that an Asterisk tells of an account. In the order of trust: whom the REGISTER names (its Call-ID, the Contact's
// instance, the User-Agent), whose line it is, and who has the address that it came from.

import type { Mac } from '../../core/mac.js';
import type { RegisterSays } from '../../site/boot-script.js';

/** What the inventory and the servers know. */
export interface Directory {
  /** The line that an account of this PBX is, and the phones that have it on a key; undefined: no phone's. */
  lineOf(account: string): LineHeld | undefined;
  /** Whom a REGISTER names, the surest first; it need not be true. */
  namedIn(says: RegisterSays): readonly Mac[];
  /** Of the inventory, or like a phone: nobody else is told of. */
  isPhone(mac: Mac): boolean;
  /** Who has this address. */
  holderOf(address: string): Mac | undefined;
}

export interface LineHeld {
  readonly line: string;
  readonly macs: readonly Mac[];
}

export interface Sender extends RegisterSays {
  readonly account: string;
  readonly address?: string | undefined;
}

export interface Found {
  readonly mac: Mac;
  readonly by: 'name' | 'line' | 'address';
}

/** Undefined: nobody can tell. */
export function whoSent(sender: Sender, directory: Directory): Found | undefined {
  const named = directory.namedIn(sender).find(directory.isPhone);
  if (named !== undefined) return { mac: named, by: 'name' };
  const { macs } = directory.lineOf(sender.account) ?? { macs: [] };
  const there = sender.address === undefined ? undefined : directory.holderOf(sender.address);
  const isOfPhone = there !== undefined && directory.isPhone(there);
  const [only] = macs;
  // A phone with another's line in its file asks from its own address.
  if (isOfPhone && (macs.length !== 1 || there !== only)) return { mac: there, by: 'address' };
  return macs.length === 1 && only !== undefined ? { mac: only, by: 'line' } : undefined;
}
