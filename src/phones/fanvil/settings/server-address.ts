// Whether a phone can reach the host that a value of its file makes it call.

import { whyUnreachable } from '../../../core/reachability.js';

/** Completes "… is"; undefined: nothing speaks against it. */
export function findUnreachable(value: string): string | undefined {
  const host = hostOf(value.trim());
  const why = whyUnreachable(host);
  return why && `"${host}", which is ${why}`;
}

/** `tftp://10.20.1.1:69/x` -> `10.20.1.1`; `[::1]:5060` -> `::1`; a bare host as it is. */
function hostOf(value: string): string {
  const [authority = ''] = value.replace(/^[a-z]+:\/\//i, '').split('/');
  const host = authority.slice(authority.lastIndexOf('@') + 1).toLowerCase();
  const bracketed = /^\[([^\]]*)\]/.exec(host)?.[1];
  return bracketed ?? (host.split(':').length > 2 ? host : host.replace(/:\d+$/, ''));
}
