// What is wrong with the name of a file or of a network interface, and what to write instead.

import { parseIpv4 } from './ipv4.js';
import type { TextFault } from './text-fault.js';

/** Linux: IFNAMSIZ is 16 with the NUL behind it. */
const MAX_INTERFACE = 15;

/** Undefined: Linux can have an interface of this name. */
export function interfaceFault(text: string): TextFault | undefined {
  const hint = 'write the name that `ip link` shows, such as eth1';
  if (parseIpv4(text) !== undefined) return { what: 'is an address, and no interface', hint };
  if (text.length > MAX_INTERFACE) {
    return { what: `has ${text.length} characters, and a name ends at ${MAX_INTERFACE}`, hint };
  }
  const isName = /^[^\s/:]+$/.test(text) && text !== '.' && text !== '..';
  return isName ? undefined : { what: 'is no name of an interface', hint };
}

/** Undefined: the name of one file or folder, on any server. */
export function fileNameFault(text: string): TextFault | undefined {
  if (/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(text)) return undefined;
  return {
    what: 'is not the name of one file or folder',
    hint: 'write letters a to z, digits, dots, dashes and underscores',
  };
}
