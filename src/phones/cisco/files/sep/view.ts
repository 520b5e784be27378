// A phone of the inventory -> what the templates of SEP<MAC>.cnf.xml print. Decides values, not their places.

import { oncePer } from '../../../../core/once-per.js';
import type { DateFormat, HostPort, Key, LineKey, Pbx, Phone } from '../../../../site/site.js';
import { preferredCodec } from '../../tables/codec.js';
import type { CiscoData } from '../../tables/data.js';
import { type CiscoLocale, findLocale } from '../../tables/locale.js';
import { TRANSPORTS } from '../../tables/security.js';
import { findZone } from '../../tables/time-zone.js';

/** Every field is there, if only as an empty text: templates are strict. Side files tell theirs beside these. */
export interface SepView {
  /** By the names of `schema.json`, as the phone's file writes them. */
  readonly settings: Readonly<Record<string, string>>;
  readonly dateTemplate: string;
  readonly timeZone: string;
  readonly ntp: readonly string[];
  /** Call managers, best first. */
  readonly servers: readonly HostPort[];
  readonly phonePassword: string;
  readonly firmware: string;
  readonly locale: CiscoLocale;
  readonly transport: string;
  readonly registerExpires: number;
  readonly backup: OptionalHostPort;
  readonly outbound: OptionalHostPort;
  readonly codec: string;
  readonly rtp: { readonly first: number; readonly last: number };
  readonly label: string;
  readonly nat: {
    readonly enabled: boolean;
    readonly fromReceived: boolean;
    readonly address: string;
  };
  readonly keys: readonly KeyView[];
}

/** Both empty where there is none. */
interface OptionalHostPort {
  readonly host: string;
  readonly port: number | '';
}

export interface KeyView {
  /** Template of this kind of key. */
  readonly partial: string;
  readonly button: number;
  readonly label: string;
  readonly [field: string]: string | number | boolean;
}

const NO_LOCALE: CiscoLocale = { user: '', network: '', langCode: '' };

/** What check() refuses comes out empty here. */
export function sepView(phone: Phone, settings: SepView['settings'], data: CiscoData): SepView {
  const zone = findZone(data, phone.timeZone, settings.timeZone ?? '');
  const pbx = pbxOf(phone);
  const { first, last } = phone.rtp;
  const { enabled, fromReceived, address = '' } = phone.nat;
  return {
    settings,
    dateTemplate: dateTemplate(phone.dateFormat),
    timeZone: zone.found ? zone.name : '',
    ntp: phone.ntp,
    servers: pbx ? serversOf(pbx, settings) : [],
    phonePassword: phone.adminPassword?.reveal() ?? '',
    firmware: phone.firmware ?? '',
    locale: findLocale(data.locales, phone) ?? NO_LOCALE,
    transport: pbx ? TRANSPORTS[pbx.transport] : '',
    registerExpires: pbx?.registerExpiresSeconds ?? 0,
    backup: orEmpty(pbx?.backup),
    outbound: orEmpty(pbx?.outboundProxy),
    codec: preferredCodec(phone.codecs) ?? 'none',
    rtp: { first, last },
    label: phone.label,
    nat: { enabled, fromReceived, address },
    keys: phone.keys.map((key) => keyView(key, settings)),
  };
}

/** Transport, timers and servers are the phone's, not the line's: those of its first line hold. */
export function pbxOf(phone: Phone): Pbx | undefined {
  return phone.keys.find((key) => key.type === 'line')?.line.pbx;
}

/** `D.M.Y`, with an A for a 12-hour clock. */
const dateTemplate = oncePer(({ order, separator, twelveHour }: DateFormat): string => {
  return `${[...order.toUpperCase()].join(separator)}${twelveHour ? 'A' : ''}`;
});

/** The backup is a call manager only where lines register at call managers; else it is `backupProxy`. */
function serversOf(
  { host, port, backup }: Pbx,
  settings: Readonly<Record<string, string>>,
): readonly HostPort[] {
  return [{ host, port }, ...(backup && byCallManager(settings) ? [backup] : [])];
}

function byCallManager(settings: Readonly<Record<string, string>>): boolean {
  return settings.proxy === 'callManager';
}

function orEmpty(server: HostPort | undefined): OptionalHostPort {
  return server ?? { host: '', port: '' };
}

export function keyView(key: Key, settings: Readonly<Record<string, string>>): KeyView {
  const { button, label } = key;
  switch (key.type) {
    case 'line':
      return lineView(key, settings);
    case 'speedDial':
      return { partial: 'cisco/shared/keys/speed-dial', button, label, number: key.number };
    case 'blf': {
      // The phone picks up through its own URI: what the inventory writes there only says that it may.
      const pickup = key.pickup !== undefined;
      return { partial: 'cisco/shared/keys/blf', button, label, number: key.number, pickup };
    }
    case 'service':
      return { partial: 'cisco/shared/keys/service', button, label, url: key.url };
  }
}

function lineView(
  { button, label, line }: LineKey,
  settings: Readonly<Record<string, string>>,
): KeyView {
  return {
    partial: 'cisco/shared/keys/line',
    button,
    label,
    proxy: byCallManager(settings) ? 'USECALLMANAGER' : line.pbx.host,
    port: line.pbx.port,
    number: line.number,
    displayName: line.displayName,
    authName: line.authName,
    authPassword: line.password?.reveal() ?? '',
    messagesNumber: line.voicemail ?? '',
  };
}
