// The shape of inventory files once the schema has accepted them. Types only; schema.ts is the judge.

import type { WrittenOption } from '../../core/dhcp-option-forms.js';
import type { Access, Clients, Codec, Transport } from '../../site/site.js';

export type SecretInput =
  | string
  | { readonly env: string }
  | { readonly file: string }
  | { readonly credential: string };

export interface HostPortInput {
  readonly host: string;
  readonly port?: number;
}

export interface KeyInput {
  readonly line?: string;
  readonly speedDial?: string;
  readonly blf?: string;
  readonly service?: string;
  readonly label?: string;
  readonly pickup?: string;
}

export type SettingsInput = Readonly<Record<string, unknown>>;
export type RawInput = Readonly<Record<string, string>>;

export interface ModelLayerInput {
  readonly firmware?: string;
  readonly settings?: SettingsInput;
  readonly raw?: RawInput;
}

export interface NatInput {
  readonly enabled?: boolean;
  readonly address?: string;
  readonly fromReceived?: boolean;
}

export interface RtpInput {
  readonly first?: number;
  readonly last?: number;
}

export interface AllowInput {
  readonly rule: string;
  readonly reason: string;
}

/** By number. */
export type DhcpOptionsInput = Readonly<Record<string, WrittenOption>>;

/** What `defaults`, a group and a phone have in common; what they choose of vendors' sections is beside it. */
export interface LayerInput {
  readonly pbx?: string;
  readonly timeZone?: string;
  readonly locale?: string;
  readonly ntp?: readonly string[];
  readonly dateFormat?: string;
  readonly codecs?: readonly Codec[];
  readonly nat?: NatInput;
  readonly rtp?: RtpInput;
  readonly adminPassword?: SecretInput;
  readonly csta?: boolean;
  /** Null: the key does nothing, whatever weaker layers say. */
  readonly keys?: Readonly<Record<string, KeyInput | null>>;
  readonly options?: DhcpOptionsInput;
  readonly allow?: readonly AllowInput[];
}

export interface SharedLayerInput extends LayerInput {
  /** By model id, or by vendor. */
  readonly models?: Readonly<Record<string, LayerInput & ModelLayerInput>>;
}

export interface PhoneInput extends LayerInput, ModelLayerInput {
  /** Absent, as the model: it has none, or one that is refused, and no phone can be made. */
  readonly mac?: string;
  readonly model?: string;
  readonly label?: string;
  readonly address?: string;
  readonly groups?: readonly string[];
  readonly format?: string;
}

export interface LineInput {
  readonly name?: string;
  readonly password?: SecretInput;
  readonly authName?: string;
  readonly pbx?: string;
  readonly shared?: boolean;
  readonly voicemail?: string;
  readonly cstaNumber?: string;
}

export interface PbxInput {
  readonly host: string;
  readonly port?: number;
  readonly transport?: Transport;
  readonly outboundProxy?: HostPortInput;
  readonly backup?: HostPortInput;
  readonly registerExpires?: number;
  readonly ami?: AmiInput;
  readonly ari?: AriInput;
}

export interface AmiInput {
  readonly user?: string;
  readonly secret: SecretInput;
  readonly permit?: readonly string[];
  readonly host?: string;
  readonly port?: number;
  readonly tls?: boolean | { readonly fingerprint: string };
  readonly unencrypted?: boolean;
}

export interface AriInput {
  readonly host: string;
  readonly port?: number;
  readonly tls?: boolean;
  readonly unencrypted?: boolean;
  readonly user?: string;
  readonly secret: SecretInput;
  readonly rooms: readonly string[];
}

export interface PbxLinkInput {
  readonly from: string;
  readonly to: string;
  readonly lines?: readonly string[];
}

export interface SiteInput {
  readonly name?: string;
  readonly timeZone?: string;
  readonly locale?: string;
  readonly ntp?: readonly string[];
  readonly servers?: readonly string[];
  readonly directory?: string;
  readonly access?: Access;
  readonly pnp?: boolean;
  readonly fileMode?: string;
  readonly fileGroup?: string;
  readonly allow?: readonly AllowInput[];
}

export interface NetworkInput {
  readonly interface?: string;
  readonly relay?: boolean;
  readonly subnet: string;
  readonly server?: string;
  readonly router?: string;
  readonly dns?: readonly string[];
  readonly domain?: string;
  readonly pool?: string;
  readonly lease?: string;
  readonly tftp?: readonly string[];
  readonly ntp?: readonly string[];
  readonly clients?: Clients;
  readonly options?: DhcpOptionsInput;
  readonly addressCheck?: boolean;
  readonly coexist?: boolean;
}

/** One inventory file; the sections that vendors bring are beside these. */
export interface InventoryInput {
  readonly offhook?: 1;
  readonly include?: readonly string[];
  readonly site?: SiteInput;
  readonly network?: NetworkInput;
  readonly networks?: readonly NetworkInput[];
  readonly pbxLinks?: readonly PbxLinkInput[];
  readonly pbx?: Readonly<Record<string, PbxInput>>;
  readonly defaults?: SharedLayerInput;
  readonly groups?: Readonly<Record<string, SharedLayerInput>>;
  readonly lines?: Readonly<Record<string, LineInput>>;
  readonly phones?: readonly PhoneInput[];
}
