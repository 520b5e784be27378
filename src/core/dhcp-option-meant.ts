// What people write for options whose bytes have a form of their own: `10.0.0.0/8 via 10.20.1.1` -> the routes meant.

import type { WrittenOption } from './dhcp-option-forms.js';
import type { ClasslessRoute, SipServers } from './dhcp-option-values.js';
import { domainFault } from './host.js';
import { parseIpv4, parseSubnet, prefixOf } from './ipv4.js';

/** What stands between words, and between a network and the router to it. */
const BETWEEN = /[\s,;]+|->|=>/;
const SAYS_NOTHING = new Set(['', 'via', 'gw']);

/** Networks with their prefix or mask, each before its router. Undefined: there is anything else. */
export function routesIn(written: WrittenOption): readonly ClasslessRoute[] | undefined {
  const words = wordsOf(written);
  const routes: ClasslessRoute[] = [];
  for (let at = 0; at < words.length; ) {
    const hasMask = !words[at]?.includes('/');
    const mask = hasMask ? parseIpv4(words[at + 1] ?? '') : undefined;
    const network = mask === undefined ? words[at] : `${words[at]}/${prefixOf(mask)}`;
    const destination = parseSubnet(network ?? '');
    at += hasMask ? 2 : 1;
    const router = parseIpv4(words[at] ?? '');
    if (destination === undefined || router === undefined) return undefined;
    routes.push({ destination, router });
    at += 1;
  }
  return routes.length > 0 ? routes : undefined;
}

export function domainsIn(written: WrittenOption): readonly string[] | undefined {
  const words = wordsOf(written);
  const areAll = words.length > 0 && words.every((word) => domainFault(word) === undefined);
  return areAll ? words : undefined;
}

/** All names or all addresses: the option has a form for each. */
export function sipServersIn(written: WrittenOption): SipServers | undefined {
  const words = wordsOf(written);
  const addresses = words.flatMap((word) => parseIpv4(word) ?? []);
  if (words.length > 0 && addresses.length === words.length)
    return { type: 'addresses', addresses };
  const names = domainsIn(written);
  return names && { type: 'names', names };
}

/** Of two bytes each. */
export function numbersIn(written: WrittenOption): readonly number[] | undefined {
  const words = wordsOf(written);
  const areAll = words.length > 0 && words.every((word) => /^\d{1,5}$/.test(word));
  const numbers = areAll ? words.map(Number) : [];
  return areAll && Math.max(...numbers) <= 0xffff ? numbers : undefined;
}

function wordsOf({ text, ip, ips }: WrittenOption): readonly string[] {
  const whole = text ?? ip ?? ips?.join(' ') ?? '';
  return whole.split(BETWEEN).filter((word) => !SAYS_NOTHING.has(word.toLowerCase()));
}
