// Permissions of files, as people write them: octal digits for the owner, the group and all others.

import type { TextFault } from './text-fault.js';

const OCTAL = /^0?[0-7]{3}$/;
const READ_BY_OWNER = 0o400;
const WRITTEN_BY_OTHERS = 0o002;

/** Of files that hold passwords. Undefined: nothing is wrong with it. */
export function fileModeFault(text: string): TextFault | undefined {
  if (!OCTAL.test(text)) {
    return { what: 'is no permission of a file', hint: 'write three octal digits, such as "0640"' };
  }
  const mode = parseFileMode(text);
  // Nobody runs such a file, and its owner writes it.
  const mended = (mode & 0o664) | 0o600;
  const hint = `write "${mended.toString(8).padStart(4, '0')}"`;
  if ((mode & READ_BY_OWNER) === 0) {
    return { what: 'keeps the files from who writes them', hint };
  }
  if ((mode & WRITTEN_BY_OTHERS) === 0) return undefined;
  return { what: 'lets anyone on this machine change the files of the phones', hint };
}

/** Of a text in which there is no fault. */
export function parseFileMode(text: string): number {
  return Number.parseInt(text, 8);
}
