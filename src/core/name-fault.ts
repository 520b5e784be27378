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

/** Undefined: a file that phones can fetch, in the folder that is served or below it. */
export function servedPathFault(text: string): TextFault | undefined {
  const steps = text.split(/[/\\]/);
  const file = steps.at(-1) ?? '';
  const hint = /^[^.]/.test(file)
    ? `write ${file}, and put the file into firmware/ beside the inventory`
    : 'write the name of a file in firmware/ beside the inventory';
  if (/[\\]|^[a-z]:/i.test(text)) {
    return { what: 'is a path of Windows, and phones ask for names with "/"', hint };
  }
  if (steps.includes('..')) {
    return { what: 'leads out of the folder that is served, so no server gives it out', hint };
  }
  if (steps.includes('')) return { what: 'does not begin in the folder that is served', hint };
  if (steps.some((step) => step.startsWith('.'))) {
    return { what: 'is hidden by its dot, and hidden files are not served', hint };
  }
  return undefined;
}
