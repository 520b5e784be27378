// Contacts whose phone Asterisk has just taken the password of. It says the same of a phone that registers anew and of one that leaves,
// whose contact it takes away a few milliseconds later: until a moment has passed neither is told.

import type { Accounts } from './accounts.js';
import type { Verdicts } from './verdicts.js';

export interface Renewals {
  /** This contact of an account has registered anew, unless it goes within a moment. */
  hold(account: string, uri: string, atMs: number): void;
  /** It is gone. */
  drop(account: string, uri: string): void;
  /** Something else is told of the account: what was held comes before. */
  release(account: string): void;
  releaseAll(): void;
}

interface Renewal {
  readonly uri: string;
  readonly atMs: number;
}

/** `soon`: does that when a moment has passed. */
export function createRenewals(
  accounts: Pick<Accounts, 'get' | 'put'>,
  settle: Verdicts['settle'],
  soon: (act: () => void) => void,
): Renewals {
  /** By account. */
  const held = new Map<string, Renewal>();

  function release(name: string): void {
    const { uri = '', atMs = 0 } = held.get(name) ?? {};
    if (!held.delete(name)) return;
    const account = accounts.get(name);
    const contact = account?.contacts.get(uri);
    if (!account || !contact) return;
    accounts.put(account, contact, { isListed: contact.isListed, sinceMs: atMs });
    settle(name, atMs, 'renewed');
  }

  return {
    hold(name, uri, atMs) {
      // Whoever asks without rest is told of all the same.
      if (held.get(name)?.uri === uri) return;
      release(name);
      const renewal = { uri, atMs };
      held.set(name, renewal);
      soon(() => {
        if (held.get(name) === renewal) release(name);
      });
    },
    drop(name, uri) {
      if (held.get(name)?.uri === uri) held.delete(name);
    },
    release,
    releaseAll() {
      for (const name of [...held.keys()]) release(name);
    },
  };
}
