// Names of files on the wire: exact, and case matters. Must never know what is in them.

import { type Mac, macHex, parseMac } from '../../../core/mac.js';

export const XML_DEFAULT = 'XMLDefault.cnf.xml';

export function sepName(mac: Mac): string {
  return `SEP${macHex(mac).toUpperCase()}.cnf.xml`;
}

/** In whatever case. */
export const SEP_NAME = /^SEP([0-9a-f]{12})\.cnf\.xml$/i;

/** As people type it: with a mark between the digits of the MAC, with another ending, or named after that of a 7940. */
const NEARLY =
  /^(?:SEP|SIP)[ _-]?((?:[0-9a-f]{2}[-:. _]?){5}[0-9a-f]{2})(?:\.(?:cnf|xml|txt|cfg))*$/i;
const OF_OTHER_LENGTH = /^SEP([0-9a-f]{2,11}|[0-9a-f]{13,})\.cnf\.xml$/i;

/** The name that was meant, and why it is none where nobody can tell which. */
export function likeSep(name: string): { readonly right?: string; readonly why?: string } {
  const hex = NEARLY.exec(name)?.[1]?.replace(/[^0-9a-f]/gi, '');
  if (hex !== undefined) return { right: `SEP${hex.toUpperCase()}.cnf.xml` };
  const digits = OF_OTHER_LENGTH.exec(name)?.[1];
  if (digits === undefined) return {};
  return { why: `it has ${digits.length} digits of a MAC, which has 12` };
}

/** Whose file it is; undefined: it is called otherwise, or the MAC is none. */
export function macOfSep(name: string): Mac | undefined {
  const hex = SEP_NAME.exec(name)?.[1];
  return hex === undefined ? undefined : parseMac(hex);
}

/** List of certificates that a phone trusts, asked for first of all. */
export function ctlName(mac: Mac): string {
  return `CTLSEP${macHex(mac).toUpperCase()}.tlv`;
}

export function loadsName(firmware: string): string {
  return `${firmware}.loads`;
}

export function tonesName(networkLocale: string): string {
  return `${networkLocale}/g3-tones.xml`;
}

/** Trust lists, locales and pictures that nobody has to provide; phones go on without them. */
export const MAY_MISS: readonly RegExp[] = [
  /^(CTL|ITL)SEP[0-9A-F]{12}\.tlv$/,
  /^(CTL|ITL)File\.tlv$/,
  /^[^/]+\/g[34]-tones\.xml$/,
  /^[^/]+\/[a-z-]+-s(ip|ccp)\.jar$/,
  /^Desktops\/[^/]+\/List\.xml$/,
];
