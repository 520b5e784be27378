// SIP accounts: the lines of a phone's keys in the order of their buttons, and the accounts that stay unused.

import { oncePerKey } from '../../../core/once-per.js';
import type { Place } from '../../../findings/finding.js';
import type { Model } from '../../../site/model.js';
import type { Key, Line } from '../../../site/site.js';
import { type Assign, type Assignment, flag } from './assignment.js';
import type { PhoneContext } from './context.js';

export interface Account {
  /** From 1. */
  readonly n: number;
  readonly line: Line;
  /** The first key that has it. */
  readonly place: Place;
}

export function accountsOf(keys: readonly Key[]): readonly Account[] {
  const accounts: Account[] = [];
  for (const key of keys) {
    if (key.type !== 'line' || findAccount(accounts, key.line)) continue;
    accounts.push({ n: accounts.length + 1, line: key.line, place: key.place });
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
function usedAccount(context: PhoneContext, { n, line, place }: Account): readonly Assignment[] {
  const { phone, settings } = context;
  const values = {
    ...identity(line),
    registerTtl: String(line.pbx.registerExpiresSeconds),
    ...backup(context, line),
    enabled: flag(true),
    ...outboundProxy(line),
    ...throughNat(context, 'natKeepAlive'),
    dtmf: settings.dtmf ?? '',
    ...throughNat(context, 'rport'),
    transport: transportOf(context, line),
    voicemail: line.voicemail ?? '',
    ...codecsOf(context),
    cstaNumber: phone.csta ? (line.cstaNumber ?? line.number) : '',
  };
  const details = { at: { n }, asked: () => place };
  return Object.entries(values).map(([name, value]) => context.assign(rowOf(name), value, details));
}

/** Joined once each: there are some twenty for every line of the site. */
const rowOf = oncePerKey((name: string) => `line.${name}`);

function identity(line: Line) {
  return {
    number: line.number,
    displayName: line.displayName,
    registrarHost: line.pbx.host,
    registrarPort: String(line.pbx.port),
    authName: line.authName,
    password: line.password?.reveal() ?? '',
  };
}

function backup(context: PhoneContext, line: Line) {
  const { backup } = line.pbx;
  if (!backup) return { backupHost: '' };
  return {
    backupHost: backup.host,
    backupPort: String(backup.port),
    backupTransport: transportOf(context, line),
  };
}

/** With the line's own name and password: phones are not known to use those of the registrar by themselves. */
function outboundProxy(line: Line) {
  const { outboundProxy } = line.pbx;
  if (!outboundProxy) return { proxyHost: '' };
  return {
    proxyHost: outboundProxy.host,
    proxyPort: String(outboundProxy.port),
    proxyUser: line.authName,
    proxyPassword: line.password?.reveal() ?? '',
  };
}

/** Phones come from the box ready for NAT; this takes back what somebody may have changed. */
function throughNat({ phone, tables }: PhoneContext, name: string) {
  if (!phone.nat.enabled) return {};
  return { [name]: tables.names.row(`line.${name}`).factory ?? '' };
}

function transportOf({ tables }: PhoneContext, { pbx }: Line): string {
  return tables.values.transports[pbx.transport];
}

/** Those that the form has names for; the others are checkPhone's matter. None leaves the phone's own. */
function codecsOf({ phone, spelling }: PhoneContext) {
  const codecs = phone.codecs.flatMap((codec) => spelling.codecs[codec] ?? []);
  return codecs.length === 0 ? {} : { codecs: codecs.join(',') };
}
