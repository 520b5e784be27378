// Can a phone reach the host that it is told? Some addresses mean another thing on the phone than here.

import { isLoopback, parseIpv4 } from './ipv4.js';

/** Completes the sentence "… is"; undefined: nothing speaks against it. */
export function whyUnreachable(host: string): string | undefined {
  const ip = parseIpv4(host);
  if (ip === 0 || host === '::') return 'every address and none';
  if (ip !== undefined && isLoopback(ip)) return 'the phone itself';
  return /^(localhost(\..*)?|::1)$/i.test(host) ? 'the phone itself' : undefined;
}
