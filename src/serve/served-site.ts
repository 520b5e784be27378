// One inventory as the servers see it: phones by MAC and address, files by name, looked up in columns.

import { createByteCache } from '../artifacts/byte-cache.js';
import type { Ipv4, Ipv4Range } from '../core/ipv4.js';
import { lowerBound } from '../core/lower-bound.js';
import { type Mac, macFromNumber, macToNumber } from '../core/mac.js';
import { remembered } from '../core/remembered.js';
import type { Finding } from '../findings/finding.js';
import type { SetPart } from '../firmware/progress.js';
import type { DhcpOption, Network } from '../site/site.js';
import { type PhoneTexts, readPhoneTexts } from './phone-texts.js';
import type { FileColumns, PhoneColumns, ServedModel, SiteData } from './site-data.js';
import { createServedPbx, type ServedPbx } from './site-pbx.js';
import { type ServedRoomHost, servedRoomHost } from './site-rooms.js';
import { indexOfNumber, indexOfText, textAt } from './sorted.js';

export interface ServedSite
  extends Pick<SiteData, 'access' | 'models' | 'sources' | 'directory' | 'pbxLinks' | 'pnp'> {
  readonly networks: readonly Network[];
  /** Those that offhook asks. */
  readonly pbxes: readonly ServedPbx[];
  /** Those whose conferences offhook runs. */
  readonly roomHosts: readonly ServedRoomHost[];
  readonly phones: ServedPhones;
  readonly files: ServedFiles;
  /** What phones fetch with a list of firmware of this name; undefined: not all of it is there. */
  firmwareSet(name: string): readonly SetPart[] | undefined;
  /** Resolves, with the reason, if files that did not come with the data cannot be made any more. */
  readonly lost: Promise<string>;
  /** Resolves, some time later, if what is allowed is not needed after all; absent: that is known already. */
  readonly unneeded?: Promise<readonly Finding[]> | undefined;
  /** What is being made is made to its end, and nothing after it. */
  close(): void;
}

export interface ServedPhone {
  readonly model: ServedModel | undefined;
  /** Its reservation. */
  readonly address?: Ipv4;
  /** The same list for all that have the same options. */
  readonly options: readonly DhcpOption[];
}

export interface ServedPhones {
  readonly size: number;
  /** The inventory's first. */
  readonly first: Mac | undefined;
  has(mac: Mac): boolean;
  get(mac: Mac): ServedPhone | undefined;
  /** What people call it. */
  textsOf(mac: Mac): PhoneTexts | undefined;
  /** All, by ascending MAC. */
  macs(): Iterable<Mac>;
  /** Model id. */
  modelOf(mac: Mac): string | undefined;
  /** Its reservation. */
  addressOf(mac: Mac): Ipv4 | undefined;
  /** Whom an address is reserved for. */
  holderOf(address: Ipv4): Mac | undefined;
  reservationsIn(range: Ipv4Range): readonly Ipv4[];
  /** Those without a reservation. */
  readonly unreserved: { readonly size: number; has(mac: Mac): boolean };
  readonly columns: PhoneColumns;
}

export interface ServedFile {
  /** Its number among the files. */
  readonly row: number;
  readonly mediaType: string;
  /** Whose it is; absent: shared by the site. */
  readonly mac?: Mac;
  readonly holdsSecrets: boolean;
}

export interface NamedFile {
  readonly name: string;
  readonly file: ServedFile;
}

export interface ServedFiles {
  readonly size: number;
  /** By exact name, or by another spelling with which phones ask for it. */
  find(name: string): ServedFile | undefined;
  /** This phone's own; undefined: those that phones share. */
  of(mac: Mac | undefined): readonly NamedFile[];
  /** For a phone: remembered for whoever fetches it next. */
  fetch(file: ServedFile): Rendered | Promise<Rendered>;
  /** For a look: what is remembered, or else made, and not remembered. */
  render(file: ServedFile): Rendered | Promise<Rendered>;
}

export type Rendered =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'unreadable'; readonly why: string };

/** Makes the files that did not come with the data. */
export interface Renderer extends Pick<ServedSite, 'lost' | 'unneeded'> {
  render(row: number): Rendered | Promise<Rendered>;
  close(): void;
}

/** Rendered files of some 5,000 phones. */
const CACHE_BYTES = 64 * 1024 * 1024;

export function createServedSite(data: SiteData, renderer: Renderer): ServedSite {
  const { access, models, sources, directory, pbxLinks, pnp } = data;
  const sets = new Map(data.firmware.map(({ name, parts }) => [name, parts]));
  return {
    ...(access !== undefined && { access }),
    ...(directory && { directory }),
    ...(pnp && { pnp }),
    networks: data.networks.map(({ place, ...network }) => ({ ...network, placeOf: () => place })),
    models,
    pbxLinks,
    pbxes: data.pbxes.map((pbx) => createServedPbx(pbx, data.phones.macs)),
    roomHosts: data.roomHosts.map(servedRoomHost),
    phones: servedPhones(data.phones, models),
    files: servedFiles(data.files, data.phones, renderer),
    sources,
    firmwareSet: (name) => sets.get(name),
    lost: renderer.lost,
    unneeded: renderer.unneeded,
    close: renderer.close,
  };
}

