// What a pretend phone needs of the world: somebody who answers, and time. Types only.

import type { Ipv4 } from '../core/ipv4.js';
import type { Mac } from '../core/mac.js';
import type { BootScript, FileRole } from '../site/boot-script.js';
import type { GetStep, PbxStep, PnpStep } from './scenario.js';

export interface PretendPhone {
  readonly mac: Mac;
  /** Option 60; absent: its model has none. */
  readonly vendorClass: string | undefined;
  readonly script: BootScript;
  roleOf(name: string): FileRole | undefined;
}

/** One message of DHCP to whoever answers. */
export interface Asking {
  readonly type: 'DISCOVER' | 'REQUEST' | 'DECLINE' | 'RELEASE';
  /** Ties an answer to it. */
  readonly xid: number;
  readonly secs: number;
  readonly vendorClass: string | undefined;
  readonly hostName: string | undefined;
  readonly wants: readonly number[];
  readonly server: Ipv4 | undefined;
  readonly requested: Ipv4 | undefined;
  readonly relay: Ipv4 | undefined;
  /** What it uses already. */
  readonly own: Ipv4 | undefined;
}

export interface DhcpAnswer {
  readonly type: 'OFFER' | 'ACK' | 'NAK';
  readonly address: Ipv4;
  readonly server: Ipv4 | undefined;
  /** Option 150, else siaddr: where files are. */
  readonly tftp: Ipv4 | undefined;
  readonly mask: Ipv4 | undefined;
}

export type Fetched =
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly ms: number }
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'timeout' };

export interface PhoneWire {
  /** Absent: there is no DHCP here, and the phone has an address. Undefined: nobody answered. */
  ask?(asking: Asking): Promise<DhcpAnswer | undefined>;
  /** The phone has what it was told from here on; undefined: no address any more. */
  beAt?(given: DhcpAnswer | undefined): Promise<void>;
  fetch(name: string, how: Omit<GetStep, 'get' | 'times' | 'every'>): Promise<Fetched>;
  /** What a PBX tells of it, or what comes of its multicast; absent: nobody tells here. */
  tell?(step: Pick<PbxStep, 'pbx' | 'elsewhere' | 'source'> | Pick<PnpStep, 'pnp'>): Promise<void>;
  /** Rejects when all is to end. */
  pause(ms: number): Promise<void>;
  now(): number;
  /** 32 random bits. */
  random(): number;
}

/** One thing that it did, for people. */
export interface Did {
  readonly mac: Mac;
  readonly what: string;
  readonly outcome: string;
}
