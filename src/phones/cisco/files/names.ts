// Names of files on the wire: exact, and case matters. Must never know what is in them.

import { type Mac, macHex } from '../../../core/mac.js';
import type { DialPlan, PhoneSurroundings } from '../../../site/site.js';

export const XML_DEFAULT = 'XMLDefault.cnf.xml';
/** Lower case is what the 8.5 firmware asks for; later firmware writes a capital. */
export const RING_LIST = 'ringlist.xml';
export const RING_LIST_ALIASES: readonly string[] = ['Ringlist.xml'];
export const DISTINCTIVE_RING_LIST = 'distinctiveringlist.xml';

export function sepName(mac: Mac): string {
  return `SEP${macHex(mac).toUpperCase()}.cnf.xml`;
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

export function dialPlanName(plan: DialPlan, { dialPlans }: PhoneSurroundings): string {
  return dialPlans.size === 1 ? 'dialplan.xml' : `dialplan-${plan.name}.xml`;
}

/** Trust lists, locales and pictures that nobody has to provide; phones go on without them. */
const EXPECTED_MISSES = [
  /^(CTL|ITL)SEP[0-9A-F]{12}\.tlv$/,
  /^(CTL|ITL)File\.tlv$/,
  /^[^/]+\/g[34]-tones\.xml$/,
  /^[^/]+\/[a-z-]+-s(ip|ccp)\.jar$/,
  /^(distinctive)?ringlist\.xml$/i,
  /^Desktops\/[^/]+\/List\.xml$/,
];

export function isExpectedMiss(name: string): boolean {
  return EXPECTED_MISSES.some((pattern) => pattern.test(name));
}
