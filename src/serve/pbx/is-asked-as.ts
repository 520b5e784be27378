// Whether another inventory has a PBX asked as before: then the connection to it goes on.

import type { Secret } from '../../core/secret.js';

interface AskedPbx {
  readonly name: string;
  /** Where and as whom. */
  readonly server: { readonly secret: Secret };
}

export function isAskedAs(one: AskedPbx, other: AskedPbx): boolean {
  return one.name === other.name && textOf(one) === textOf(other);
}

/** Stays here: the secret is part of it. */
function textOf({ server: { secret, ...server } }: AskedPbx): string {
  return JSON.stringify([server, secret.reveal()]);
}
