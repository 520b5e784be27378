// Client identifiers that come from more than one hardware address. Such phones would have shared one address.

import type { Mac } from '../core/mac.js';
import { createNewest } from '../core/newest.js';
import type { DhcpRequest } from './decide/request.js';
import { ETHERNET } from './message/message.js';

export interface SharedIds {
  /** Another hardware address that this request's client identifier came from before, if any. */
  otherOf(request: DhcpRequest): Mac | undefined;
}

/** Whoever invents more makes us forget the oldest, and a warning is late or missing. */
const REMEMBERED = 4096;

export function createSharedIds(): SharedIds {
  const lastMac = createNewest<Mac>(REMEMBERED);
  return {
    otherOf({ mac, clientId, message: { chaddr } }) {
      if (clientId === undefined || isHardwareAddress(clientId, chaddr)) return undefined;
      const id = Buffer.from(clientId).toString('latin1');
      const before = lastMac.get(id);
      if (before === mac) return undefined;
      lastMac.set(id, mac);
      return before;
    },
  };
}

/** RFC 2132 section 9.14: what most clients send. It is theirs alone. */
function isHardwareAddress(clientId: Uint8Array, chaddr: Uint8Array): boolean {
  return (
    clientId.length === chaddr.length + 1 &&
    clientId[0] === ETHERNET &&
    chaddr.every((byte, index) => clientId[index + 1] === byte)
  );
}
