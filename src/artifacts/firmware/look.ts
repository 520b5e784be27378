// The firmware in the folders that are served, and what of it the phones of a site need.

import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../../core/coded-error.js';
import { fileFault } from '../../core/file-error.js';
import { fileNameFault } from '../../core/name-fault.js';
import {
  describeFirmware,
  type Need,
  type SiteFirmware,
  type StoredFile,
} from '../../firmware/sets.js';
import type { BroughtFile } from '../../phones/driver.js';
import { modelsInUse, type Vendors, vendorsOf } from '../../phones/packs/known-models.js';
import { broughtFiles } from '../brought-files.js';
import { START_BYTES } from '../check-brought-files.js';
import { createDisk, type Disk } from '../disk.js';
import type { Snapshot } from '../snapshot.js';

/**
 * `folders`: in the order in which they are looked up. `fetched`: what phones load, whatever the inventory says; needed like the
 * rest. Throws the system's Error for one that cannot be listed.
 */
export function siteFirmware(
  snapshot: Pick<Snapshot, 'site' | 'packs'>,
  folders: readonly string[],
  fetched: readonly Omit<Need, 'phones'>[] = [],
): SiteFirmware {
  const { site, packs } = snapshot;
  const inUse = modelsInUse(packs, site);
  const asked = inUse.flatMap((model) => packs.drivers.get(model.vendor)?.firstLoad?.(model) ?? []);
  const wanted = {
    needs: needsOf(broughtFiles(snapshot), fetched),
    asked: new Set(asked),
    models: new Set(inUse.map(({ id }) => id)),
  };
  return describeFirmware(wanted, storedFirmware(folders, vendorsOf(packs)));
}

function needsOf(
  files: readonly BroughtFile[],
  fetched: readonly Omit<Need, 'phones'>[],
): readonly Need[] {
  const needs = new Map<string, Need>();
  for (const { name, loadedBy } of files) {
    if (!loadedBy) continue;
    const { model, mac } = loadedBy;
    const key = `${name} ${model}`;
    const phones = (needs.get(key)?.phones ?? 0) + (mac === undefined ? 0 : 1);
    needs.set(key, { name, model, phones });
  }
  for (const { name, model } of fetched) {
    const key = `${name} ${model}`;
    if (!needs.has(key)) needs.set(key, { name, model, phones: 0 });
  }
  return [...needs.values()];
}

/** Files of firmware alone; a name that stands in several folders is the first's. */
export function storedFirmware(
  folders: readonly string[],
  vendors: Vendors,
  disk: Pick<Disk, 'readStart'> = createDisk(),
): readonly StoredFile[] {
  const files = new Map<string, StoredFile>();
  for (const folder of folders) {
    for (const name of namesIn(folder)) {
      const file = files.has(name) ? undefined : readStored(folder, name, vendors, disk);
      if (file) files.set(name, file);
    }
  }
  return [...files.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** In the folder itself: phones ask for firmware by no path. */
function namesIn(folder: string): readonly string[] {
  return entriesIn(folder)
    .filter((entry) => !entry.isDirectory() && fileNameFault(entry.name) === undefined)
    .map(({ name }) => name);
}

function entriesIn(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

function readStored(
  folder: string,
  name: string,
  { drivers, models }: Vendors,
  disk: Pick<Disk, 'readStart'>,
): StoredFile | undefined {
  const read = (start: Uint8Array, size: number) =>
    drivers.map((driver) => driver.readFirmware?.({ name, start, size }, models)).find(Boolean);
  // By its name alone: others are not opened.
  const named = read(NOTHING, 0);
  if (!named) return undefined;
  try {
    const { bytes, size } = disk.readStart(join(folder, name), START_BYTES);
    return { name, bytes: size, firmware: read(bytes, size) ?? named };
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    const fault = `cannot be read: ${fileFault(error)?.what ?? codeOf(error)}`;
    return { name, bytes: 0, firmware: { ...named, parts: [], fault } };
  }
}

const NOTHING = new Uint8Array();
