// The PBXes that offhook asks, as the servers see them: where each is, and whose its accounts are. As columns where they cross to
// another thread.

import { type Mac, macFromNumber } from '../core/mac.js';
import { createSecret } from '../core/secret.js';
import { amiServerOf } from '../pbx/ami/server-of.js';
import type { AmiServer } from '../pbx/ami/session.js';
import type { LineHeld } from '../pbx/lines/who.js';
import type { Line, Phone, Site } from '../site/site.js';
import { indexOfText, type TextColumn, textAt, textColumn } from './sorted.js';

export interface PbxData {
  readonly name: string;
  readonly ami: Omit<AmiServer, 'secret'>;
  /** It crosses as text, and is a Secret on the other side. */
  readonly amiSecret: string;
  /** Ascending; the name under which a line logs in is one, too. */
  readonly accounts: TextColumn;
  /** The line of each. */
  readonly numbers: TextColumn;
  /** Rows of phones that have it on a key: those of the first account, then those of the next. */
  readonly phones: Uint32Array<ArrayBuffer>;
  readonly phoneEnds: Uint32Array<ArrayBuffer>;
}

export interface ServedPbx {
  readonly name: string;
  readonly server: AmiServer;
  /** undefined: no phone of the inventory has it. */
  lineOf(account: string): LineHeld | undefined;
}

/** `rowOf`: of a phone in the column of MACs. */
export function pbxData(
  { managers, phones }: Pick<Site, 'managers' | 'phones'>,
  rowOf: (phone: Phone) => number,
): readonly PbxData[] {
  return [...managers].flatMap(([name, manager]) => {
    const server = amiServerOf(manager);
    if (!server) return [];
    const { secret, ...ami } = server;
    const accounts = accountsOf(name, phones, rowOf);
    const names = [...accounts.keys()].sort();
    const held = names.flatMap((each) => accounts.get(each) ?? []);
    let end = 0;
    return {
      ...{ name, ami, amiSecret: secret.reveal() },
      accounts: textColumn(names),
      numbers: textColumn(held.map(({ number }) => number)),
      phones: Uint32Array.from(held.flatMap(({ rows }) => [...rows])),
      phoneEnds: Uint32Array.from(held, ({ rows }) => {
        end += rows.size;
        return end;
      }),
    };
  });
}

interface Held {
  readonly number: string;
  readonly rows: Set<number>;
}

function accountsOf(
  pbx: string,
  phones: readonly Phone[],
  rowOf: (phone: Phone) => number,
): ReadonlyMap<string, Held> {
  const byNumber = new Map<string, Held>();
  const byName = new Map<string, Held>();
  for (const phone of phones) {
    for (const { number, authName } of linesAt(pbx, phone)) {
      const held = byNumber.get(number) ?? { number, rows: new Set() };
      held.rows.add(rowOf(phone));
      byNumber.set(number, held);
      byName.set(authName, held);
    }
  }
  // A number goes before another line's name.
  return new Map([...byName, ...byNumber]);
}

function linesAt(pbx: string, { keys }: Phone): readonly Line[] {
  return keys.flatMap((key) => (key.type === 'line' && key.line.pbx.name === pbx ? key.line : []));
}

export function pbxBuffers({ accounts, numbers, phones, phoneEnds }: PbxData) {
  return [accounts.ends, numbers.ends, phones, phoneEnds];
}

/** `macs`: of all phones, by row. */
export function createServedPbx(data: PbxData, macs: Float64Array): ServedPbx {
  const { name, ami, amiSecret, accounts, numbers, phones, phoneEnds } = data;
  const server = { ...ami, secret: createSecret(amiSecret) };
  return {
    name,
    server,
    lineOf(account) {
      const row = indexOfText(accounts, account);
      if (row < 0) return undefined;
      const held = phones.subarray(row === 0 ? 0 : phoneEnds[row - 1], phoneEnds[row]);
      const macAt = (phone: number): Mac => macFromNumber(macs[phone] ?? 0);
      return { line: textAt(numbers, row), macs: Array.from(held, macAt) };
    },
  };
}
