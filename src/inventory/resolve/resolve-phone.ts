// One entry under `phones` and the layers below it -> one Phone.

import type { Ipv4 } from '../../core/ipv4.js';
import { type Mac, macFromNumber, macHex, parseMac } from '../../core/mac.js';
import { isSpreadsheetNumber, macFault } from '../../core/mac-fault.js';
import type { Nat } from '../../core/nat.js';
import { oncePerKey } from '../../core/once-per.js';
import type { Place } from '../../findings/finding.js';
import { didYouMean } from '../../findings/near.js';
import type { Model } from '../../site/model.js';
import type {
  Claimant,
  DateFormat,
  DhcpOption,
  Key,
  Phone,
  PortRange,
  Settings,
} from '../../site/site.js';
import type { Entry } from '../inventory.js';
import { isCutAway } from '../read/refused.js';
import { childOf, type Origin, placeOf } from '../read/source.js';
import type { NatInput, PhoneInput, RtpInput } from '../shape/input.js';
import { finding } from './codes.js';
import type { Context } from './context.js';
import {
  BUILT_IN,
  findPlace,
  findPlaceIn,
  findRefused,
  type Layer,
  pick,
  pickNames,
  sharedLayers,
  siteLayer,
} from './layers.js';
import { ADDRESS, parseOr } from './parse-or.js';
import { defaultPbx, keysOf, resolveKeys } from './resolve-keys.js';
import { ANY_PBX, type Lines, type Reference } from './resolve-lines.js';
import { mergeOptions, resolveOptions } from './resolve-options.js';
import { resolveSecret } from './resolve-secret.js';
import type { Choose } from './resolve-sections.js';
import { builtInSettings, resolveSettings } from './resolve-settings.js';

/** What all phones of one model and one list of groups have in common. */
export interface Base {
  readonly model: Model;
  /** Those that exist. */
  readonly groups: readonly string[];
  /** Groups, defaults, site and built in, strongest first. */
  readonly layers: readonly Layer[];
  readonly settings: Settings;
  readonly raw: Readonly<Record<string, string>>;
  readonly options: readonly DhcpOption[];
  readonly pbx: Reference | undefined;
  readonly nat: Nat;
  readonly rtp: PortRange;
  /** As `findPlace` of the layers, each path once. */
  findPlace(path: readonly string[]): Place | undefined;
}

/** Groups that do not exist are left out; they are reported at each phone that names them. */
export function createBase(context: Context, model: Model, groups: readonly string[]): Base {
  const { inventory } = context;
  const groupLayers = groups.flatMap((name) => {
    const entry = inventory.groups.get(name);
    return entry ? [sharedLayers(entry, model)] : [];
  });
  const layers = [
    ...groupLayers.toReversed().flat(),
    ...(inventory.defaults ? sharedLayers(inventory.defaults, model) : []),
    ...siteLayer(inventory),
    BUILT_IN,
  ];
  return {
    model,
    groups,
    layers,
    settings: resolveSettings(context, model, builtInSettings(model), layers),
    raw: pickNames(layers, (layer) => layer.input.raw),
    options: layerOptions(context, layers),
    pbx: defaultPbx(layers),
    nat: resolveNat(layers),
    rtp: resolveRtp(layers),
    findPlace: createFindPlace(layers),
  };
}

function createFindPlace(layers: readonly Layer[]): Base['findPlace'] {
  const known = new Map<string, Place | undefined>();
  return (path) => {
    // No name has a line break in it.
    const key = path.join('\n');
    if (!known.has(key)) known.set(key, findPlace(layers, path));
    return known.get(key);
  };
}

/** Of all layers together, which are given strongest first. */
export function layerOptions(context: Context, layers: readonly Layer[]): readonly DhcpOption[] {
  return layers
    .toReversed()
    .flatMap(({ input, origin }) =>
      origin ? [resolveOptions(context, input.options, childOf(origin, 'options'))] : [],
    )
    .reduce(mergeOptions, []);
}

