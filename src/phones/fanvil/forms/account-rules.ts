// What keys mean for the phone: a line that is on needs something to register with, media an even port. The same in all forms.

import { oncePerKey } from '../../../core/once-per.js';
import { rejected, style } from '../../../findings/evidence.js';
import type { Complaint, Rule } from '../../../findings/rule.js';
import type { Position } from '../../../render/xml/tree.js';
import { isOddMediaPort, ODD_MEDIA_PORT } from '../media-port.js';
import type { KeyRow } from '../tables/data.js';
import { saidBy } from '../tables/sources.js';

/** What a key is to its line or to the phone, by our name of it. */
const ROLES = {
  'line.enabled': 'enabled',
  'line.registrarHost': 'registrar',
  'line.proxyHost': 'proxy',
  'line.number': 'number',
  'line.authName': 'user',
  'media.rtpFirst': 'firstMediaPort',
} as const;

export type AccountRole = (typeof ROLES)[keyof typeof ROLES];

/** Undefined: nothing that is looked at. */
export function accountRoleOf(row: KeyRow | undefined): AccountRole | undefined {
  const name = row?.name ?? '';
  return Object.hasOwn(ROLES, name) ? ROLES[name as keyof typeof ROLES] : undefined;
}

export interface AccountValue {
  readonly role: AccountRole;
  /** The key as it is written, and as a message shows it. */
  readonly key: string;
  readonly shown: string;
  /** Of a line: what its keys have in common. */
  readonly line: string;
  readonly value: string;
  readonly at: Position;
}

export interface WithAccounts {
  readonly accounts: readonly AccountValue[];
}

type Account = Partial<Record<AccountRole, AccountValue>>;

export const ACCOUNT_RULES = {
  'fanvil/empty-key': {
    ...rejected(
      'A line that is on and that has nothing to register with',
      'write it, or turn the line off',
      saidBy('exports'),
    ),
    run: ({ accounts }) =>
      linesOn(accounts).flatMap((account) => [
        ...findEmpty(account, ['registrar', 'proxy'], 'the line has no server'),
        ...findEmpty(account, ['number', 'user'], 'the line has no number'),
      ]),
  },
  'fanvil/missing-key': {
    ...style(
      'A line that is on, in a file that does not say at which server',
      'write it; else the phone keeps what it has, which may be nothing',
      saidBy('partial'),
    ),
    run: ({ accounts }) =>
      linesOn(accounts)
        .filter(({ registrar, proxy }) => !registrar && !proxy)
        .flatMap(({ enabled }) =>
          enabled
            ? [{ at: enabled.at, message: `${enabled.shown} is on, and the file names no server` }]
            : [],
        ),
  },
  'fanvil/odd-media-port': {
    ...ODD_MEDIA_PORT,
    run: ({ accounts }) =>
      accounts
        .filter(
          ({ role, value }) =>
            role === 'firstMediaPort' &&
            /^\s*\d{1,5}\s*$/.test(value) &&
            isOddMediaPort(Number(value)),
        )
        .map(({ shown, value, at }) => ({ at, message: `${shown} ${value.trim()} is odd` })),
  },
} as const satisfies Readonly<Record<`fanvil/${string}`, Rule<WithAccounts, Position>>>;

function linesOn(accounts: readonly AccountValue[]): readonly Account[] {
  if (!accounts.some(isOn)) return [];
  const lines = new Map<string, Account>();
  const accountOf = oncePerKey((line: string): Account => {
    const account: Account = {};
    lines.set(line, account);
    return account;
  });
  for (const each of accounts) accountOf(each.line)[each.role] ??= each;
  return [...lines.values()].filter(({ enabled }) => enabled && isOn(enabled));
}

function isOn({ role, value }: AccountValue): boolean {
  return role === 'enabled' && value.trim() === '1';
}

/** Where the file says that the first is empty, and nothing stands in for it. */
function findEmpty(
  account: Account,
  [first, other]: readonly [AccountRole, AccountRole],
  why: string,
): readonly Complaint<Position>[] {
  const said = account[first];
  const standsIn = account[other]?.value.trim() ?? '';
  if (said?.value.trim() !== '' || standsIn !== '') return [];
  return [{ at: said.at, message: `${said.shown} is empty: ${why}, and it is on` }];
}
