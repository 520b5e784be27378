// `offhook csta MAC --settle`: which value switches uaCSTA on. A phone answers with one value in its file, and then with the
// other; each answer is written down beside the inventory, and two of them settle it.

import { resolve } from 'node:path';
import { writeOwn } from '../artifacts/own-file.js';
import type { SnapshotSource } from '../artifacts/read-snapshot.js';
import { ownFileNow, readWithOwnFile } from '../artifacts/with-own-file.js';
import { messageOf } from '../core/coded-error.js';
import { VERDICTS, type VerdictId } from '../csta/verdicts.js';
import type { KeptSources } from '../inventory/read/kept-sources.js';
import { headOf } from '../inventory/write/own-file.js';
import { withEntry } from '../inventory/write/with-entry.js';
import { byFirmware, type Settled, settle } from '../phones/csta-settled.js';
import type { CstaShown, CstaSwitch } from '../phones/csta-switch.js';
import { readAgent } from '../phones/registry.js';
import { askStory } from '../serve/story/ask-story.js';
import type { Model } from '../site/model.js';
import type { Phone } from '../site/site.js';
import { type Io, UsageError } from './io.js';
import { chooseStateDir } from './state-dir.js';

/** Beside the inventory. */
const FINDINGS_FILE = 'csta-findings.yaml';
const HEAD = headOf({
  ...{ name: FINDINGS_FILE, command: 'offhook csta MAC --settle' },
  ...{ holds: 'What phones showed of the switch of uaCSTA', them: 'it' },
});

export interface SettleSubject {
  readonly phone: Phone;
  readonly model: Model;
  readonly csta: CstaSwitch;
  readonly source: SnapshotSource;
  /** Of the inventory as it was read already. */
  readonly keptSources: KeptSources;
  /** Undefined: it was stopped before there was one. */
  readonly verdict: VerdictId | undefined;
  /** User-Agent of its answer. */
  readonly agent: string | undefined;
}

export interface SettleOptions {
  readonly stateDir?: string;
  readonly fetched?: boolean;
}

export interface SettleOutcome {
  readonly isRecorded: boolean;
  /** What came of it, and what to do next, in lines. */
  readonly says: readonly string[];
}

export async function settleCsta(
  subject: SettleSubject,
  options: SettleOptions,
  io: Io,
): Promise<SettleOutcome> {
  const shown = await whatIsShown(subject, options, io);
  if (typeof shown === 'string')
    return { isRecorded: false, says: [`nothing is recorded: ${shown}`] };
  return record(subject, shown);
}

/** A text: why that shows nothing. */
async function whatIsShown(
  { phone, model, csta, verdict, agent }: SettleSubject,
  { stateDir, fetched }: SettleOptions,
  io: Io,
): Promise<CstaShown | string> {
  if (verdict === undefined) return 'it was stopped before an answer';
  const answer = VERDICTS[verdict];
  if (answer === 'silent') return 'silence says nothing of the value in its file';
  const seen = await askStory(chooseStateDir(stateDir, io))
    .phone(phone.mac)
    .catch(() => undefined);
  const value = csta.valueOf(phone, model);
  if (fetched !== true && seen?.sync !== 'current') {
    const why =
      seen?.sync === 'stale'
        ? 'the phone has not fetched its present file'
        : 'nobody saw whether the phone has its present file';
    return `${why}, in which the value is ${value}: restart it; if you saw it fetch that, add --fetched`;
  }
  const firmware = (agent === undefined ? undefined : readAgent(agent))?.firmware ?? seen?.firmware;
  if (firmware === undefined) return 'the phone does not say which firmware it has';
  return { model: model.id, firmware, value, answer };
}

function record(
  { phone, csta, source, keptSources }: SettleSubject,
  shown: CstaShown,
): SettleOutcome {
  const now = ownFileNow(source, FINDINGS_FILE);
  const { path, absolute, before } = now;
  const { model, firmware, value, answer } = shown;
  const entry = { model, firmware, value, answer };
  const after = added(path, before, csta.section, entry);
  const { snapshot, toInclude } = readWithOwnFile(source, now, after, { keptSources });
  const all = byFirmware(csta.findings(snapshot.site), model).get(firmware) ?? [];
  const isNew = all.filter((each) => isSame(each, shown)).length < 2;
  if (isNew) writeOwn(absolute, resolve(source.cwd, source.file), before, after);
  const settled = settle(all, csta.values);
  return {
    isRecorded: true,
    says: [
      `${isNew ? 'recorded' : 'known already'} in ${path}: ${model} with ${firmware}, the value ${value}: ${answer}`,
      ...(toInclude === undefined ? [] : [toInclude]),
      ...nextSteps(settled, csta, phone, shown),
    ],
  };
}

const isSame = (one: CstaShown, other: CstaShown): boolean =>
  one.value === other.value && one.answer === other.answer;

function added(
  path: string,
  before: string | undefined,
  section: string,
  entry: Readonly<Record<string, string>>,
): string {
  try {
    return withEntry(before, section, entry, HEAD);
  } catch (cause) {
    throw new UsageError(`nothing can be added to ${path}: ${messageOf(cause)}`);
  }
}

function nextSteps(
  settled: Settled,
  csta: CstaSwitch,
  { mac }: Phone,
  { model, firmware }: CstaShown,
): readonly string[] {
  const again = `let the phone fetch its file, and say again: offhook csta ${mac} --settle`;
  switch (settled.kind) {
    case 'open':
      return [`now the other value: write for ${mac}: ${csta.toWrite(settled.missing)}`, again];
    case 'settled':
      return [
        `settled: ${settled.on} switches uaCSTA on at a ${model} with ${firmware}`,
        `keep for ${mac}: ${csta.toWrite(settled.on)}`,
        `tell us, so that all know: model, firmware, and ${FINDINGS_FILE}`,
      ];
    case 'no-difference':
      return [
        `not settled: it answers by uaCSTA with ${settled.answers ? 'either value' : 'neither value'}`,
        settled.answers
          ? 'uaCSTA is on whatever the file says: look at its web page, and tell us'
          : 'the phone may answer its registrar only: ask from the machine of the PBX, and tell us',
      ];
    case 'contradiction':
      return [
        `not settled: with ${settled.value} it was seen to answer, and not to`,
        `remove what was wrong from ${FINDINGS_FILE}; ${again}`,
      ];
  }
}