/** A file that did come with the data: a renderer is not asked for those. */
export function countRendered({ files }: SiteData): number {
  return files.renderedEnds.length;
}

function servedPhones(columns: PhoneColumns, models: readonly ServedModel[]): ServedPhones {
  const { macs, addresses, byAddress, optionLists } = columns;
  const rowOf = (mac: Mac): number => indexOfNumber(macs, macToNumber(mac));
  const macAt = (row: number): Mac => macFromNumber(macs[row] ?? 0);
  const modelAt = (row: number): ServedModel | undefined => models[columns.models[row] ?? 0];
  const reservedAt = (index: number): number => addresses[byAddress[index] ?? 0] ?? 0;
  const rankOf = (address: number): number =>
    lowerBound(byAddress.length, (index) => reservedAt(index) < address);
  function addressOf(mac: Mac): Ipv4 | undefined {
    const row = rowOf(mac);
    return row < 0 || addresses[row] === 0 ? undefined : (addresses[row] as Ipv4);
  }
  return {
    size: macs.length,
    first: columns.first < 0 ? undefined : macAt(columns.first),
    has: (mac) => rowOf(mac) >= 0,
    textsOf: (mac) => {
      const row = rowOf(mac);
      return row < 0 ? undefined : readPhoneTexts(textAt(columns.texts, row));
    },
    *macs() {
      for (const mac of macs) yield macFromNumber(mac);
    },
    get(mac) {
      const row = rowOf(mac);
      if (row < 0) return undefined;
      const options = optionLists[columns.options[row] ?? 0] ?? [];
      const address = addresses[row] as Ipv4;
      return { model: modelAt(row), options, ...(address !== 0 && { address }) };
    },
    modelOf(mac) {
      const row = rowOf(mac);
      return row < 0 ? undefined : modelAt(row)?.id;
    },
    addressOf,
    holderOf(address) {
      const rank = rankOf(address);
      return rank < byAddress.length && reservedAt(rank) === address
        ? macAt(byAddress[rank] ?? 0)
        : undefined;
    },
    reservationsIn: ({ first, last }) =>
      Array.from(
        byAddress.subarray(rankOf(first), rankOf(last + 1)),
        (row) => addresses[row] as Ipv4,
      ),
    unreserved: {
      size: macs.length - byAddress.length,
      has: (mac) => {
        const row = rowOf(mac);
        return row >= 0 && addresses[row] === 0;
      },
    },
    columns,
  };
}

function servedFiles(
  columns: FileColumns,
  { macs }: PhoneColumns,
  renderer: Renderer,
): ServedFiles {
  const { names, rows, owners, ownNames, byOwner, renderedEnds, rendered } = columns;
  const { secrets, media, mediaTypes } = columns;
  function fileAt(row: number): ServedFile {
    const owner = owners[row] ?? -1;
    const mediaType = mediaTypes[media[row] ?? 0] ?? '';
    const holdsSecrets = secrets[row] === 1;
    const mac = owner < 0 ? undefined : macFromNumber(macs[owner] ?? 0);
    return { row, mediaType, holdsSecrets, ...(mac !== undefined && { mac }) };
  }
  const rankOf = (owner: number): number =>
    lowerBound(byOwner.length, (index) => (owners[byOwner[index] ?? 0] ?? -1) < owner);
  const found = remembered((name) => {
    const row = rows[indexOfText(names, name)];
    return row === undefined ? undefined : fileAt(row);
  });
  const cache = createByteCache(CACHE_BYTES);
  /** Undefined: it is to be made. */
  function known(row: number): Rendered | undefined {
    const start = row === 0 ? 0 : renderedEnds[row - 1];
    const isGiven = row < renderedEnds.length;
    const bytes = isGiven ? rendered.subarray(start, renderedEnds[row]) : cache.get(`${row}`);
    return bytes && { kind: 'file', bytes };
  }
  function remember(row: number, made: Rendered): Rendered {
    if (made.kind === 'file') cache.set(`${row}`, made.bytes);
    return made;
  }
  return {
    size: owners.length,
    find: found.of,
    of(mac) {
      const owner = mac === undefined ? -1 : indexOfNumber(macs, macToNumber(mac));
      if (mac !== undefined && owner < 0) return [];
      return Array.from(byOwner.subarray(rankOf(owner), rankOf(owner + 1)), (row) => ({
        name: textAt(names, ownNames[row] ?? 0),
        file: fileAt(row),
      }));
    },
    fetch({ row }) {
      const before = known(row);
      if (before) return before;
      const made = renderer.render(row);
      return made instanceof Promise
        ? made.then((each) => remember(row, each))
        : remember(row, made);
    },
    render: ({ row }) => known(row) ?? renderer.render(row),
  };
}
