// Events as lines of JSON, and back: what a replay writes, a program reads and somebody sends. Addresses of IPv4 are
// texts, as people read them. What is read is somebody's file: each field is looked at.

import { formatIpv4, type Ipv4, parseIpv4 } from '../core/ipv4.js';
import { isJsonObject, type Json, parseJson } from '../core/json.js';
import { type Mac, parseMac } from '../core/mac.js';
import { FILE_ROLES, NAME_HINTS } from '../site/boot-script.js';
import { LINE_STATES, PNP_OUTCOMES } from '../site/told-of.js';
import { ACTIONS, INVENTORY_CHANGES, type PhoneEvent, type Told } from './events.js';
import { timeOf } from './record-fields.js';

/** The first line of a recording. */
const HEADER = { offhook: 'events', version: 1 } as const;

/** How a field is written, and what is read of it; undefined: not such a value. */
interface Field {
  write?(value: never): unknown;
  read(value: unknown): unknown;
}

const ifType =
  (type: 'string' | 'number' | 'boolean') =>
  (value: unknown): unknown =>
    typeof value === type ? value : undefined;

const text: Field = { read: ifType('string') };
const flag: Field = { read: ifType('boolean') };
/** JSON has no other: it cannot say Infinity. */
const number: Field = { read: ifType('number') };
const time: Field = { read: timeOf };
const texts: Field = { read: (value) => ifAll(value, 'string') };
const numbers: Field = { read: (value) => ifAll(value, 'number') };
const ip: Field = {
  write: (value: Ipv4) => formatIpv4(value),
  read: (value) => (typeof value === 'string' ? parseIpv4(value) : undefined),
};
const mac: Field = { read: (value) => (typeof value === 'string' ? parseMac(value) : undefined) };
const oneOf = (...values: readonly string[]): Field => ({
  read: (value) => values.find((each) => each === value),
});

type Fields<Names extends PropertyKey> = { readonly [Name in Names]: Field };
type OptionalOf<E> = { [K in keyof E]-?: object extends Pick<E, K> ? K : never }[keyof E];

/** Each field of an event, so that none can be added to it and forgotten here. */
interface Shape<E> {
  readonly required: Fields<Exclude<keyof E, OptionalOf<E> | 'kind'>>;
  readonly optional: Fields<OptionalOf<E>>;
}

type Shapes = {
  readonly [Kind in PhoneEvent['kind']]: Shape<Extract<PhoneEvent, { readonly kind: Kind }>>;
};

/** In the order in which they are written. */
const SHAPES: Shapes = {
  dhcp: {
    required: {
      atMs: time,
      type: oneOf('DISCOVER', 'REQUEST', 'DECLINE', 'RELEASE', 'INFORM'),
      why: text,
      secs: number,
    },
    optional: {
      reply: oneOf('OFFER', 'ACK', 'NAK'),
      address: ip,
      network: text,
      leaseSeconds: number,
      relayAgent: ip,
      serverId: ip,
      requestedAddress: ip,
      renews: flag,
      vendorClass: text,
      hostName: text,
      asked: numbers,
    },
  },
  file: {
    required: {
      atMs: time,
      protocol: oneOf('tftp', 'http'),
      address: text,
      name: text,
      role: oneOf(...FILE_ROLES),
      outcome: text,
      bytes: number,
      ms: number,
      repeats: number,
    },
    optional: {
      hint: oneOf(...NAME_HINTS),
      models: texts,
      namedMac: mac,
      guessed: flag,
      size: number,
      packets: number,
      meant: text,
      agent: text,
      detail: text,
    },
  },
  sip: {
    required: {
      atMs: time,
      line: text,
      state: oneOf(...LINE_STATES),
    },
    optional: { agent: text, address: text, source: text, by: mac, asked: flag },
  },
  pnp: {
    required: {
      atMs: time,
      address: text,
      outcome: oneOf(...PNP_OUTCOMES),
    },
    optional: { agent: text },
  },
  action: {
    required: {
      atMs: time,
      what: oneOf(...ACTIONS),
      by: text,
      outcome: text,
    },
    optional: {},
  },
  inventory: {
    required: { atMs: time, what: oneOf(...INVENTORY_CHANGES) },
    optional: {},
  },
};

/** With its end of line, as is each below. */
export function recordingHeader(): string {
  return `${JSON.stringify(HEADER)}\n`;
}

/** The last line: for how long nothing more happened says as much as what did. */
export function recordingEnd(atMs: number): string {
  return `${JSON.stringify({ offhook: 'end', atMs })}\n`;
}

export function recordEvent({ mac, event }: Told): string {
  const { kind } = event;
  const { required, optional } = SHAPES[kind];
  const all: Readonly<Record<string, Field>> = { ...required, ...optional };
  const fields = Object.entries(all).flatMap(([name, field]) => {
    const value: unknown = Reflect.get(event, name);
    return value === undefined ? [] : [[name, field.write ? field.write(value as never) : value]];
  });
  return `${JSON.stringify({ ...(mac && { mac }), kind, ...Object.fromEntries(fields) })}\n`;
}

/** Undefined: not an event, whatever else. Fields that a later version may have are left out. */
export function readEvent(line: string): Told | undefined {
  const json = parse(line);
  if (json === undefined) return undefined;
  const { mac: macText, kind, ...fields } = json;
  const shape = Object.hasOwn(SHAPES, String(kind))
    ? SHAPES[kind as PhoneEvent['kind']]
    : undefined;
  const who = macText === undefined ? undefined : mac.read(macText);
  if (!shape || (macText !== undefined && who === undefined)) return undefined;
  const event: Record<string, unknown> = { kind };
  const all: Readonly<Record<string, Field>> = { ...shape.required, ...shape.optional };
  for (const [name, field] of Object.entries(all)) {
    const value = Object.hasOwn(fields, name) ? field.read(fields[name]) : undefined;
    const isWrong = value === undefined && (name in shape.required || Object.hasOwn(fields, name));
    if (isWrong) return undefined;
    if (value !== undefined) event[name] = value;
  }
  return { ...(who !== undefined && { mac: who as Mac }), event: event as unknown as PhoneEvent };
}

/** Whether a line is that with which a recording begins. */
export function isRecordingHeader(line: string): boolean {
  const json = parse(line);
  return json?.offhook === HEADER.offhook && json.version === HEADER.version;
}

/** Undefined: not the line with which a recording ends. */
export function readRecordingEnd(line: string): number | undefined {
  const json = parse(line);
  const atMs = json?.offhook === 'end' ? time.read(json.atMs) : undefined;
  return atMs as number | undefined;
}

function parse(line: string): Json | undefined {
  const json = parseJson(line);
  return isJsonObject(json) ? json : undefined;
}

function ifAll(value: unknown, type: 'string' | 'number'): unknown {
  return Array.isArray(value) && value.every((each) => typeof each === type) ? value : undefined;
}
