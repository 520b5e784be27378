// What is wrong with the name of a file or of a network interface, and what to write instead.

import { parseIpv4 } from './ipv4.js';
import type { TextFault } from './text-fault.js';

/** Bytes. Linux: IFNAMSIZ is 16 with the NUL behind it. */
const MAX_INTERFACE = 15;

/** Undefined: Linux can have an interface of this name, and it may well be meant. */
export function interfaceFault(text: string): TextFault | undefined {
  const hint = 'write the name that `ip link` shows, such as eth1';
  if (/^(?:\*|any|all|auto)$/i.test(text)) {
    const found = 'leave `interface` out: the one with an address in the subnet is found';
    return { what: 'is no name of one interface', hint: found };
  }
  const names = text.split(/[\s,;|&]+/).filter((each) => each !== '');
  if (names.length > 1 && names.every(isNumbered)) return severalFault(names);
  const one = shownName(text) ?? hint;
  if (parseIpv4(text.replace(/\/\d+$/, '')) !== undefined) {
    return { what: 'is an address, and no interface', hint };
  }
  const size = Buffer.byteLength(text);
  if (size > MAX_INTERFACE) {
    return { what: `has ${size} bytes, and a name ends at ${MAX_INTERFACE}`, hint: one };
  }
  if (/[*?[\]{}]|\+$/.test(text)) {
    return { what: 'is a pattern, and an interface has one name', hint };
  }
  const isName = /^[^\s/:,;|&@"'`$%<>()\\]+$/.test(text) && text !== '.' && text !== '..';
  return isName ? undefined : { what: 'is no name of an interface', hint: one };
}

/** `eth1`, `enp3s0`, `br-lan0`: words in a row of which each is one. */
function isNumbered(text: string): boolean {
  return /^[a-z][a-z.-]*\d[a-z\d.-]*$/i.test(text);
}

function severalFault([first = '', ...others]: readonly string[]): TextFault {
  const hint = `write ${first}, and for ${others.join(' and ')} a network of its own under \`networks\``;
  return { what: 'is several names, and a network is on one interface', hint };
}

/** `2: eth1.20@eth1: <BROADCAST,…>` as `ip link` shows it, `eth1:0` as an address was once added, `/sys/class/net/eth1`. */
function shownName(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^\d+:\s*/, '')
    .replace(/^\/(?:\w+\/)*/, '');
  const [, name = ''] = /^([a-z][\w.-]*)(?:[@:]|$)/i.exec(bare) ?? [];
  return name !== '' && name.length <= MAX_INTERFACE ? `write ${name}` : undefined;
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
