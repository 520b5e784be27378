// What the servers need of a snapshot, as plain data: small, and made so that it crosses to another thread at once.

import { createHash } from 'node:crypto';
import type { CheckedAtStart } from '../artifacts/check-at-start.js';
import { toPlainText } from '../artifacts/plain-text.js';
import type { Artifact, Snapshot } from '../artifacts/snapshot.js';
import { macToNumber } from '../core/mac.js';
import { oncePer } from '../core/once-per.js';
import { isSecret } from '../core/secret.js';
import type { Place } from '../findings/finding.js';
import type { SetPart } from '../firmware/progress.js';
import { knownModel } from '../phones/packs/known-models.js';
import type { ModelFacts } from '../site/model.js';
import type { SipEar } from '../site/notify.js';
import type { Access, DhcpOption, Network, PbxLink, Phone, SettingValue } from '../site/site.js';
import { type DirectoryColumns, directoryColumns, endsOf } from './directory.js';
import { writePhoneTexts } from './phone-texts.js';
import { type PbxData, pbxBuffers, pbxData } from './site-pbx.js';
import { type RoomHostData, roomHostData } from './site-rooms.js';
import { indexOfNumber, type TextColumn, textColumn } from './sorted.js';

export interface SiteData {
  readonly access?: Access;
  readonly networks: readonly NetworkData[];
  readonly models: readonly ServedModel[];
  readonly phones: PhoneColumns;
  readonly files: FileColumns;
  /** Inventory files that were read. */
  readonly sources: readonly string[];
  readonly firmware: readonly FirmwareData[];
  /** Absent: nobody asked for one. */
  readonly directory?: DirectoryColumns;
  /** Absent: phones that ask by multicast are not told. `servers`: addresses or names of us, best first. */
  readonly pnp?: { readonly servers: readonly string[] };
  /** Those that offhook asks. */
  readonly pbxes: readonly PbxData[];
  /** Those whose conferences offhook runs. */
  readonly roomHosts: readonly RoomHostData[];
  readonly pbxLinks: readonly PbxLink[];
}

/** A whole set of firmware that is in the folders. */
export interface FirmwareData {
  /** Of its list. */
  readonly name: string;
  /** In the order in which phones fetch them, the list first. */
  readonly parts: readonly SetPart[];
}

export type NetworkData = Omit<Network, 'placeOf'> & { readonly place: Place };

export interface ServedModel extends ModelFacts {
  /** What a phone of the model is told of which nothing else is known. */
  readonly options: readonly DhcpOption[];
}

/** A row for each phone, by ascending MAC. */
export interface PhoneColumns {
  readonly macs: Float64Array<ArrayBuffer>;
  /** Index into the models. */
  readonly models: Uint16Array<ArrayBuffer>;
  /** 0: no reservation. */
  readonly addresses: Uint32Array<ArrayBuffer>;
  /** Index into the option lists. */
  readonly options: Uint32Array<ArrayBuffer>;
  /** Differs where something about the phone does; 48 bits. */
  readonly digests: Float64Array<ArrayBuffer>;
  readonly optionLists: readonly (readonly DhcpOption[])[];
  /** What people call it: see PhoneTexts. */
  readonly texts: TextColumn;
  /** Rows of those with a reservation, by ascending address. */
  readonly byAddress: Uint32Array<ArrayBuffer>;
  /** The inventory's first phone; -1: it has none. */
  readonly first: number;
}

/** A row for each file in the snapshot's order, and the names that lead to one. */
export interface FileColumns {
  /** Ascending; other spellings are among them. */
  readonly names: TextColumn;
  /** Row of each name's file. */
  readonly rows: Uint32Array<ArrayBuffer>;
  /** Whose it is: row of the phone; -1: the site's. */
  readonly owners: Int32Array<ArrayBuffer>;
  /** Which of the names is its own. */
  readonly ownNames: Uint32Array<ArrayBuffer>;
  /** Rows of files, by ascending owner: those that are the site's first. */
  readonly byOwner: Uint32Array<ArrayBuffer>;
  /** 1: it holds a secret. */
  readonly secrets: Uint8Array<ArrayBuffer>;
  /** Index into the media types. */
  readonly media: Uint8Array<ArrayBuffer>;
  readonly mediaTypes: readonly string[];
  /** UTF-8 of the first files, one behind the other. */
  readonly rendered: Uint8Array<ArrayBuffer>;
  readonly renderedEnds: Uint32Array<ArrayBuffer>;
}

/** `checked` is without errors. */
export function siteDataOf(
  snapshot: Snapshot,
  { texts }: CheckedAtStart,
  firmware: readonly FirmwareData[] = [],
): SiteData {
  const { site, packs, sources } = snapshot;
  const models = [...packs.models.values()].map(({ id, vendor, name, dhcp, facts, folder }) => {
    const options = site.modelOptions.get(id) ?? [];
    return { id, vendor, name, dhcp, facts, folder, options };
  });
  const earOf = (phone: Phone) => knownModel(packs, phone.model)?.driver.sipEar(phone);
  const phones = phoneColumns(site.phones, models, earOf);
  const rowOf = ({ mac }: Phone) => indexOfNumber(phones.macs, macToNumber(mac));
  return {
    ...(site.access !== undefined && { access: site.access }),
    networks: site.networks.map(({ placeOf, ...network }) => ({ ...network, place: placeOf() })),
    models,
    phones,
    files: fileColumns([...snapshot.artifacts.values()], phones, texts),
    sources,
    firmware,
    ...(site.directory && { directory: directoryColumns(site, site.directory) }),
    ...(site.pnp && { pnp: { servers: site.servers } }),
    pbxes: pbxData(site, rowOf),
    roomHosts: roomHostData(site),
    pbxLinks: site.pbxLinks,
  };
}

