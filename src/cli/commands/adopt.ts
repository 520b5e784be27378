// `offhook adopt MAC`: a phone that was heard and that nobody wrote down becomes one entry of the inventory: checked with
// all the rest, shown, and written only where that is asked for.

import { resolve } from 'node:path';
import { isUnreadableInventory, readSnapshot } from '../../artifacts/read-snapshot.js';
import type { Snapshot } from '../../artifacts/snapshot.js';
import { codeOf } from '../../core/coded-error.js';
import type { Mac } from '../../core/mac.js';
import { jsonText, printable } from '../../core/printable.js';
import { createKeptSources, type KeptSources } from '../../inventory/read/kept-sources.js';
import { ADOPTED_FILE, type Adoption, printAdoption } from '../../inventory/write/adopted.js';
import type { StrangerAnswer } from '../../page/wire/site.js';
import { adoptCommand, adopt as adoptInto, type CommandPlace } from '../../serve/adoption/adopt.js';
import type { Judged } from '../../serve/adoption/judge.js';
import { type AdoptWish, planAdoption, type Refused } from '../../serve/adoption/plan.js';
import { askStory } from '../../serve/story/ask-story.js';
import { EXIT } from '../exit-codes.js';
import { type Io, NoFileError, UsageError } from '../io.js';
import { readMac } from '../mac-argument.js';
import { type FoundSource, findSource, openPacks, type SiteOptions } from '../open-snapshot.js';
import { formatFinding } from '../report/text.js';
import { chooseStateDir } from '../state-dir.js';

export interface AdoptOptions extends SiteOptions, AdoptWish {
  readonly stateDir?: string;
  readonly write?: boolean;
  readonly format: 'text' | 'json';
}

/** What came of it. */
interface Outcome {
  readonly mac: Mac;
  readonly adoption: Adoption;
  readonly stranger: StrangerAnswer | undefined;
  /** Undefined: the inventory cannot be read here, and nothing is checked. */
  readonly judged: Judged | undefined;
  readonly written: boolean;
  /** What somebody who may write types. */
  readonly command: string | undefined;
}

export async function adopt(macText: string, options: AdoptOptions, io: Io): Promise<number> {
  if (options.config === '-') throw new UsageError('adopt writes beside a file: name it');
  const mac = readMac(macText);
  const stranger = await strangerOf(mac, options, io);
  const keptSources = createKeptSources();
  const found = await findReadable(options, keptSources, io);
  const models = (found?.snapshot.packs ?? openPacks(options, io)).models.keys();
  const adoption = orUsage(planAdoption(mac, options, stranger, models, found?.snapshot));
  const write = options.write === true;
  const adopted = found && orUsage(await adoptInto(found.source, adoption, write, keptSources));
  const { judged, isSound = false, isOurs = false, written = false } = adopted ?? {};
  const mayBe = written || (judged !== undefined && !isSound);
  const place = placeOf(options, found?.source.file, isOurs, io);
  const command = mayBe ? undefined : adoptCommand(adoption, place);
  const outcome = { mac, adoption, stranger, judged, written, command };
  io.out(options.format === 'json' ? formatJson(outcome) : formatText(outcome, io.colour.out));
  if (judged !== undefined && !isSound) return EXIT.findings;
  return write && !written ? EXIT.noPermission : EXIT.ok;
}

/** Throws UsageError. */
function orUsage<T extends object>(made: T | Refused): T {
  if ('refused' in made) throw new UsageError(made.refused);
  return made;
}

/** Undefined: nobody answers, or nobody has heard it. */
async function strangerOf(
  mac: Mac,
  options: AdoptOptions,
  io: Io,
): Promise<StrangerAnswer | undefined> {
  const asker = askStory(chooseStateDir(options.stateDir, io));
  const strangers = await asker.strangers().catch(() => []);
  return strangers.find((each) => each.mac === mac);
}

/** Undefined: whoever serves need not be who may read the inventory. */
async function findReadable(
  options: AdoptOptions,
  keptSources: KeptSources,
  io: Io,
): Promise<(FoundSource & { readonly snapshot: Snapshot }) | undefined> {
  try {
    const found = await findSource(options, io);
    return { ...found, snapshot: readSnapshot(found.source, undefined, { keptSources }) };
  } catch (cause) {
    const isHidden = isUnreadableInventory(cause) && codeOf(cause) === 'EACCES';
    if (isHidden || (cause instanceof NoFileError && options.config === undefined))
      return undefined;
    throw cause;
  }
}

/** `isOurs`: whoever runs this may write there. */
function placeOf(
  { config, templates }: AdoptOptions,
  file: string | undefined,
  isOurs: boolean,
  { cwd }: Io,
): CommandPlace {
  if (isOurs) return { sudo: false, config, templates };
  const named = file ?? config;
  return {
    sudo: true,
    config: named && resolve(cwd, named),
    templates: templates && resolve(cwd, templates),
  };
}

function formatText(outcome: Outcome, colour: boolean): string {
  const { mac, adoption, stranger, judged } = outcome;
  const { model } = adoption;
  const by = stranger?.model === model ? `, known by its ${stranger.knownBy}` : '';
  const { similar } = stranger ?? {};
  const slip =
    similar === undefined
      ? []
      : [
          `The inventory has ${similar}, which was never heard: if it is this phone, mend its mac: there.`,
        ];
  const entry = printAdoption(adoption).trimEnd().split('\n');
  const said = [
    `${mac} is a ${model}${by}`,
    ...slip,
    ...['', `for ${judged?.path ?? ADOPTED_FILE}:`, ...entry.map((line) => `  ${line}`), ''],
    ...(judged ? [`files: ${judged.files.join(', ') || 'none'}`] : [UNCHECKED]),
    ...(judged?.secretsUnread ? [NO_SECRETS] : []),
  ].map((line) => `${printable(line)}\n`);
  const findings = (judged?.findings ?? []).map((each) => `${formatFinding(each, colour)}\n`);
  const end = endOf(outcome).map((line) => `${printable(line)}\n`);
  return [...said, ...findings, ...end].join('');
}

const UNCHECKED = 'The inventory cannot be read here, so nothing is checked.';

const NO_SECRETS = 'Passwords cannot be read here: all but them is checked.';

function endOf({ judged, written, command, adoption: { line } }: Outcome): readonly string[] {
  if (judged && !written && command === undefined) {
    const how = line === undefined ? ' (--line NUMBER or --line next gives it an account)' : '';
    return [`nothing is written: mend that first${how}`];
  }
  const path = judged?.path ?? ADOPTED_FILE;
  const include = judged?.toInclude
    ? [`The inventory does not read ${path} yet: ${judged.toInclude}`]
    : [];
  const done = written ? [`added to ${path}`] : [`nothing is written yet: ${command}`];
  return [...done, ...include];
}

function formatJson({ mac, adoption, stranger, judged, written, command }: Outcome): string {
  const { model } = adoption;
  const value = {
    version: 1,
    mac,
    model,
    ...(stranger?.model === model && { knownBy: stranger.knownBy }),
    ...(stranger?.similar !== undefined && { similar: stranger.similar }),
    entry: printAdoption(adoption),
    file: judged?.path ?? ADOPTED_FILE,
    checked: judged !== undefined,
    ...(judged && {
      included: judged.toInclude === undefined,
      ...(judged.secretsUnread && { secretsUnread: true }),
      files: judged.files,
      findings: judged.findings,
    }),
    written,
    ...(command !== undefined && { command }),
  };
  return jsonText(value);
}