export interface PhoneSources {
  readonly lines: Lines;
  readonly choose: Choose;
  baseFor(model: Model, groups: readonly string[]): Base;
}

/** One for all phones that have nothing there: what they have in common is told by its being one object. */
const NONE: readonly never[] = [];

/** Stands in for a MAC that cannot be read, so that the rest of the entry is judged. */
const NO_MAC = macFromNumber(0);

/** Only a claimant: its MAC or model cannot be read (reported), so nothing can be made for it. */
export function resolvePhone(
  site: Context,
  sources: PhoneSources,
  entry: Entry<PhoneInput>,
): Phone | Claimant {
  const mac = resolveMac(site, entry);
  const model = site.models.get(entry.input.model ?? '');
  const context = mac ? { ...site, report: reportAbout(mac, site) } : site;
  if (!model) return resolveClaimant(context, sources, entry, mac);
  const phone = resolveOfModel(context, sources, entry, { mac: mac ?? NO_MAC, model });
  if (mac) return phone;
  const { address, keys, rtp, saidAt, placeOf, isOwn } = phone;
  const named = { keys, rtp, saidAt, placeOf, isOwn, asPhone: phone };
  return { ...(address !== undefined && { address }), ...named };
}

/** What an entry says itself can be wrong whatever the model is; what it has of others is not known. */
function resolveClaimant(
  context: Context,
  sources: PhoneSources,
  entry: Entry<PhoneInput>,
  mac: Mac | undefined,
): Claimant {
  const { input, origin } = entry;
  const own: Layer = { input, origin };
  knownGroups(context, entry);
  sources.choose(context, [own]);
  resolveAdminPassword(context, [own]);
  layerOptions(context, [own]);
  const address = resolveAddress(context, entry);
  const { first, last } = input.rtp ?? {};
  return {
    ...(mac && { mac }),
    ...(address !== undefined && { address }),
    keys: keysOf([own], defaultPbx([own]) ?? ANY_PBX, sources.lines, origin).keys,
    ...(first !== undefined && last !== undefined && { rtp: { first, last } }),
    saidAt: (...path) => findPlaceIn(own, path) ?? undefined,
    placeOf: (...path) => findPlaceIn(own, path) ?? placeOf(origin),
    isOwn: (place) => holds(origin, place),
  };
}

function resolveOfModel(
  context: Context,
  sources: PhoneSources,
  entry: Entry<PhoneInput>,
  { mac, model }: { readonly mac: Mac; readonly model: Model },
): Phone {
  const { input, origin } = entry;
  const groups = knownGroups(context, entry);
  const base = sources.baseFor(model, groups);
  const own: Layer = { input, origin };
  const layers = [own, ...base.layers];
  const { inventory } = context;
  const pbx = input.pbx === undefined ? base.pbx : defaultPbx(layers);
  const { keys, takenAway } = resolveKeys(context, layers, pbx, sources.lines, origin);
  const address = resolveAddress(context, entry);
  const firmware = pick(layers, 'firmware');
  const adminPassword = resolveAdminPassword(context, layers);
  return {
    mac,
    model: model.id,
    groups: base.groups,
    label: input.label ?? firstLine(keys) ?? macHex(mac).slice(-6),
    ...(address !== undefined && { address }),
    format: input.format ?? model.formats[0] ?? '',
    csta: pick(layers, 'csta') ?? false,
    timeZone: pick(layers, 'timeZone') ?? 'Etc/UTC',
    locale: pick(layers, 'locale') ?? 'en-US',
    ntp: pick(layers, 'ntp') ?? NONE,
    dateFormat: parseDateFormat(pick(layers, 'dateFormat') ?? ''),
    codecs: pick(layers, 'codecs') ?? NONE,
    nat: input.nat ? resolveNat(layers) : base.nat,
    rtp: input.rtp ? resolveRtp(layers) : base.rtp,
    keys,
    takenAwayKeys: takenAway,
    chosen: sources.choose(context, layers),
    ...(firmware !== undefined && { firmware }),
    ...(adminPassword && { adminPassword }),
    settings: resolveSettings(context, model, base.settings, [own]),
    raw: input.raw ? { ...base.raw, ...input.raw } : base.raw,
    options: input.options
      ? mergeOptions(base.options, layerOptions(context, [own]))
      : base.options,
    // What these hold on to is there for each phone: not the list of all layers, nor the context.
    saidAt: (...path) =>
      findFirst(own, base, path) ?? findRefused(inventory, [own, ...base.layers], path),
    placeOf: (...path) => findFirst(own, base, path) ?? placeOf(origin),
    isOwn: (place) => holds(origin, place),
  };
}

