// Each effective value of a phone with the place that it comes from. Secrets show as asterisks.

import { printValue } from '../core/dhcp-option-kinds.js';
import { formatIpv4, subnetContains } from '../core/ipv4.js';
import { maskSecretsIn } from '../core/secret-in-text.js';
import type { Place } from '../findings/finding.js';
import type { DateFormat, Key, Network, Phone, SettingValue } from '../site/site.js';

export interface EffectiveValue {
  /** As written in an inventory, `settings.webAccess`. */
  readonly name: string;
  readonly value: string;
  /** Absent: built into offhook. */
  readonly place?: Place;
  readonly layer: 'inventory' | 'model' | 'built in';
}

/** What the network of a phone tells it by DHCP, where the phone itself has nothing else to say. */
export function explainNetwork(
  phone: Phone,
  networks: readonly Network[],
): readonly EffectiveValue[] {
  const { address } = phone;
  const possible = networks.filter(
    ({ subnet }) => address === undefined || subnetContains(subnet, address),
  );
  const [network, another] = possible;
  if (!network || another) return [];
  const own = new Set(phone.options.map(({ code }) => code));
  return network.options
    .filter(({ code }) => !own.has(code))
    .map((each) => {
      const name = `network.options.${each.code}`;
      const place = network.placeOf('options', `${each.code}`);
      return { name, value: maskSecretsIn(`${printValue(each)}`, name), place, layer: 'inventory' };
    });
}

/** `defaultPlace` finds a setting's default in the files of the phone's model. */
export function explainPhone(
  phone: Phone,
  defaultPlace: (setting: string) => Place | undefined,
): readonly EffectiveValue[] {
  return effectiveValues(phone).map(([path, text]) => {
    const name = path.join('.');
    // What goes under `raw` and into options is the vendor's business, but a password is known by its name or its place.
    const value = maskSecretsIn(text, name);
    const said = phone.saidAt(...path);
    if (said) return { name, value, place: said, layer: 'inventory' };
    const [area, setting = ''] = path;
    const place = area === 'settings' ? defaultPlace(setting) : undefined;
    return place ? { name, value, place, layer: 'model' } : { name, value, layer: 'built in' };
  });
}

type Row = readonly [path: readonly string[], value: string];

function effectiveValues(phone: Phone): readonly Row[] {
  const optional = (name: string, value: string | undefined): readonly Row[] =>
    value === undefined ? [] : [[[name], value]];
  return [
    [['mac'], phone.mac],
    [['model'], phone.model],
    [['label'], phone.label],
    ...optional('groups', phone.groups.join(', ') || undefined),
    ...optional('address', phone.address === undefined ? undefined : formatIpv4(phone.address)),
    ...optional('format', phone.format),
    [['csta'], `${phone.csta}`],
    [['timeZone'], phone.timeZone],
    [['locale'], phone.locale],
    [['ntp'], phone.ntp.join(', ')],
    [['dateFormat'], formatDateFormat(phone.dateFormat)],
    [['codecs'], phone.codecs.join(', ')],
    ...Object.entries(phone.nat).map(([name, value]): Row => [['nat', name], `${value}`]),
    ...Object.entries(phone.rtp).map(([name, value]): Row => [['rtp', name], `${value}`]),
    ...optional('firmware', phone.firmware),
    ...optional('adminPassword', phone.adminPassword?.toString()),
    ...Object.entries(phone.chosen).map(([field, { name }]): Row => [[field], name]),
    ...phone.options.map((each): Row => [['options', `${each.code}`], `${printValue(each)}`]),
    ...phone.keys.flatMap(keyValues),
    ...phone.takenAwayKeys.map((button): Row => [['keys', `${button}`], '(taken away)']),
    ...Object.entries(phone.settings).map(
      ([name, value]): Row => [['settings', name], formatSetting(value)],
    ),
    ...Object.entries(phone.raw).map(([name, value]): Row => [['raw', name], value]),
  ];
}

function keyValues(key: Key): readonly Row[] {
  const at = (...rest: string[]) => ['keys', `${key.button}`, ...rest];
  return [
    [at(key.type), describeKey(key)],
    [at('label'), key.label],
    ...(key.type === 'blf' && key.pickup !== undefined
      ? [[at('pickup'), key.pickup] as const]
      : []),
  ];
}

function describeKey(key: Key): string {
  switch (key.type) {
    case 'line': {
      const { number, displayName, pbx } = key.line;
      return `${number} (${displayName}) at ${pbx.name}, ${pbx.host}:${pbx.port}/${pbx.transport}`;
    }
    case 'service':
      return key.url;
    default:
      return key.number;
  }
}

function formatSetting(value: SettingValue): string {
  return Array.isArray(value) ? value.map(formatSetting).join(', ') : `${value}`;
}

function formatDateFormat({ order, separator, twelveHour }: DateFormat): string {
  return `${[...order.toUpperCase()].join(separator)}${twelveHour ? 'A' : ''}`;
}
