// What is known of each kind of value that a DHCP option can have: how it is read from the wire and written to it, how
// an inventory writes it, and how people are shown it. One row a kind. Knows no option's code or meaning.

import {
  address,
  addressList,
  addressPairs,
  anyBytes,
  bit,
  classlessRoutes,
  domainNames,
  signed32,
  sipServers,
  unsigned8,
  unsigned8List,
  unsigned16,
  unsigned16List,
  unsigned32,
  utf8,
} from './dhcp-option-codecs.js';
import type { OptionForm, WrittenOption } from './dhcp-option-forms.js';
import { domainsIn, numbersIn, routesIn, sipServersIn } from './dhcp-option-meant.js';
import type { KindValue, OptionCodec, OptionKind, OptionValues } from './dhcp-option-values.js';
import { formatIpv4, parseIpv4 } from './ipv4.js';
import { MASK } from './secret.js';
import { bytesHoldSecret } from './secret-in-text.js';
import type { TextFault } from './text-fault.js';

export interface Written<V> {
  /** Completes "option 150 is …". */
  readonly title: string;
  /** Those that fit, besides `hex`, which fits all. */
  readonly forms: readonly OptionForm[];
  /** For people. */
  readonly example: string;
  /** What the example says, where nobody could tell. */
  readonly means?: string;
  /** Of a form that does not fit: the value that it stands for. */
  readonly meant?: (written: WrittenOption) => V | undefined;
  /** Addresses are those of hosts, unless the option says otherwise. */
  readonly hosts?: true;
  /** What is to be said behind the title of a form that does not fit, and of which no other can be made. */
  readonly whyNot?: (written: WrittenOption) => string;
  /** Of a form that fits: why it is no value of this kind. `what` completes "is a flag of one byte, and …". */
  readonly fault?: (written: WrittenOption) => TextFault | undefined;
}

export type Shown = string | number | boolean;

export interface KindRow<V> extends OptionCodec<V> {
  readonly written: Written<V>;
  /** A text is shown as it is: who shows it masks the secrets in it. */
  readonly print: ((value: V) => Shown) | 'as bytes';
}

const ADDRESSES = 'ips: [10.20.1.1]';
const PAIRS = 'ips: [10.0.0.0, 255.0.0.0]';
const BYTES = 'hex: "01 02"';
const ANY_FORM: readonly OptionForm[] = ['text', 'ip', 'ips', 'u8', 'u16', 'u32'];

const aNumber = (size: string, form: 'u8' | 'u16' | 'u32'): Written<number> => ({
  ...{ title: `a number of ${size}`, forms: [form], example: `${form}: 1` },
});

