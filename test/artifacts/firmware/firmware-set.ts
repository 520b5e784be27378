// A set of firmware for the 7931G in the true form, with invented contents.

import { loadsFile, partFile } from '../../phones/cisco/loads-file.js';

export const LIST = 'SIP31.8-5-3SR1S.loads';
export const FIRST = 'term31.default.loads';
export const PARTS = ['jar31sip', 'cnu31', 'apps31', 'dsp31', 'cvm31sip'].map(
  (name) => `${name}.8-5-3ES4.sbn`,
);

/** By name. */
export function firmwareSet(lists: readonly string[] = [LIST, FIRST]): Map<string, Buffer> {
  const parts = PARTS.map((name, index) => [name, partFile(name, [100 * index, 20])] as const);
  const heads = lists.map((name) => [name, loadsFile(name, PARTS.join('\r\n'))] as const);
  return new Map([...heads, ...parts]);
}

/** As members of an archive. */
export const membersOf = (files: ReadonlyMap<string, Uint8Array>, folder = '') =>
  [...files].map(([name, bytes]) => ({ path: `${folder}${name}`, bytes }));
