// What the inventory means once it is checked and every default is filled in: types, and the closed sets they come from.

import type { WrittenValue } from '../core/dhcp-option-forms.js';
import type { Ipv4, Ipv4Range, Subnet } from '../core/ipv4.js';
import type { Mac } from '../core/mac.js';
import type { Nat } from '../core/nat.js';
import type { Secret } from '../core/secret.js';
import type { Place } from '../findings/finding.js';
import type { Allowance } from './allowance.js';
import type { Chosen, Sections } from './section.js';

export interface Site {
  readonly name: string;
  /** Subnets served by DHCP; empty: none. */
  readonly networks: readonly Network[];
  /** Addresses or names under which phones reach this server, best first. Empty: known only at `serve`. */
  readonly servers: readonly string[];
  /** Of the lines, for phones to look in; absent: there is none. */
  readonly directory?: SiteDirectory;
  /** Who may fetch files; absent: `lease` where we are the DHCP server, else `open`. */
  readonly access?: Access;
  /** Phones that ask by multicast for their URL are told it. */
  readonly pnp: boolean;
  /** Permissions of generated files that hold secrets; absent: their owner's alone. */
  readonly fileMode?: number;
  /** Group of generated files, by name or number; absent: as the system gives it. */
  readonly fileGroup?: string;
  /** By the name of a PBX: as whom offhook asks it. */
  readonly managers: ReadonlyMap<string, ManagerUser>;
  /** By the name of the PBX: conferences that offhook runs on it. */
  readonly roomHosts: ReadonlyMap<string, RoomHost>;
  readonly pbxLinks: readonly (PbxLink & { readonly place: Place })[];
  /** What only some vendors' phones know of. */
  readonly sections: Sections;
  /** By model id: what `defaults` gives to a phone of that model of which nothing else is known. */
  readonly modelDefaults: ReadonlyMap<string, ModelDefaults>;
  /** By model id, of every model: what `defaults` says to a phone of that model of which nothing else is known. */
  readonly modelOptions: ReadonlyMap<string, readonly DhcpOption[]>;
  /** In the order of the inventory. */
  readonly phones: readonly Phone[];
  /** The phones, and between them the entries of which none can be made. */
  readonly claimants: readonly Claimant[];
  /** Findings that somebody does not want to hear of. */
  readonly allow: readonly Allowance[];
  /** Where what is of no phone was written, `saidAt('pbx', 'main', 'ami', 'port')`, `saidAt('site', 'pnp')`; undefined: built in. */
  saidAt(section: 'pbx' | 'site', ...path: readonly string[]): Place | undefined;
}

/** All that the files of a phone may depend on beside the phone: it goes wherever they are made, and into their digests. */
export type PhoneSurroundings = Pick<Site, 'servers' | 'sections' | 'directory'>;

export interface SiteDirectory {
  /** Our HTTP server as phones reach it, without a slash at its end: `http://10.20.1.1:6970`. */
  readonly server: string;
  /** BCP 47: in the order of its letters. */
  readonly locale: string;
}

/**
 * `open`: anyone. `site`: addresses of the site's subnets and of this machine. `lease`: a phone's file goes only to
 * the address that a lease, a reservation or the ARP table gives to that phone.
 */
export const ACCESS = ['open', 'site', 'lease'] as const;
export type Access = (typeof ACCESS)[number];

/** Who is answered: phones of the inventory; or phones of models that offhook knows; or anyone. */
export const CLIENTS = ['inventory', 'phones', 'any'] as const;
export type Clients = (typeof CLIENTS)[number];

export interface Network {
  readonly interface?: string;
  /** Reached through a relay agent only, not on a wire of ours. */
  readonly relay: boolean;
  readonly subnet: Subnet;
  /** Our address as its clients see it; absent: found on this machine. */
  readonly server?: Ipv4;
  readonly router?: Ipv4;
  readonly dns: readonly Ipv4[];
  readonly domain?: string;
  /** Absent: reservations only. */
  readonly pool?: Ipv4Range;
  readonly leaseSeconds: number;
  /** For options 66 and 150. Empty: the address that we serve from. */
  readonly tftp: readonly Ipv4[];
  readonly ntp: readonly Ipv4[];
  readonly clients: Clients;
  /** Look for a stranger on an address of the pool before it is first offered. */
  readonly addressCheck: boolean;
  /** For every client here. */
  readonly options: readonly DhcpOption[];
  /** Serve although another DHCP server answers on the same wire. */
  readonly coexist: boolean;
  /** Where a field was written; the network itself if it was not. */
  placeOf(...path: readonly (string | number)[]): Place;
}

/** A DHCP option by its number (IANA's registry of BOOTP vendor extensions and DHCP options). */
export type DhcpOption = { readonly code: number } & WrittenValue;

export interface ModelDefaults {
  readonly firmware?: string;
  readonly settings: Settings;
  readonly place: Place;
}

export const TRANSPORTS = ['udp', 'tcp', 'tls'] as const;
export type Transport = (typeof TRANSPORTS)[number];

export interface Pbx {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly transport: Transport;
  readonly outboundProxy?: HostPort;
  readonly backup?: HostPort;
  readonly registerExpiresSeconds: number;
  /** Where these were written; absent: nobody said them. */
  readonly saidAt: { readonly transport?: Place; readonly registerExpires?: Place };
  /** Stands in for one that is missing, or of which a host is refused: that is told, and no rule judges or shows it. */
  readonly standIn?: true;
}

