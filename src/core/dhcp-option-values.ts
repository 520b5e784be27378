// What the value of a DHCP option can be: one type a kind. Knows no option.

import type { Ipv4, Subnet } from './ipv4.js';

/** RFC 3361: names or addresses, never both. */
export type SipServers =
  | { readonly type: 'names'; readonly names: readonly string[] }
  | { readonly type: 'addresses'; readonly addresses: readonly Ipv4[] };

/** RFC 3442: the way to one destination. */
export interface ClasslessRoute {
  readonly destination: Subnet;
  readonly router: Ipv4;
}

/** One row a kind: dhcp-option-kinds.ts has what is known of each. */
export interface OptionValues {
  readonly ip: Ipv4;
  readonly ips: readonly Ipv4[];
  readonly ipPairs: readonly (readonly [Ipv4, Ipv4])[];
  readonly text: string;
  readonly flag: boolean;
  readonly u8: number;
  readonly u16: number;
  readonly u32: number;
  readonly i32: number;
  /** A duration as u32; 0xffffffff is for ever. */
  readonly seconds: number;
  readonly u16s: readonly number[];
  readonly codes: readonly number[];
  readonly bytes: Uint8Array;
  readonly domains: readonly string[];
  readonly sipServers: SipServers;
  readonly routes: readonly ClasslessRoute[];
}

/** What an option's value is. */
export type OptionKind = keyof OptionValues;

export type KindValue<K extends OptionKind = OptionKind> = {
  readonly [P in K]: { readonly kind: P; readonly value: OptionValues[P] };
}[K];

/** An option with its value. The kind is its own, so that a site may send any code it likes. */
export type OptionValue<K extends OptionKind = OptionKind> = {
  readonly [P in K]: { readonly code: number; readonly kind: P; readonly value: OptionValues[P] };
}[K];

export interface OptionCodec<V> {
  /** undefined: these bytes are no such value. */
  decode(bytes: Uint8Array): V | undefined;
  /** Throws RangeError for a value that the wire cannot carry. */
  encode(value: V): Uint8Array;
}
