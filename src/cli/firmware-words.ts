// Firmware in words, for people and for programs: what is there of each set, and who loads it.

import { countOf } from '../core/count-of.js';
import type { FirmwareSet, SiteFirmware, StoredFile } from '../firmware/sets.js';
import type { FirmwareOf } from '../site/firmware.js';

/** A jump that owners saw refused, of a set that is needed. */
export interface ToldStep {
  readonly set: string;
  readonly below: string;
  readonly through: string;
}

export interface ToldFirmware extends SiteFirmware {
  readonly steps: readonly ToldStep[];
}

export function firmwareLines({ sets, strays, steps }: ToldFirmware): readonly string[] {
  const lines = sets.flatMap((set) => [
    ...setLines(set),
    ...steps.filter((step) => step.set === set.name).map(stepLine),
  ]);
  return [...lines, ...strays.map(strayLine)];
}

function setLines(set: FirmwareSet): readonly string[] {
  const [head = '', ...faults] = stateLines(set);
  const foreign = set.foreignTo.map(
    (model) => `  it is not for the ${model}, which is told to load it`,
  );
  return [head, `  ${whoLoads(set)}`, ...faults, ...foreign];
}

/** One line about the set, and one for each part that is not as it must be. */
export function stateLines({ name, of, parts, isComplete, bytes }: FirmwareSet): readonly string[] {
  const whole = isComplete
    ? `${countOf(parts.length, 'file')}, ${formatBytes(bytes)}, complete`
    : 'not complete';
  const faults = parts.flatMap((part) =>
    part.fault === undefined ? [] : [`  ${part.state}: ${part.name} ${part.fault}`],
  );
  return [`${name}: ${whatOf(of)}${whole}`, ...faults];
}

function whoLoads({ use, isOfSite, needs, of }: FirmwareSet): string {
  if (use === 'asked')
    return 'phones ask for it by themselves, when their flash is empty or for something newer';
  if (use === 'unused') {
    if (isOfSite || of === undefined) return 'no phone of the inventory is told to load it';
    return of.models.length > 0
      ? 'the inventory has no such phone'
      : 'offhook has no model that loads it';
  }
  const told = needs.map(({ model, phones }) =>
    phones === 0
      ? `phones (${model}) that the inventory does not have`
      : `${countOf(phones, 'phone')} (${model})`,
  );
  return `for ${told.join(', ')}`;
}

function stepLine({ below, through }: ToldStep): string {
  return `  a phone with firmware below ${below} loads ${through} first: owners saw the jump refused`;
}

/** Of what no list names. */
export function strayLine({ name, bytes, firmware: { of, role } }: StoredFile): string {
  return `${name}: ${whatOf(of)}${formatBytes(bytes)}, ${STRAYS[role]}`;
}

const STRAYS: Readonly<Record<StoredFile['firmware']['role'], string>> = {
  list: 'a list',
  manifest: 'a manifest',
  part: 'a part that no list names',
  image: 'an image that no manifest names',
};

function whatOf(of: FirmwareOf | undefined): string {
  const said = [of?.phones, of?.version].filter((each) => each !== undefined);
  return said.map((each) => `${each}, `).join('');
}

/** As people read it: `5.9 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** What programs read. */
export function firmwareFacts({ sets, strays, steps }: ToldFirmware): object {
  return {
    sets: sets.map(({ of, isComplete: complete, isOfSite: _, ...set }) => ({
      ...set,
      ...of,
      complete,
    })),
    strays: strays.map(({ name, bytes, firmware: { role, of } }) => ({ name, bytes, role, ...of })),
    steps,
  };
}
