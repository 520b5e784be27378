// Can a phone open the address of a service? It speaks HTTP; some have words of their own, `Application:Name`.

import { type Diagnostic, diagnostic, type Place } from '../../findings/finding.js';
import type { Phone } from '../../site/site.js';

const OWN_SCHEME = /^[A-Z][A-Za-z]+:\S/;
/** Not that of a proxy, which is a host and has a form of its own. */
const OF_A_SERVICE = /^(?!proxyServer).*URL$/;

export function checkServiceAddresses({ keys, settings, placeOf }: Phone): readonly Diagnostic[] {
  return [
    ...keys.flatMap((key) => (key.type === 'service' ? check(key.url, key.place) : [])),
    ...Object.entries(settings).flatMap(([name, value]) =>
      OF_A_SERVICE.test(name) && typeof value === 'string' && value !== ''
        ? check(value, placeOf('settings', name))
        : [],
    ),
  ];
}

function check(text: string, place: Place): readonly Diagnostic[] {
  if (OWN_SCHEME.test(text) || isHttp(text)) return [];
  const message = `"${text}" is no address that phones are known to open`;
  return [diagnostic('inventory/service-address', place, message)];
}

function isHttp(text: string): boolean {
  return /^https?:\/\//i.test(text) && !/\s/.test(text) && URL.canParse(text);
}