/** What changes its owner when the data crosses to another thread: nothing of it is copied. */
export function buffersOf({ phones, files, directory, pbxes }: SiteData): ArrayBuffer[] {
  const columns = [
    ...Object.values(phones),
    ...Object.values(files),
    files.names.ends,
    phones.texts.ends,
    ...(directory ? endsOf(directory) : []),
    ...pbxes.flatMap(pbxBuffers),
  ];
  return columns.flatMap((column) =>
    ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer ? [column.buffer] : [],
  );
}

/** Of an inventory that is not served: what a phone is said to be is nothing that we know. */
const NO_MODEL = 0xffff;

function phoneColumns(
  given: readonly Phone[],
  models: readonly ServedModel[],
  earOf: (phone: Phone) => SipEar | undefined,
): PhoneColumns {
  // Canonical MACs are in the order of their numbers.
  const phones = given.toSorted((a, b) => (a.mac < b.mac ? -1 : 1));
  const modelRows = new Map(models.map(({ id }, row) => [id, row]));
  const lists = new Map<readonly DhcpOption[], number>();
  const listRow = ({ options }: Phone): number => {
    const row = lists.get(options) ?? lists.size;
    lists.set(options, row);
    return row;
  };
  const addresses = Uint32Array.from(phones, ({ address }) => address ?? 0);
  const reserved = [...addresses.keys()].filter((row) => addresses[row] !== 0);
  return {
    macs: Float64Array.from(phones, ({ mac }) => macToNumber(mac)),
    models: Uint16Array.from(phones, ({ model }) => modelRows.get(model) ?? NO_MODEL),
    addresses,
    options: Uint32Array.from(phones, listRow),
    digests: Float64Array.from(phones, digestOf),
    optionLists: [...lists.keys()],
    texts: textColumn(phones.map((phone) => writePhoneTexts(phone, earOf(phone)))),
    byAddress: Uint32Array.from(reserved.sort((a, b) => (addresses[a] ?? 0) - (addresses[b] ?? 0))),
    first: given[0] === undefined ? -1 : phones.indexOf(given[0]),
  };
}

function fileColumns(
  artifacts: readonly Artifact[],
  { macs }: PhoneColumns,
  texts: CheckedAtStart['texts'],
): FileColumns {
  const rowOfMac = new Map(Array.from(macs, (mac, row) => [mac, row]));
  const rowOfName = new Map<string, number>();
  // A file's own name goes before another's other spelling.
  for (const [row, { aliases }] of artifacts.entries()) {
    for (const alias of aliases) rowOfName.set(alias, row);
  }
  for (const [row, { name }] of artifacts.entries()) rowOfName.set(name, row);
  const names = [...rowOfName.keys()].sort();
  const mediaTypes = [...new Set(artifacts.map(({ mediaType }) => mediaType))];
  const rendered = texts.map((text) => Buffer.from(text ?? ''));
  let end = 0;
  const owners = Int32Array.from(artifacts, ({ mac }) =>
    mac === undefined ? -1 : (rowOfMac.get(macToNumber(mac)) ?? -1),
  );
  const indexOfName = new Map(names.map((name, index) => [name, index]));
  return {
    names: textColumn(names),
    rows: Uint32Array.from(names, (name) => rowOfName.get(name) ?? 0),
    owners,
    ownNames: Uint32Array.from(artifacts, ({ name }) => indexOfName.get(name) ?? 0),
    byOwner: Uint32Array.from(owners.keys()).sort(
      (a, b) => (owners[a] ?? 0) - (owners[b] ?? 0) || a - b,
    ),
    secrets: Uint8Array.from(artifacts, ({ holdsSecrets }) => (holdsSecrets ? 1 : 0)),
    media: Uint8Array.from(artifacts, ({ mediaType }) => mediaTypes.indexOf(mediaType)),
    mediaTypes,
    rendered: joinBytes(rendered),
    renderedEnds: Uint32Array.from(rendered, ({ length }) => {
      end += length;
      return end;
    }),
  };
}

/** In memory of its own, which can be given away; Node's is shared by many buffers. */
function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Lines move when something is written above them: that changes no phone. */
const PLACES = /"place":\{[^{}]*\}/g;

/** Phones that choose the same have it as one object. */
const textOfChosen = oncePer(toPlainText);

/** It stays in memory: secrets are part of it. */
function digestOf(phone: Phone): number {
  const said = JSON.stringify({ ...phone, chosen: undefined }).replace(PLACES, '');
  const text = [said, textOfChosen(phone.chosen), ...secretsOf(phone)].join('\0');
  return createHash('sha1').update(text).digest().readUIntBE(0, 6);
}

function secretsOf({ adminPassword, keys, settings }: Phone): readonly string[] {
  const passwords = keys.map((key) => (key.type === 'line' ? key.line.password : undefined));
  return [adminPassword, ...passwords, ...Object.values(settings)].flatMap(revealed);
}

function revealed(value: SettingValue | undefined): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(revealed);
  return isSecret(value) ? [value.reveal()] : [];
}