/** Of an Asterisk's manager interface (AMI). */
export interface ManagerUser {
  readonly user: string;
  readonly secret: Secret;
  /** From where it may be asked. */
  readonly permit: readonly Ipv4[];
  /** Where it is asked; absent: it is not. */
  readonly at?: ManagerPlace;
}

/** The lines of one PBX whose states are shown at another. */
export interface PbxLink {
  readonly from: string;
  readonly to: string;
  /** Their numbers. */
  readonly lines: readonly string[];
}

export interface ManagerPlace extends HostPort {
  /** Absent: without TLS. */
  readonly tls?: {
    /** SHA-256 of the certificate, in hex, with or without colons. Absent: an authority vouches for it. */
    readonly fingerprint?: string;
  };
}

/** What Asterisk hands callers of conferences to: `Stasis(offhook-team,ROOM)`. */
export const STASIS_APPLICATION = 'offhook-team';

/** Of an Asterisk's REST interface (ARI). */
export interface RoomHost extends HostPort {
  readonly tls: boolean;
  readonly user: string;
  readonly secret: Secret;
  /** As they are dialled. */
  readonly rooms: readonly string[];
}

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** A SIP account. */
export interface Line {
  /** The user part of its address of record. */
  readonly number: string;
  /** Stands in for one that is missing, or whose number is refused: that is told, and no rule judges or shows it. */
  readonly standIn?: true;
  readonly displayName: string;
  readonly authName: string;
  /** Absent: the PBX asks for none. */
  readonly password?: Secret;
  readonly pbx: Pbx;
  readonly shared: boolean;
  /** Number dialled by the messages key. */
  readonly voicemail?: string;
  /** What the PBX's uaCSTA monitor calls this line; absent: its number. */
  readonly cstaNumber?: string;
}

interface KeyBase {
  /** From 1, as the model counts its keys. */
  readonly button: number;
  readonly label: string;
}
export interface LineKey extends KeyBase {
  readonly type: 'line';
  readonly line: Line;
}
export interface SpeedDialKey extends KeyBase {
  readonly type: 'speedDial';
  readonly number: string;
}
/** A speed dial that also shows whether the number is busy. */
export interface BlfKey extends KeyBase {
  readonly type: 'blf';
  readonly number: string;
  /** Feature code dialled before the number to pick its call up, such as `*8`. */
  readonly pickup?: string;
}
export interface ServiceKey extends KeyBase {
  readonly type: 'service';
  readonly url: string;
}
export type Key = LineKey | SpeedDialKey | BlfKey | ServiceKey;

export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** Vendor-neutral names; each driver maps them to its own. */
export const CODECS = ['g711alaw', 'g711ulaw', 'g722', 'g729', 'ilbc', 'opus'] as const;
export type Codec = (typeof CODECS)[number];

export type SettingValue = string | number | boolean | Secret | readonly SettingValue[];
/** By the names of the model's `schema.json`, defaults filled in. */
export type Settings = Readonly<Record<string, SettingValue>>;

/**
 * An entry of which no phone can be made, for its MAC or model is wrong: what it has that no other phone may have, and what can
 * be wrong of it all the same.
 */
export interface Claimant extends Pick<Phone, 'keys' | 'placeOf' | 'saidAt' | 'isOwn'> {
  readonly mac?: Mac;
  readonly address?: Ipv4;
  /** Where both ends are known. */
  readonly rtp?: PortRange;
  /** Where its MAC alone is wrong: all the rest of it, under a MAC that is nobody's. */
  readonly asPhone?: Phone;
}

export interface Phone {
  readonly mac: Mac;
  /** Model id, `<vendor>-<folder>`. */
  readonly model: string;
  readonly label: string;
  /** Those that exist, the strongest last. */
  readonly groups: readonly string[];
  /** Its reservation. */
  readonly address?: Ipv4;
  /** For models with several file formats. */
  readonly format?: string;
  readonly csta: boolean;
  /** IANA name, `Europe/Moscow`. */
  readonly timeZone: string;
  /** BCP 47, `ru-RU`. */
  readonly locale: string;
  /** Host names or addresses. */
  readonly ntp: readonly string[];
  readonly dateFormat: DateFormat;
  readonly codecs: readonly Codec[];
  readonly nat: Nat;
  readonly rtp: PortRange;
  /** Sorted by button. */
  readonly keys: readonly Key[];
  /** Buttons that do nothing because somebody said so, over what all or a group have there. */
  readonly takenAwayKeys: readonly number[];
  /** Of the sections that vendors bring; phones that choose the same have it as one object. */
  readonly chosen: Chosen;
  /** Name of the firmware load, without an extension. */
  readonly firmware?: string;
  /** Password of the phone's own menu and web page. */
  readonly adminPassword?: Secret;
  readonly settings: Settings;
  /** Extra XML paths or file keys, by the vendor's own names. */
  readonly raw: Readonly<Record<string, string>>;
  /** What DHCP tells this phone beside what its model wants; each code once. */
  readonly options: readonly DhcpOption[];
  /** Where the effective value of a field was written, `saidAt('settings', 'webAccess')`; undefined: built in. */
  saidAt(...path: readonly string[]): Place | undefined;
  /** The same, or the place of the phone itself: where a finding about the field points to. */
  placeOf(...path: readonly string[]): Place;
  /** Whether a place is of the phone's own entry, and not of what several may share. */
  isOwn(place: Place): boolean;
}

/** Order of day, month and year, the separator, and a 12-hour clock or not. */
export interface DateFormat {
  readonly order: 'dmy' | 'mdy' | 'ymd';
  readonly separator: '.' | '-' | '/';
  readonly twelveHour: boolean;
}