export const OPTION_KINDS: { readonly [K in OptionKind]: KindRow<OptionValues[K]> } = {
  ip: {
    ...address,
    written: { title: 'one address', forms: ['ip'], example: 'ip: 10.20.1.1', hosts: true },
    print: formatIpv4,
  },
  ips: {
    ...addressList,
    written: {
      ...{ title: 'a list of addresses', forms: ['ips', 'ip'], example: ADDRESSES, hosts: true },
      whyNot: isName,
    },
    print: (addresses) => addresses.map(formatIpv4).join(', '),
  },
  ipPairs: {
    ...addressPairs,
    written: { title: 'pairs of addresses', forms: ['ips'], example: PAIRS, fault: oddFault },
    print: 'as bytes',
  },
  text: {
    ...utf8,
    written: { title: 'text', forms: ['text'], example: 'text: …' },
    print: asItIs,
  },
  flag: {
    ...bit,
    written: { title: 'a flag of one byte', forms: ['u8'], example: 'u8: 1', fault: flagFault },
    print: asItIs,
  },
  u8: { ...unsigned8, written: aNumber('one byte', 'u8'), print: asItIs },
  u16: { ...unsigned16, written: aNumber('two bytes', 'u16'), print: asItIs },
  u32: { ...unsigned32, written: aNumber('four bytes', 'u32'), print: asItIs },
  i32: { ...signed32, written: aNumber('four bytes', 'u32'), print: 'as bytes' },
  seconds: {
    ...unsigned32,
    written: { title: 'seconds in four bytes', forms: ['u32'], example: 'u32: 3600' },
    print: asItIs,
  },
  u16s: {
    ...unsigned16List,
    written: {
      ...{ title: 'numbers of two bytes', forms: ['u16'], example: 'hex: "00 01 00 02"' },
      ...{ means: '1 and 2', meant: numbersIn },
    },
    print: 'as bytes',
  },
  codes: {
    ...unsigned8List,
    written: { title: 'a list of bytes', forms: ['u8'], example: BYTES },
    print: 'as bytes',
  },
  bytes: {
    ...anyBytes,
    written: { title: 'bytes', forms: ANY_FORM, example: BYTES },
    print: 'as bytes',
  },
  domains: {
    ...domainNames,
    written: {
      title: 'domain names in a form of their own',
      forms: [],
      example: 'hex: "03 6c 61 62 07 65 78 61 6d 70 6c 65 00"',
      means: 'lab.example',
      meant: domainsIn,
      whyNot: ({ text }) =>
        text === undefined ? '' : ': each part behind its length in a byte, and a zero at the end',
    },
    print: 'as bytes',
  },
  sipServers: {
    ...sipServers,
    written: {
      ...{ title: 'SIP servers in a form of their own', forms: [] },
      ...{ example: 'hex: "01 0a 14 01 05"', means: '10.20.1.5', meant: sipServersIn },
    },
    print: 'as bytes',
  },
  routes: {
    ...classlessRoutes,
    written: {
      ...{ title: 'routes in a form of their own', forms: [] },
      ...{ example: 'hex: "08 0a 0a 14 01 01"', means: '10.0.0.0/8 by 10.20.1.1' },
      meant: routesIn,
    },
    print: 'as bytes',
  },
};

/** undefined: these bytes are no such value. */
export function decodeValue<K extends OptionKind>(
  kind: K,
  bytes: Uint8Array,
): OptionValues[K] | undefined {
  return OPTION_KINDS[kind].decode(bytes);
}

/** Throws RangeError for a value that the wire cannot carry: a port of 70000, an empty list. */
export function encodeValue<K extends OptionKind>({ kind, value }: KindValue<K>): Uint8Array {
  return OPTION_KINDS[kind].encode(value);
}

/** What is written in a form that does not fit, as its kind wants it; undefined: it is no such value. */
export function encodeMeant<K extends OptionKind>(
  kind: K,
  written: WrittenOption,
): Uint8Array | undefined {
  const { encode, written: of } = OPTION_KINDS[kind];
  const value = of.meant?.(written);
  return value === undefined ? undefined : encode(value);
}

export function printValue<K extends OptionKind>({ kind, value }: KindValue<K>): Shown {
  const { print, encode } = OPTION_KINDS[kind];
  return print === 'as bytes' ? printBytes(encode(value)) : print(value);
}

/** As received or sent; bytes that are no value of the kind are shown as well. */
export function printEncoded<K extends OptionKind>(kind: K, bytes: Uint8Array): Shown {
  const { print, decode } = OPTION_KINDS[kind];
  const value = print === 'as bytes' ? undefined : decode(bytes);
  return print === 'as bytes' || value === undefined ? printBytes(bytes) : print(value);
}

/** In hexadecimal. Texts that may be passwords are not for everybody. */
function printBytes(bytes: Uint8Array): string {
  return bytesHoldSecret(bytes) ? MASK : Buffer.from(bytes).toString('hex');
}

function asItIs<V extends Shown>(value: V): Shown {
  return value;
}

function isName({ text }: WrittenOption): string {
  const word = text?.split(/[\s,;]+/).find((each) => parseIpv4(each) === undefined);
  if (word === undefined) return '';
  return `, and "${word}" is ${/[a-z]/i.test(word) ? 'a name' : 'none'}`;
}

function oddFault({ ips: { length } = [] }: WrittenOption): TextFault | undefined {
  if (length % 2 === 0) return undefined;
  return { what: `${length} addresses are no pairs`, hint: 'add the other half of the pair' };
}

function flagFault({ u8 = 0 }: WrittenOption): TextFault | undefined {
  if (u8 <= 1) return undefined;
  return { what: `${u8} is neither 0 nor 1`, hint: 'write { u8: 1 } or { u8: 0 }' };
}
