// Which transport and which security go together: one rule for the words of an inventory and for the numbers of a file.

import type { Pbx, Transport } from '../../../site/site.js';

/** `transportLayerProtocol`, the enumeration of SIPCC; the phone takes 4 for TCP as well. */
export const TRANSPORTS = { tcp: '1', udp: '2', tls: '3' } as const satisfies Readonly<
  Record<Pbx['transport'], string>
>;

/** The same to the phone as the first of them. */
const MEANS: Readonly<Record<string, string>> = { '4': TRANSPORTS.tcp };

/** Undefined: no transport is written so. */
export function transportOf(text: string): Transport | undefined {
  const known = MEANS[text] ?? text;
  return (Object.keys(TRANSPORTS) as Transport[]).find((each) => TRANSPORTS[each] === known);
}

/** `deviceSecurityMode` as settings say it and as files do. */
const SECURE: readonly string[] = ['authenticated', '2', 'encrypted', '3'];
const TLS: readonly string[] = ['tls' satisfies Transport, TRANSPORTS.tls];

/** TLS is not used by a phone that is not secure. */
export function isTlsIdle(transport: string, securityMode: string): boolean {
  return TLS.includes(transport) && !SECURE.includes(securityMode);
}
