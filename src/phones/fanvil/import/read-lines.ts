// The accounts of a file, in their order, and the keys that they and others are on.

import { dialledFault, userPartFault } from '../../../core/user-part.js';
import type { Draft, DraftLine } from '../../../site/draft.js';
import { accountFields } from '../../../site/draft-account.js';
import type { Model } from '../../../site/model.js';
import { TRANSPORTS } from '../../../site/site.js';
import { isServer, NO_SERVER } from '../../importer.js';
import type { Tables } from '../settings/context.js';
import { buttonsOf } from '../settings/function-keys.js';
import { type FanvilFacts, factsOf } from '../tables/facts.js';
import type { Said } from './said.js';

export interface LinesReading {
  readonly lines: readonly DraftLine[];
  /** By button. */
  readonly keys: Draft;
  readonly serviceKeyType?: string;
}

/** Accounts are counted from the first: what comes after one that is not used is left to `raw`. */
export function readLines(said: Said, model: Model, tables: Tables, file: string): LinesReading {
  const lines: DraftLine[] = [];
  for (let n = 1; n <= model.lines; n += 1) {
    const line = readLine(said, n, tables, file);
    if (!line) break;
    lines.push(line);
  }
  const found = readKeys(said, model, tables);
  return { lines, ...placeLines(lines, found, model) };
}

function readLine(said: Said, n: number, tables: Tables, file: string): DraftLine | undefined {
  const of = (name: string) => said(`line.${name}`, { n }) ?? '';
  const number = of('number');
  if (number === '' || userPartFault(number) !== undefined) return undefined;
  if (said('line.enabled', { n }) === '0') return undefined;
  const at = said.find('line.number', { n })?.keyAt;
  const csta = of('cstaNumber');
  return {
    number,
    fields: {
      ...accountFields({
        number,
        displayName: of('displayName'),
        authName: of('authName'),
        password: of('password'),
        voicemail: of('voicemail'),
      }),
      ...(csta !== '' &&
        csta !== number &&
        dialledFault(csta) === undefined && { cstaNumber: csta }),
    },
    pbx: readPbx(of, tables),
    place: { file, line: at?.line ?? 1, col: at?.col ?? 1 },
  };
}

function readPbx(of: (name: string) => string, { values }: Tables): Draft {
  const transport = TRANSPORTS.find((each) => values.transports[each] === of('transport'));
  const expires = Number(of('registerTtl'));
  return {
    host: isServer(of('registrarHost')) ? of('registrarHost') : NO_SERVER,
    ...portBeside(of('registrarPort')),
    ...(transport !== undefined && transport !== 'udp' && { transport }),
    ...hostPort('outboundProxy', of('proxyHost'), of('proxyPort')),
    ...hostPort('backup', of('backupHost'), of('backupPort')),
    ...(Number.isInteger(expires) &&
      expires > 0 &&
      expires !== 300 && { registerExpires: expires }),
  };
}

function hostPort(name: string, host: string, port: string): Draft {
  return isServer(host) ? { [name]: { host, ...portBeside(port) } } : {};
}

function portBeside(text: string): Draft {
  const isPort = /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65535;
  return isPort && text !== '5060' ? { port: Number(text) } : {};
}

interface FoundKey {
  readonly button: number;
  /** Of a line its number among the accounts. */
  readonly account?: number;
  /** Absent: it does nothing, or something that an inventory cannot say. */
  readonly key?: Draft;
  readonly isFree: boolean;
}

interface FoundKeys {
  readonly keys: readonly FoundKey[];
  readonly serviceKeyType?: string;
}

function readKeys(said: Said, model: Model, tables: Tables): FoundKeys {
  const facts: FanvilFacts = factsOf(model);
  const { functionKeys: types } = tables.values;
  const serviceTypes = model.settings.properties.serviceKeyType?.['x-wire'] ?? {};
  const services = new Set<string>();
  const keys = buttonsOf(facts).map(({ button, rows, at }): FoundKey => {
    const type = said(rows.type, at);
    const value = said(rows.value, at) ?? '';
    const title = said(rows.title, at) ?? '';
    if (type === undefined || type === types.none.type) return { button, isFree: true };
    const named = (unless: string) => (title !== '' && title !== unless ? { label: title } : {});
    const account = type === types.line.type ? valuesIn(types.line.value, value)?.line : undefined;
    if (account !== undefined) return { button, account: Number(account), isFree: true };
    const service = Object.entries(serviceTypes).find(([, wire]) => wire === type)?.[0];
    if (service !== undefined && value !== '') {
      services.add(service);
      return { button, key: { service: value, ...named('Service') }, isFree: false };
    }
    const dial = type === types.speedDial.type ? valuesIn(types.speedDial.value, value) : undefined;
    const number = dial?.number ?? '';
    if (isNumber(number))
      return { button, key: { speedDial: number, ...named(number) }, isFree: false };
    const watched = type === types.blf.type ? valuesIn(types.blf.value, value) : undefined;
    const blf = watched?.number ?? '';
    if (isNumber(blf)) return { button, key: { blf, ...named(blf) }, isFree: false };
    return { button, ...pickupKey(value, types.blfPickup.value, named), isFree: false };
  });
  const [serviceKeyType] = services;
  return {
    keys,
    ...(serviceKeyType !== undefined && serviceKeyType !== 'url' && { serviceKeyType }),
  };
}

/** The number stands twice: in front of the code, and behind it. */
function pickupKey(
  value: string,
  pattern: string,
  named: (unless: string) => Draft,
): { readonly key?: Draft } {
  const [before = '', after = ''] = pattern
    .split('{pickup}')
    .map((part) => part.replaceAll('{number}', ''));
  const [number = '', rest = ''] = value.split(before || '\0');
  const ends =
    after === '' && rest.endsWith(number) ? rest.slice(0, rest.length - number.length) : '';
  if (!isNumber(number) || !isNumber(ends)) return {};
  return { key: { blf: number, pickup: ends, ...named(number) } };
}

function isNumber(text: string): boolean {
  return text !== '' && dialledFault(text) === undefined;
}

/** `{number}@1/f` and `7001@1/f` -> `{ number: '7001' }`. */
function valuesIn(pattern: string, text: string): Readonly<Record<string, string>> | undefined {
  const source = pattern
    .split(/(\{\w+\})/)
    .map((part) => (part.startsWith('{') ? `(?<${part.slice(1, -1)}>[^@]+)` : escaped(part)))
    .join('');
  return new RegExp(`^${source}$`, 'u').exec(text)?.groups;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/**
 * Accounts of an inventory are counted by their keys: each has one, after that of the one before. Where the file has them
 * otherwise, they come on the first keys that are free, and `raw` says what was there.
 */
function placeLines(
  lines: readonly DraftLine[],
  { keys, ...rest }: FoundKeys,
  model: Model,
): Omit<LinesReading, 'lines'> {
  const placed: Record<string, Draft> = {};
  for (const { button, key } of keys) if (key) placed[String(button)] = key;
  let last = 0;
  for (const [index, { number }] of lines.entries()) {
    const own = keys.filter(({ account }) => account === index + 1).map(({ button }) => button);
    const first = own.find((button) => button > last);
    const free = keys.find(({ button, isFree }) => isFree && button > last)?.button;
    const button = first ?? free;
    if (button === undefined || button > model.keys) break;
    placed[String(button)] = { line: number };
    last = button;
    for (const more of own) if (more > button) placed[String(more)] = { line: number };
  }
  const sorted = Object.entries(placed).toSorted(([a], [b]) => Number(a) - Number(b));
  return { keys: Object.fromEntries(sorted), ...rest };
}
