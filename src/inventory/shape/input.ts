// The shape of inventory files once the schema has accepted them. Types only; schema.ts is the judge. What means no more than
// it says is of the type that it has in a Site.

import type { WrittenOption } from '../../core/dhcp-option-forms.js';
import type { Nat } from '../../core/nat.js';
import type { Line, Network, PbxLink, Phone, PortRange, Site, Transport } from '../../site/site.js';

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

export type NatInput = Partial<Nat>;
export type RtpInput = Partial<PortRange>;

export interface AllowInput {
  readonly rule: string;
  readonly reason: string;
}

/** By number. */
export type DhcpOptionsInput = Readonly<Record<string, WrittenOption>>;

/** What `defaults`, a group and a phone have in common; what they choose of vendors' sections is beside it. */
export interface LayerInput
  extends Partial<Pick<Phone, 'timeZone' | 'locale' | 'ntp' | 'codecs' | 'csta'>> {
  readonly pbx?: string;
  readonly dateFormat?: string;
  readonly nat?: NatInput;
  readonly rtp?: RtpInput;
  readonly adminPassword?: SecretInput;
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

export interface LineInput
  extends Partial<Pick<Line, 'authName' | 'shared' | 'voicemail' | 'cstaNumber'>> {
  readonly name?: string;
  readonly password?: SecretInput;
  readonly pbx?: string;
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

/** An interface of a PBX that offhook asks. */
export interface AskedInput {
  readonly host?: string;
  readonly port?: number;
  readonly tls?: boolean | { readonly fingerprint: string };
  readonly unencrypted?: boolean;
  readonly user?: string;
  readonly secret: SecretInput;
}

export interface AmiInput extends AskedInput {
  readonly permit?: readonly string[];
}

export interface AriInput extends AskedInput {
  readonly host: string;
  readonly tls?: boolean;
  readonly rooms: readonly string[];
}

export interface PbxLinkInput
  extends Pick<PbxLink, 'from' | 'to'>,
    Partial<Pick<PbxLink, 'lines'>> {}

/** What it says of phones is their weakest layer. */
export interface SiteInput
  extends Pick<LayerInput, 'timeZone' | 'locale' | 'ntp' | 'allow'>,
    Partial<Pick<Site, 'name' | 'servers' | 'access' | 'pnp' | 'fileGroup'>> {
  readonly directory?: string;
  readonly fileMode?: string;
}

export interface NetworkInput
  extends Partial<
    Pick<Network, 'interface' | 'relay' | 'domain' | 'clients' | 'addressCheck' | 'coexist'>
  > {
  readonly subnet: string;
  readonly server?: string;
  readonly router?: string;
  readonly dns?: readonly string[];
  readonly pool?: string;
  readonly lease?: string;
  readonly tftp?: readonly string[];
  readonly ntp?: readonly string[];
  readonly options?: DhcpOptionsInput;
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
