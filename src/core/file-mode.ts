// Permissions of files, as people write them: octal digits for the owner, the group and all others; and the name of a group,
// as far as it can be judged without the machine that has it.

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

/** What stands between names, or begins an option of a program: no entry of group(5) is called so. */
const NO_GROUP = /^[-+@%]|[\s:,;/]/;
const ALONE = 'write the name or the number of one group';

/** Undefined: a machine may have a group of this name or number. */
export function groupNameFault(text: string): TextFault | undefined {
  if (!NO_GROUP.test(text)) return undefined;
  const [, behind] = /^[^\s:]*:([^\s:]+)$/.exec(text) ?? [];
  if (behind !== undefined && groupNameFault(behind) === undefined) {
    return {
      what: 'names a user and a group, and files take the group alone',
      hint: `write ${behind}`,
    };
  }
  const words = text.split(/[\s,;:%@+-]+/).filter((word) => word !== '');
  const [only = ''] = words;
  const isOne = words.length === 1 && !NO_GROUP.test(only);
  return { what: 'is no name of a group', hint: isOne ? `write ${only}` : ALONE };
}
