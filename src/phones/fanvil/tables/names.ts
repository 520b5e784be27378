// Names of files as these phones ask for them.

import { type Mac, macHex, parseMac } from '../../../core/mac.js';

/** What a phone asks for in the format that it comes with from the box. */
export function deviceFileName(mac: Mac): string {
  return `${macHex(mac)}.cfg`;
}

/** With capitals, and with the ending under which dotted files go. */
export function deviceFileAliases(mac: Mac): readonly string[] {
  const hex = macHex(mac);
  const capitals = hex.toUpperCase();
  return [...new Set([`${hex}.txt`, `${capitals}.cfg`, `${capitals}.txt`])];
}

/** A phone's own file, in whatever form; some ask with capitals. */
export const DEVICE_FILE = /^([0-9a-f]{12})\.(cfg|txt|xml)$/i;
/** What models share: `f0X4hw1.100.cfg`, `F0V00X5U0000.cfg`. Twelve hex digits would be a phone's own file. */
export const COMMON_FILE = /^f0(?![0-9a-f]{10}\.cfg$)[0-9a-z.-]+\.cfg$/i;

/** Whose file it is; undefined: it is called otherwise, or the MAC is none. */
export function macOfDevice(name: string): Mac | undefined {
  const hex = DEVICE_FILE.exec(name)?.[1];
  return hex === undefined ? undefined : parseMac(hex);
}

const EXPECTED_MISSES = [
  // A boot list for all phones, or for one: some firmware asks for it first and goes on without.
  /^[0-9a-f]{12}\.boot$/i,
  // The same configuration in a form that offhook does not write, or of a phone that has none.
  /^[0-9a-f]{12}\.(txt|xml)$/i,
  COMMON_FILE,
];

export function isExpectedMiss(name: string): boolean {
  return EXPECTED_MISSES.some((pattern) => pattern.test(name));
}
