// SIP accounts: the lines of a phone's keys in the order of their buttons, and the accounts that stay unused.

import { placeOfKey } from '../../../site/key-place.js';
import type { Model } from '../../../site/model.js';
import type { Key, Line } from '../../../site/site.js';
import { type Assign, type Assignment, flag } from './assignment.js';
import type { PhoneContext } from './context.js';

export interface Account {
  /** From 1. */
  readonly n: number;
  readonly line: Line;
  /** Of the first key that has it. */
  readonly button: number;
}

export function accountsOf(keys: readonly Key[]): readonly Account[] {
  const accounts: Account[] = [];
  for (const key of keys) {
    if (key.type !== 'line' || findAccount(accounts, key.line)) continue;
    accounts.push({ n: accounts.length + 1, line: key.line, button: key.button });
  }
  return accounts;
}

export function findAccount(accounts: readonly Account[], line: Line): Account | undefined {
  return accounts.find(
    (account) => account.line.number === line.number && account.line.pbx.name === line.pbx.name,
  );
}

export function accountAssignments(context: PhoneContext): readonly Assignment[] {
  const accounts = accountsOf(context.phone.keys);
  return [
    ...accounts.flatMap((account) => usedAccount(context, account)),
    ...context.unusedLines.slice(accounts.length),
  ];
}

export function unusedLines(assign: Assign, { lines }: Model): readonly Assignment[] {
  return Array.from({ length: lines }, (_, index) =>
    assign('line.enabled', flag(false), { at: { n: index + 1 } }),
  );
}

/** In the order of phones' own exports. */
function usedAccount(context: PhoneContext, { n, line, button }: Account): readonly Assignment[] {
  const { phone, settings } = context;
  const details = { at: { n }, asked: () => placeOfKey(phone, { button }) };
  const assignments: Assignment[] = [];
  // Told one by one: put together as objects and spread, they take several times as long.
  const say: Say = (name, value) => void assignments.push(context.assign(name, value, details));
  sayWho(say, line);
  say('line.registerTtl', String(line.pbx.registerExpiresSeconds));
  sayBackup(say, context, line);
  say('line.enabled', flag(true));
  sayOutboundProxy(say, line);
  sayForNat(say, context, 'line.natKeepAlive');
  say('line.dtmf', settings.dtmf ?? '');
  sayForNat(say, context, 'line.rport');
  say('line.transport', transportOf(context, line));
  say('line.voicemail', line.voicemail ?? '');
  sayCodecs(say, context);
  say('line.cstaNumber', phone.csta ? (line.cstaNumber ?? line.number) : '');
  return assignments;
}

/** The name is that of a row of the key table. */
type Say = (name: string, value: string) => void;

function sayWho(say: Say, line: Line): void {
  say('line.number', line.number);
  say('line.displayName', line.displayName);
  say('line.registrarHost', line.pbx.host);
  say('line.registrarPort', String(line.pbx.port));
  say('line.authName', line.authName);
  say('line.password', line.password?.reveal() ?? '');
}

function sayBackup(say: Say, context: PhoneContext, line: Line): void {
  const { backup } = line.pbx;
  say('line.backupHost', backup?.host ?? '');
  if (!backup) return;
  say('line.backupPort', String(backup.port));
  say('line.backupTransport', transportOf(context, line));
}

/** With the line's own name and password: phones are not known to use those of the registrar by themselves. */
function sayOutboundProxy(say: Say, line: Line): void {
  const { outboundProxy } = line.pbx;
  say('line.proxyHost', outboundProxy?.host ?? '');
  if (!outboundProxy) return;
  say('line.proxyPort', String(outboundProxy.port));
  say('line.proxyUser', line.authName);
  say('line.proxyPassword', line.password?.reveal() ?? '');
}

/** Phones come from the box ready for NAT; this takes back what somebody may have changed. */
function sayForNat(say: Say, { phone, tables }: PhoneContext, name: string): void {
  if (phone.nat.enabled) say(name, tables.names.row(name).factory ?? '');
}

function transportOf({ tables }: PhoneContext, { pbx }: Line): string {
  return tables.values.transports[pbx.transport];
}

/** Those that the form has names for; the others are checkPhone's matter. None leaves the phone's own. */
function sayCodecs(say: Say, { phone, spelling }: PhoneContext): void {
  const codecs = phone.codecs.flatMap((codec) => spelling.codecs[codec] ?? []);
  if (codecs.length > 0) say('line.codecs', codecs.join(','));
}
