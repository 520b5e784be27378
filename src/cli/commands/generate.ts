// `offhook generate -o DIR`: every file into a folder, or what that would change.

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FolderFile } from '../../artifacts/changes.js';
import type { CheckedArtifacts, CheckOptions } from '../../artifacts/check-artifacts.js';
import { createDigest } from '../../artifacts/made-from.js';
import { MANIFEST_NAME } from '../../artifacts/manifest.js';
import { packSurroundings } from '../../artifacts/packed-phone.js';
import type { Snapshot } from '../../artifacts/snapshot.js';
import type { Writer } from '../../artifacts/write-together.js';
import type { Packs } from '../../phones/packs/packs.js';
import type { PhoneSurroundings } from '../../site/site.js';
import type { CrewOptions } from '../check-crew.js';
import { checkSiteFiles, createEarlyCheck, createSiteCrew } from '../check-site.js';
import { EXIT } from '../exit-codes.js';
import {
  type FolderOptions,
  fillFolder,
  type Output,
  openOutput,
  reportTo,
  tellBeforeWriting,
} from '../fill-folder.js';
import type { Io } from '../io.js';
import { openOrReport, type SiteOptions } from '../open-snapshot.js';
import { identifyProgram } from '../program-code.js';
import type { ReportOptions } from '../write-report.js';

/** As each was asked: docs/generating.md has the table. */
const FOR_DAEMONS =
  'atftpd, dnsmasq and tftpd-hpa --permissive read them with --mode 0640 --group GROUP, tftpd-hpa without that with --mode 0644';

export type GenerateOptions = SiteOptions & ReportOptions & FolderOptions;

/** Files of some 30,000 phones that have nothing in common; of a larger site the rest is rendered again when it is written. */
const KEPT_UNITS = 192 * 1024 * 1024;
/** Phones: fewer are made sooner than it is known which program we are. */
const WORTH_KNOWING = 100;

/** For tests: by whom files are made, and who hears of it. */
export type GenerateDetails = Pick<CheckOptions, 'onMade'> &
  Pick<CrewOptions, 'script' | 'cores' | 'filesPerThread' | 'start'>;

export async function generate(
  options: GenerateOptions,
  io: Io,
  { onMade, ...how }: GenerateDetails = {},
): Promise<number> {
  const crew = createSiteCrew(how, io);
  const ofAll = { maxKept: KEPT_UNITS, ...(onMade && { onMade }) };
  // Else most of it will be known, and perhaps nobody is needed.
  const isFirst = !existsSync(join(resolve(io.cwd, options.output), MANIFEST_NAME));
  const early = createEarlyCheck(crew, (surroundings, packs) => {
    return { ...ofAll, digestOf: digestFor(surroundings, packs) };
  });
  try {
    const hearing = isFirst ? early.hearing : {};
    const opened = await openOrReport(options, reportTo(options, io), io, hearing);
    if (typeof opened === 'number') return opened;
    const { snapshot } = opened;
    const open = attempt(() => openOutput(snapshot.site, options, io));
    const optionsFor = () => ({ ...ofAll, ...findMade(snapshot, open) });
    const checked = await checkSiteFiles(snapshot, optionsFor, crew, early.begun());
    return await writeChecked({ snapshot, checked, writers: crew.writers(), open }, options, io);
  } finally {
    crew.close();
  }
}

/** What is to be written, by whom and where. */
interface Checked {
  readonly snapshot: Snapshot;
  readonly checked: CheckedArtifacts;
  readonly writers: readonly Writer[];
  readonly open: Attempt<Output>;
}

async function writeChecked(
  { snapshot, checked, writers, open }: Checked,
  options: GenerateOptions,
  io: Io,
): Promise<number> {
  const diagnostics = [...snapshot.diagnostics, ...checked.diagnostics];
  if (!tellBeforeWriting(diagnostics, snapshot, options, io)) return EXIT.findings;
  // Findings go before what is wrong with the folder.
  if ('error' in open) throw open.error;
  const filling = {
    all: [...snapshot.artifacts.values()],
    files: folderFiles(snapshot, checked),
    ...{ writers, way: FOR_DAEMONS },
  };
  return (await fillFolder(open.value, filling, options, io)) ? EXIT.ok : EXIT.findings;
}

type Attempt<T> = { readonly value: T } | { readonly error: unknown };

function attempt<T>(work: () => T): Attempt<T> {
  try {
    return { value: work() };
  } catch (error) {
    return { error };
  }
}

function findMade(
  { packs, site }: Snapshot,
  open: Attempt<Output>,
): Pick<CheckOptions, 'digestOf' | 'isMade'> {
  if (site.phones.length < WORTH_KNOWING) return {};
  return {
    digestOf: digestFor(site, packs),
    ...('value' in open && !open.value.folder.isNew() && { isMade: open.value.folder.isMade }),
  };
}

function digestFor(surroundings: PhoneSurroundings, { tree }: Packs) {
  return createDigest({
    program: identifyProgram(),
    templates: tree,
    surroundings: packSurroundings(surroundings),
  });
}

function* folderFiles(snapshot: Snapshot, checked: CheckedArtifacts): Iterable<FolderFile> {
  for (const artifact of snapshot.artifacts.values()) {
    const { name, holdsSecrets, driver } = artifact;
    const madeFrom = checked.madeFrom(artifact);
    yield {
      name,
      holdsSecrets,
      ...(madeFrom !== undefined && { madeFrom }),
      render: () => checked.takeText(artifact),
      maskSecrets: (text) => driver.maskSecrets(name, text),
    };
  }
}
