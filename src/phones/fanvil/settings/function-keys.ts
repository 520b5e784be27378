// Programmable keys: where a button lies among the phone's key banks, and what is written for it.

import { placeOfKey } from '../../../site/key-place.js';
import type { Key } from '../../../site/site.js';
import type { KeyType, Values } from '../tables/data.js';
import type { FanvilFacts, KeyBank } from '../tables/facts.js';
import { fill, type Indexes } from '../tables/key-names.js';
import { type Account, accountsOf, findAccount } from './accounts.js';
import type { Asked, Assign, Assignment } from './assignment.js';
import type { Button, KeyRows, PhoneContext } from './context.js';

export function buttonsOf({ keyBanks }: FanvilFacts): readonly Button[] {
  const positions = keyBanks.flatMap((bank) => {
    const rows = keyRows(bank);
    return Array.from({ length: bank.pages * bank.perPage }, (_, index) => ({
      rows,
      at: positionIn(bank, index),
    }));
  });
  return positions.map((position, index) => ({ button: index + 1, ...position }));
}

function keyRows({ rows }: KeyBank): KeyRows {
  return { type: `${rows}.type`, value: `${rows}.value`, title: `${rows}.title` };
}

export function pageCounts(assign: Assign, { keyBanks }: FanvilFacts): readonly Assignment[] {
  return keyBanks.map(({ rows, pages }) => assign(`${rows}.pages`, String(pages)));
}

function positionIn({ perPage }: KeyBank, index: number): Indexes {
  return { n: index + 1, page: Math.floor(index / perPage) + 1, slot: (index % perPage) + 1 };
}

export function functionKeyAssignments(context: PhoneContext): readonly Assignment[] {
  const { buttons, pages, spelling, phone } = context;
  const accounts = accountsOf(phone.keys);
  const keyOf = firstByButton(phone.keys);
  const keys: Assignment[] = [];
  for (const button of buttons) {
    const key = keyOf.get(button.button);
    if (key && (spelling.allKeys || !isFactoryKey(key, accounts))) {
      keys.push(...usedKey(context, button, key, accounts));
    } else if (!key && spelling.allKeys) keys.push(...button.unused);
  }
  return [...pages, ...keys];
}

/** Two keys on one button have been reported. */
function firstByButton(keys: readonly Key[]): ReadonlyMap<number, Key> {
  const byButton = new Map<number, Key>();
  for (const key of keys) if (!byButton.has(key.button)) byButton.set(key.button, key);
  return byButton;
}

/** A phone from the box shows its first account on its first key, its second on the second, and so on. */
function isFactoryKey(key: Key, accounts: readonly Account[]): boolean {
  return key.type === 'line' && findAccount(accounts, key.line)?.n === key.button;
}

export function unusedKey(
  assign: Assign,
  button: Button,
  { functionKeys }: Values,
): readonly Assignment[] {
  return oneKey(assign, button, functionKeys.none, '', undefined);
}

function usedKey(
  { assign, tables, settings, phone }: PhoneContext,
  button: Button,
  key: Key,
  accounts: readonly Account[],
): readonly Assignment[] {
  const purpose = purposeOf(key, accounts, tables.values, settings);
  return oneKey(assign, button, purpose, key.label, () => placeOfKey(phone, key));
}

function oneKey(
  assign: Assign,
  { rows, at }: Button,
  { type, value }: KeyType,
  title: string,
  asked: Asked | undefined,
): readonly Assignment[] {
  const details = { at, asked };
  return [
    assign(rows.type, type, details),
    assign(rows.value, value, details),
    assign(rows.title, title, details),
  ];
}

function purposeOf(
  key: Key,
  accounts: readonly Account[],
  { functionKeys: types }: Values,
  settings: PhoneContext['settings'],
): KeyType {
  switch (key.type) {
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
