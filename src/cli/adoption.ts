// One phone more in an inventory, before it is written: what it is, which account it gets, and what the whole says of it.

import { dirname, join, resolve } from 'node:path';
import { readAdopted } from '../artifacts/adopted-file.js';
import { checkArtifacts } from '../artifacts/check-artifacts.js';
import { createDisk } from '../artifacts/disk.js';
import { diskWith } from '../artifacts/disk-with.js';
import { readSnapshot, type SnapshotSource } from '../artifacts/read-snapshot.js';
import type { Snapshot } from '../artifacts/snapshot.js';
import { withoutConsequences } from '../artifacts/without-consequences.js';
import { messageOf } from '../core/coded-error.js';
import type { Mac } from '../core/mac.js';
import { type Finding, formatPlace, sortFindings } from '../findings/finding.js';
import { namesOfSameMaker } from '../findings/near.js';
import { ADOPTED_FILE, type Adoption, withAdoption } from '../inventory/write/adopted.js';
import type { StrangerAnswer } from '../page/wire/site.js';
import type { Phone } from '../site/site.js';
import { UsageError } from './io.js';

export interface AdoptWish {
  readonly model?: string;
  /** A number, or `next`. */
  readonly line?: string;
  readonly label?: string;
  readonly address?: string;
  readonly groups?: readonly string[];
}

/** An inventory with the phone in it. */
export interface Judged {
  /** Where it goes, as messages show it. */
  readonly path: string;
  /** What that says now; undefined: it is not there. */
  readonly before: string | undefined;
  readonly after: string;
  /** What to write so that the inventory reads that file; undefined: it does. */
  readonly toInclude: string | undefined;
  /** Every error, and what else is found of the phone. */
  readonly findings: readonly Finding[];
  /** Passwords could not be read here, and were not looked at. */
  readonly secretsUnread?: true;
  /** Names of the files that it makes. */
  readonly files: readonly string[];
}

const NEXT = 'next';

/** What is to be written. `snapshot`: undefined where the inventory cannot be read here. Throws UsageError. */
export function planAdoption(
  mac: Mac,
  wish: AdoptWish,
  stranger: StrangerAnswer | undefined,
  models: Iterable<string>,
  snapshot: Snapshot | undefined,
): Adoption {
  const known = snapshot?.phones.get(mac);
  if (known) throw new UsageError(`${mac} is in the inventory: ${formatPlace(known.placeOf())}`);
  const { label, address, groups } = wish;
  const line = wish.line === undefined ? undefined : lineOf(wish.line, snapshot);
  return {
    mac,
    model: modelOf(mac, wish.model, stranger, [...models]),
    ...(label !== undefined && { label }),
    ...(address !== undefined && { address }),
    ...(groups !== undefined && { groups }),
    ...(line && { line }),
  };
}

function modelOf(
  mac: Mac,
  said: string | undefined,
  stranger: StrangerAnswer | undefined,
  models: readonly string[],
): string {
  const model = said ?? stranger?.model;
  if (model !== undefined && models.includes(model)) return model;
  if (said !== undefined) {
    throw new UsageError(
      `no model "${said}"; one of: ${namesOfSameMaker(said, models).join(', ')}`,
    );
  }
  const { vendor } = stranger ?? {};
  const ofVendor = models.filter((each) => vendor !== undefined && each.startsWith(`${vendor}-`));
  const choice = (ofVendor.length > 0 ? ofVendor : models).join(', ');
  const why =
    stranger === undefined
      ? `no server here has heard ${mac}`
      : vendor === undefined
        ? `nothing that ${mac} did tells what it is`
        : `${mac} is known to be of ${vendor}, by its MAC alone`;
  throw new UsageError(`${why}: say what it is with --model: ${choice}`);
}

function lineOf(said: string, snapshot: Snapshot | undefined): Adoption['line'] {
  if (said !== NEXT) {
    return { number: said, isNew: snapshot !== undefined && !snapshot.lines.includes(said) };
  }
  if (!snapshot) {
    throw new UsageError('--line next needs the inventory, which cannot be read: say a number');
  }
  const taken = new Set(snapshot.site.phones.flatMap(numbersOf));
  const number = snapshot.lines.find((each) => !taken.has(each));
  if (number !== undefined) return { number, isNew: false };
  throw new UsageError(
    'each line of the inventory has its phone: --line NUMBER writes down a new one as well',
  );
}

function numbersOf({ keys }: Phone): readonly string[] {
  return keys.flatMap((key) => (key.type === 'line' ? [key.line.number] : []));
}

/**
 * The whole inventory with this phone. Who may not write it may often not read the passwords either: where some are
 * missed, all the rest is judged, and whoever writes it has them looked at. Throws UsageError where nothing can be added to
 * the file that is there.
 */
export async function judgeAdoption(
  source: SnapshotSource,
  adoption: Adoption,
  mayWrite: boolean,
): Promise<Judged> {
  const judged = await judge(source, adoption);
  if (mayWrite || !judged.findings.some(({ code }) => code === MISSING_SECRET)) return judged;
  const { env: _, ...withoutSecrets } = source;
  return { ...(await judge(withoutSecrets, adoption)), secretsUnread: true };
}

const MISSING_SECRET = 'inventory/missing-secret';

async function judge(source: SnapshotSource, adoption: Adoption): Promise<Judged> {
  const disk = createDisk();
  const path = join(dirname(source.file), ADOPTED_FILE);
  const absolute = resolve(source.cwd, path);
  const before = readAdopted(disk, absolute);
  const after = added(path, before, adoption);
  const whole = diskWith(disk, absolute, after);
  const asIs = readSnapshot(source, whole);
  const isIncluded = asIs.sources.some((each) => resolve(source.cwd, each) === absolute);
  const snapshot = isIncluded ? asIs : readSnapshot({ ...source, also: path }, whole);
  const own = [...snapshot.artifacts.values()].filter(({ mac }) => mac === adoption.mac);
  const made = await checkArtifacts(own, { maxBytes: 0 });
  const all = [...snapshot.diagnostics, ...snapshot.allowances.apply(made.diagnostics)];
  const isMeant = ({ severity, device, others = [], place }: Finding) =>
    severity === 'error' ||
    [device, ...others].includes(adoption.mac) ||
    (place.file === path && device === undefined);
  return {
    path,
    before,
    after,
    toInclude: isIncluded ? undefined : howToInclude(source.file, asIs.sources.length > 1),
    findings: sortFindings(withoutConsequences(all).filter(isMeant)),
    files: own.map(({ name }) => name),
  };
}

/** `hasOthers`: it includes something already. */
function howToInclude(file: string, hasOthers: boolean): string {
  if (hasOthers) return `add ${ADOPTED_FILE} to the list of include: in ${file}`;
  const line = /\.json$/i.test(file)
    ? `"include": ["${ADOPTED_FILE}"]`
    : `include: [${ADOPTED_FILE}]`;
  return `write ${line} in ${file}`;
}

function added(path: string, before: string | undefined, adoption: Adoption): string {
  try {
    return withAdoption(before, adoption);
  } catch (cause) {
    const why = messageOf(cause);
    throw new UsageError(`nothing can be added to ${path}: ${why}`);
  }
}
