// `offhook firmware`: what the site's phones load, and whether all of it is there; `firmware add`: take a vendor's archive.

import { dirname, join, resolve } from 'node:path';
import { type Added, addFirmware } from '../../artifacts/firmware/add.js';
import { siteFirmware } from '../../artifacts/firmware/look.js';
import { plainFolders, shortPath } from '../../artifacts/read-snapshot.js';
import type { Snapshot } from '../../artifacts/snapshot.js';
import { isThere } from '../../core/file-error.js';
import { jsonText, printable } from '../../core/printable.js';
import { isArchiveFault } from '../../firmware/archive/fault.js';
import type { SiteFirmware } from '../../firmware/sets.js';
import { vendorsOf } from '../../phones/packs/known-models.js';
import { EXIT } from '../exit-codes.js';
import {
  firmwareFacts,
  firmwareLines,
  stateLines,
  strayLine,
  type ToldStep,
} from '../firmware-words.js';
import { type Io, UsageError } from '../io.js';
import { type OpenedSnapshot, openSnapshot, type SiteOptions } from '../open-snapshot.js';

export interface FirmwareOptions extends SiteOptions {
  readonly format: 'text' | 'json';
  /** What the phones have now, `8.3.2`. */
  readonly have?: string;
}

export interface AddFirmwareOptions extends Omit<FirmwareOptions, 'have'> {
  readonly force?: boolean;
}

export async function firmware(options: FirmwareOptions, io: Io): Promise<number> {
  const { snapshot, file } = await openSnapshot(options, io);
  const folders = foldersOf(options, file, io);
  const found = siteFirmware(snapshot, folders);
  const steps = stepsOf(found, snapshot, options.have);
  const told = { ...found, steps };
  if (options.format === 'json') say({ folders, ...firmwareFacts(told) }, io);
  else sayLines(textOf(firmwareLines(told), folders, io), io);
  const lacks = found.sets.some(
    ({ use, isComplete, foreignTo }) => use === 'needed' && !(isComplete && foreignTo.length === 0),
  );
  const isTooFar = options.have !== undefined && steps.length > 0;
  return lacks || isTooFar ? EXIT.findings : EXIT.ok;
}

/** Throws UsageError, and the system's Error. */
export async function addToFirmware(
  archive: string,
  options: AddFirmwareOptions,
  io: Io,
): Promise<number> {
  // Asked for before anything is awaited: an interruption leaves nothing half done.
  const { stop } = io;
  const path = resolve(io.cwd, archive);
  if (!isThere(path)) throw new UsageError(`there is no file ${archive}`);
  // It may be made only now.
  const { firmware: _toFill, ...others } = options;
  const opened = await openSnapshot({ ...others, inventoryOptional: true }, io);
  const folder = folderToFill(options, opened, io);
  const { force = false } = options;
  const vendors = vendorsOf(opened.snapshot.packs);
  try {
    const added = await addFirmware(path, folder, { vendors, force, stop });
    return tellAdded(added, siteFirmware(opened.snapshot, [folder]), folder, options, io);
  } catch (error) {
    if (!isArchiveFault(error) || !(error instanceof Error)) throw error;
    io.err(printable(`${archive}: ${error.message}; nothing was done`).concat('\n'));
    return EXIT.findings;
  }
}

function foldersOf({ firmware, files }: SiteOptions, file: string, io: Io): readonly string[] {
  const named = { ...(firmware !== undefined && { firmware }), ...(files && { plain: files }) };
  return plainFolders({ cwd: io.cwd, file, ...named });
}

function folderToFill({ firmware }: SiteOptions, { file, config }: OpenedSnapshot, io: Io): string {
  if (firmware !== undefined) return resolve(io.cwd, firmware);
  if (config !== undefined) return resolve(io.cwd, join(dirname(file), 'firmware'));
  throw new UsageError('there is no inventory here: name the folder of firmware with --firmware');
}

/** Of each set that phones are told to load: the first step, of a phone that has this, or of any. */
function stepsOf(
  { sets }: SiteFirmware,
  { packs }: Pick<Snapshot, 'packs'>,
  have: string | undefined,
): readonly ToldStep[] {
  return sets.flatMap(({ name, needs, of }) => {
    const models = new Set([...needs.map(({ model }) => model), ...(of?.models ?? [])]);
    const vendors = new Set([...models].map((id) => packs.models.get(id)?.vendor));
    return [...vendors].flatMap((vendor) => {
      const step = packs.drivers.get(vendor ?? '')?.firmwareStep?.(have, name);
      return step && needs.length > 0
        ? [{ set: name, below: step.below, through: step.through }]
        : [];
    });
  });
}

function textOf(lines: readonly string[], folders: readonly string[], io: Io): readonly string[] {
  const shown = folders.map((folder) => shortPath(folder, io.cwd)).join(' and ');
  return lines.length === 0
    ? [`no phone is told to load firmware, and none is in ${shown}`]
    : lines;
}

function tellAdded(
  added: Added,
  { sets, strays }: SiteFirmware,
  folder: string,
  { format }: AddFirmwareOptions,
  io: Io,
): number {
  const names = new Set([...added.added, ...added.same, ...added.replaced]);
  const touched = sets.filter(({ parts }) => parts.some(({ name }) => names.has(name)));
  const shown = shortPath(folder, io.cwd);
  const alone = strays.filter(({ name }) => names.has(name));
  const facts = firmwareFacts({ sets: touched, strays: alone, steps: [] });
  if (format === 'json') say({ folder, ...added, ...facts }, io);
  else
    sayLines(
      [...touched.flatMap(stateLines), ...alone.map(strayLine), ...doneLines(added, shown)],
      io,
    );
  const isWhole = touched.every(({ isComplete }) => isComplete);
  return names.size > 0 && isWhole ? EXIT.ok : EXIT.findings;
}

/** More would hide what was taken. */
const MOST_LEFT_OUT = 10;

function doneLines({ added, same, replaced, refused, leftOut }: Added, folder: string) {
  const list = (names: readonly string[]) => names.slice(0, MOST_LEFT_OUT).join(', ');
  const more = leftOut.length - MOST_LEFT_OUT;
  const lines = [
    [
      refused,
      `others are in ${folder} under these names, and nothing was done; --force replaces them: ${refused.join(', ')}`,
    ],
    [added, `added to ${folder}: ${added.join(', ')}`],
    [replaced, `replaced in ${folder}: ${replaced.join(', ')}`],
    [same, `there already: ${same.join(', ')}`],
    [
      leftOut,
      `left out, for no phone asks for it: ${list(leftOut)}${more > 0 ? ` and ${more} more` : ''}`,
    ],
  ] as const;
  const isEmpty = added.length + same.length + replaced.length + refused.length === 0;
  return [
    ...(isEmpty ? ['there is nothing in it that a phone asks for'] : []),
    ...lines.filter(([names]) => names.length > 0).map(([, line]) => line),
  ];
}

function say(facts: object, io: Io): void {
  io.out(jsonText({ version: 1, ...facts }));
}

/** Names in archives are anybody's. */
function sayLines(lines: readonly string[], io: Io): void {
  io.out(lines.map((line) => `${printable(line)}\n`).join(''));
}