function findFirst(own: Layer, base: Base, path: readonly string[]): Place | undefined {
  const found = findPlaceIn(own, path);
  return found === undefined ? base.findPlace(path) : (found ?? undefined);
}

function holds({ source, path }: Origin, place: Place): boolean {
  return source.holds(path, place);
}

function reportAbout(device: Mac, { report }: Context): Context['report'] {
  return (finding) => report({ device, ...finding });
}

function firstLine(keys: readonly Key[]): string | undefined {
  const line = keys.find((key) => key.type === 'line')?.line;
  return line?.standIn ? undefined : line?.number;
}

function resolveMac(context: Context, { input, origin }: Entry<PhoneInput>): Mac | undefined {
  // Where it is missing the schema has said so.
  if (input.mac === undefined) return undefined;
  const fault = macFault(input.mac);
  if (fault === undefined) return parseMac(input.mac);
  const code = isSpreadsheetNumber(input.mac) ? 'inventory/excel-mac' : 'inventory/bad-mac';
  const place = placeOf(childOf(origin, 'mac'));
  context.report(finding(code, place, `"${input.mac}" ${fault.what}`, { hint: fault.hint }));
  return undefined;
}

function resolveAddress(context: Context, { input, origin }: Entry<PhoneInput>): Ipv4 | undefined {
  if (input.address === undefined) return undefined;
  return parseOr(context, ADDRESS, input.address, childOf(origin, 'address'));
}

function knownGroups(context: Context, { input, origin }: Entry<PhoneInput>): readonly string[] {
  const { groups } = context.inventory;
  return (input.groups ?? []).filter((name, index) => {
    if (groups.has(name)) return true;
    if (isCutAway(context.inventory, 'groups', name)) return false;
    const place = placeOf(childOf(origin, 'groups', index));
    const message = `no group is named "${name}"${didYouMean(name, groups.keys())}`;
    context.report(finding('inventory/unknown-group', place, message));
    return false;
  });
}

function resolveAdminPassword(context: Context, layers: readonly Layer[]) {
  const layer = layers.find(({ input }) => input.adminPassword !== undefined);
  if (!layer?.origin || layer.input.adminPassword === undefined) return undefined;
  const origin = childOf(layer.origin, 'adminPassword');
  return resolveSecret(context, layer.input.adminPassword, origin, 'admin password');
}

function resolveNat(layers: readonly Layer[]): Nat {
  const nat: NatInput = pickNames(layers, ({ input }) => input.nat);
  return {
    enabled: nat.enabled ?? false,
    fromReceived: nat.fromReceived ?? false,
    ...(nat.address !== undefined && { address: nat.address }),
  };
}

function resolveRtp(layers: readonly Layer[]): PortRange {
  const rtp: RtpInput = pickNames(layers, ({ input }) => input.rtp);
  return { first: rtp.first ?? 16384, last: rtp.last ?? 32766 };
}

const ORDERS = { D: 'dmy', M: 'mdy', Y: 'ymd' } as const;

/** The schema has checked the form: `D.M.Y`, `M/D/YA`, `Y-M-D`; there are few. */
const parseDateFormat = oncePerKey((text: string): DateFormat => {
  const [first, separator] = text;
  return {
    order: first === 'M' || first === 'Y' ? ORDERS[first] : ORDERS.D,
    separator: separator === '-' || separator === '/' ? separator : '.',
    twelveHour: text.endsWith('A'),
  };
});
