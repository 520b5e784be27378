// Whether a phone can reach the host that a value of its file makes it call.

import { isLoopback, parseIpv4 } from '../../core/ipv4.js';

/** Completes "… is"; undefined: nothing speaks against it. */
export function findUnreachable(value: string): string | undefined {
  const host = hostOf(value.trim());
  const ip = parseIpv4(host);
  if (ip === 0 || host === '::') return `"${host}", which is every address and none`;
  const itself = (ip !== undefined && isLoopback(ip)) || host === '::1' || host === 'localhost';
  return itself ? `"${host}", which is the phone itself` : undefined;
}

/** `tftp://10.20.1.1:69/x` -> `10.20.1.1`; `[::1]:5060` -> `::1`; a bare host as it is. */
function hostOf(value: string): string {
  const [authority = ''] = value.replace(/^[a-z]+:\/\//i, '').split('/');
  const host = authority.slice(authority.lastIndexOf('@') + 1).toLowerCase();
  const bracketed = /^\[([^\]]*)\]/.exec(host)?.[1];
  return bracketed ?? (host.split(':').length > 2 ? host : host.replace(/:\d+$/, ''));
}
