// Files of this vendor's phones: what is alike of all forms of configuration, and what is none.

import type { FileKind } from '../../recognise/file-kind.js';
import { COMMON_FILE, DEVICE_FILE } from './names.js';

const CONFIGURATION = new RegExp(`${DEVICE_FILE.source}|${COMMON_FILE.source}`, 'i');

/** A form of the phones' configuration. */
export function configuration(
  kind: Pick<FileKind, 'id' | 'what' | 'roots' | 'holds' | 'masked'>,
): FileKind {
  return { ...kind, name: CONFIGURATION, own: true };
}

/** By its first characters. */
export const begins = (pattern: RegExp): NonNullable<FileKind['holds']> => {
  return ({ text }) => text !== undefined && pattern.test(text.text.slice(0, MAX_LOOK));
};
const MAX_LOOK = 65_536;
