// `offhook probe MAC`: a pretend phone. Asks for its files as its model would, and checks what it gets.

import { lookup } from 'node:dns/promises';
import { writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { KNOWN_CODES } from '../../artifacts/known-codes.js';
import { makeFolder } from '../../artifacts/make-folder.js';
import { codeOf } from '../../core/coded-error.js';
import { namingFile } from '../../core/file-error.js';
import type { Mac } from '../../core/mac.js';
import { jsonText, printable } from '../../core/printable.js';
import { noModel } from '../../findings/near.js';
import { lintBroughtFile, type Reading } from '../../phones/lint/lint-file.js';
import type { LintFinding } from '../../phones/lint/lint-finding.js';
import { type KnownModel, knownModel, vendorsOf } from '../../phones/packs/known-models.js';
import type { Packs } from '../../phones/packs/packs.js';
import { runBoot } from '../../simulate/run-boot.js';
import type { Ask } from '../../site/boot-script.js';
import type { Model } from '../../site/model.js';
import { fetchTftp, type TftpResult } from '../../tftp/client.js';
import { EXIT } from '../exit-codes.js';
import { linesOfFiles } from '../fetched-lines.js';
import { type Io, UsageError } from '../io.js';
import { readMac } from '../mac-argument.js';
import { openPacks, openSnapshot, type SiteOptions } from '../open-snapshot.js';
import { type LineReport, type RegisterOptions, registerFetched } from '../probe-registration.js';

export interface ProbeOptions extends SiteOptions, RegisterOptions {
  readonly server: string;
  readonly port: number;
  /** For a phone that is not in the inventory. */
  readonly model?: string;
  /** Folder to keep what was fetched. */
  readonly output?: string;
  /** Register its lines, too. */
  readonly register?: boolean;
}

interface Step {
  readonly ask: Ask;
  readonly result: TftpResult;
  readonly findings: readonly LintFinding[];
}

export async function probe(macText: string, options: ProbeOptions, io: Io): Promise<number> {
  const mac = readMac(macText);
  const rules = await findRules(mac, options, io);
  const { model, driver } = rules;
  const steps: Step[] = [];
  await checkServer(options.server);
  await runBoot(driver.boot(mac, model), async (ask) => {
    const result = await fetchTftp({ ...options, name: ask.name });
    const body = result.kind === 'file' ? result.bytes : undefined;
    steps.push({ ask, result, findings: body ? check(ask.name, body, rules) : [] });
    if (body && options.output !== undefined) keep(resolve(io.cwd, options.output), ask.name, body);
    return result.kind === 'timeout' ? 'stop' : body;
  });
  const failed = steps.some(isFailure);
  if (options.format === 'text') io.out(formatText(model, steps, failed));
  const lines = options.register ? await register(mac, steps, rules, options, io) : undefined;
  if (options.format === 'json') io.out(formatJson(mac, model, steps, lines));
  const isOut = lines?.some(({ isRegistered }) => !isRegistered) ?? false;
  return failed || isOut ? EXIT.findings : EXIT.ok;
}

async function register(
  mac: Mac,
  steps: readonly Step[],
  { model, driver, packs }: Rules,
  options: RegisterOptions,
  io: Io,
): Promise<readonly LineReport[]> {
  const files = steps.flatMap(({ ask, result }) =>
    result.kind === 'file' ? { name: ask.name, bytes: result.bytes } : [],
  );
  const found = await linesOfFiles(files, { driver, model, packs });
  return registerFetched(mac, model.id, found, options, io);
}

/** Throws UsageError for a name that nobody knows. */
async function checkServer(server: string): Promise<void> {
  try {
    await lookup(server);
  } catch (cause) {
    const isUnknown = codeOf(cause) === 'ENOTFOUND';
    const why = isUnknown
      ? 'no address is known for it'
      : `it cannot be looked up (${codeOf(cause)})`;
    throw new UsageError(`--server ${server}: ${why}: check the name, or write an address`);
  }
}

/** What a file is held to. */
interface Rules extends Reading, KnownModel {
  readonly model: Model;
  readonly packs: Packs;
}

/** For the model that is said, or the inventory's. */
async function findRules(mac: Mac, options: ProbeOptions, io: Io): Promise<Rules> {
  const { packs, id } = await findModelId(mac, options, io);
  const known = knownModel(packs, id);
  if (!known) throw new UsageError(noModel(id, [...packs.models.keys()]));
  return { ...known, packs, ...vendorsOf(packs), codes: KNOWN_CODES };
}

async function findModelId(mac: Mac, options: ProbeOptions, io: Io) {
  if (options.model !== undefined) return { packs: openPacks(options, io), id: options.model };
  const { snapshot, file } = await openSnapshot({ ...options, secrets: false }, io);
  const phone = snapshot.phones.get(mac);
  if (!phone) throw new UsageError(`${mac} is not in ${file}; say what it is with --model`);
  return { packs: snapshot.packs, id: phone.model };
}

/** By the rules for a file that somebody brings: it may be of any kind, and in any encoding. */
function check(name: string, bytes: Uint8Array, rules: Rules): readonly LintFinding[] {
  const { findings, recognised, content } = lintBroughtFile({ name: basename(name), bytes }, rules);
  // For phones of another maker it may be right, but this is not one.
  const isOurs = recognised === undefined || recognised.vendor === rules.driver.vendor;
  return isOurs ? findings : rules.driver.lint(name, content.text?.text ?? '', rules.model);
}

function isFailure({ ask, result, findings }: Step): boolean {
  if (result.kind === 'timeout') return true;
  if (result.kind === 'error' && ask.required) return true;
  return findings.some(({ severity }) => severity === 'error');
}

/** A name of several steps keeps its last: what a server sends must not choose a folder of ours. */
function keep(folder: string, name: string, body: Uint8Array): void {
  makeFolder(folder);
  const path = join(folder, basename(name));
  namingFile(path, () => writeFileSync(path, body, { mode: 0o600 }));
}

function describeResult({ ask, result }: Step): string {
  switch (result.kind) {
    case 'file': {
      const again = result.retransmits > 0 ? `, ${result.retransmits} sent again` : '';
      return `${result.bytes.length} bytes, ${result.durationMs.toFixed(1)} ms${again}`;
    }
    case 'error':
      return `${ask.required ? 'MISSING' : 'not there, which is fine'} (error ${result.code}: ${result.message})`;
    case 'timeout':
      return result.answeredFrom === undefined
        ? 'NO ANSWER'
        : `ANSWERED FROM ${result.answeredFrom}, which was not asked: phones do not hear that`;
  }
}

/** Access violation (RFC 1350). */
const DENIED = 2;
const WHY_DENIED =
  "of an offhook that denies, the log says why; under `site.access: lease` a phone's files go to its own address only";

function formatText(model: Model, steps: readonly Step[], failed: boolean): string {
  const width = Math.max(...steps.map(({ ask }) => ask.name.length));
  const lines = steps.flatMap((step) => [
    `${step.ask.name.padEnd(width)}  ${describeResult(step)}  [${step.ask.purpose}]`,
    ...step.findings.flatMap(({ rule, severity, message, hint, line, col }) => [
      `  ${step.ask.name}:${line}:${col}: ${severity}: ${message} [${rule}]`,
      `    hint: ${hint}`,
    ]),
  ]);
  const denied = steps.some(({ result }) => result.kind === 'error' && result.code === DENIED);
  const end = failed ? 'a phone would stumble over this' : 'a phone would be content with this';
  // What a server says, and what it names, is its own choice.
  return [`as a ${model.name}:`, ...lines, ...(denied ? [WHY_DENIED] : []), end]
    .map((line) => `${printable(line)}\n`)
    .join('');
}

function describeMiss({
  kind,
  ...details
}: Exclude<TftpResult, { readonly kind: 'file' }>): object {
  return { result: kind, ...details };
}

function formatJson(
  mac: string,
  model: Model,
  steps: readonly Step[],
  lines: readonly LineReport[] | undefined,
): string {
  const requests = steps.map(({ ask, result, findings }) => ({
    ...ask,
    ...(result.kind === 'file'
      ? {
          result: 'file',
          bytes: result.bytes.length,
          ms: Math.round(result.durationMs),
          retransmits: result.retransmits,
        }
      : describeMiss(result)),
    findings,
  }));
  return jsonText({ version: 1, mac, model: model.id, requests, ...(lines && { lines }) });
}
