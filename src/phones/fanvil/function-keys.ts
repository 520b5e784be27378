// Programmable keys: where a button lies among the phone's key banks, and what is written for it.

import type { Key } from '../../inventory/site.js';
import { type Account, accountsOf, findAccount } from './accounts.js';
import type { Assignment } from './assignment.js';
import type { PhoneContext } from './context.js';
import type { KeyType } from './data.js';
import type { FanvilFacts, KeyBank } from './facts.js';
import { fill, type Indexes } from './key-names.js';

interface Button {
  readonly button: number;
  readonly rows: string;
  /** `n` counts through the bank, `slot` through the page. */
  readonly at: Indexes;
}

export function buttonsOf({ keyBanks }: FanvilFacts): readonly Button[] {
  const positions = keyBanks.flatMap((bank) =>
    Array.from({ length: bank.pages * bank.perPage }, (_, index) => ({
      rows: bank.rows,
      at: positionIn(bank, index),
    })),
  );
  return positions.map((position, index) => ({ button: index + 1, ...position }));
}

function positionIn({ perPage }: KeyBank, index: number): Indexes {
  return { n: index + 1, page: Math.floor(index / perPage) + 1, slot: (index % perPage) + 1 };
}

export function functionKeyAssignments(context: PhoneContext): readonly Assignment[] {
  const { facts, form, phone } = context;
  const accounts = accountsOf(phone.keys);
  const pages = facts.keyBanks.map((bank) =>
    context.assign(`${bank.rows}.pages`, String(bank.pages)),
  );
  const keys = buttonsOf(facts).flatMap((button) => {
    const key = phone.keys.find((each) => each.button === button.button);
    if (!form.allKeys && (!key || isFactoryKey(key, accounts))) return [];
    return oneKey(context, button, key, accounts);
  });
  return [...pages, ...keys];
}

/** A phone from the box shows its first account on its first key, its second on the second, and so on. */
function isFactoryKey(key: Key, accounts: readonly Account[]): boolean {
  return key.type === 'line' && findAccount(accounts, key.line)?.n === key.button;
}

function oneKey(
  { assign, tables, settings }: PhoneContext,
  { rows, at }: Button,
  key: Key | undefined,
  accounts: readonly Account[],
): readonly Assignment[] {
  const { type, value } = purposeOf(key, accounts, tables.dialects.functionKeys, settings);
  const set = (name: string, text: string) =>
    assign(`${rows}.${name}`, text, { at, asked: key?.place });
  return [set('type', type), set('value', value), set('title', key?.label ?? '')];
}

function purposeOf(
  key: Key | undefined,
  accounts: readonly Account[],
  types: PhoneContext['tables']['dialects']['functionKeys'],
  settings: PhoneContext['settings'],
): KeyType {
  switch (key?.type) {
    case undefined:
      return types.none;
    case 'line':
      return filled(types.line, { line: findAccount(accounts, key.line)?.n ?? 1 });
    case 'speedDial':
      return filled(types.speedDial, { number: key.number });
    case 'blf':
      return key.pickup === undefined
        ? filled(types.blf, { number: key.number })
        : filled(types.blfPickup, { number: key.number, pickup: key.pickup });
    case 'service':
      return { type: settings.serviceKeyType ?? '', value: key.url };
  }
}

function filled({ type, value }: KeyType, values: Readonly<Record<string, string | number>>) {
  return { type, value: fill(value, values) };
}
