// What somebody sends who asks for help with one phone: all that is known of it, and no secret. Parts in, text out.
//
// Nobody asks for a password to make it: files are made without those, and then each line goes through the masks as
// well, for what somebody wrote down as something else.

import { arch, release, type } from 'node:os';
import { checkArtifact } from '../artifacts/check-artifact.js';
import type { Snapshot } from '../artifacts/snapshot.js';
import { systemClock } from '../core/clock.js';
import { messageOf } from '../core/coded-error.js';
import type { Mac } from '../core/mac.js';
import { printableLines } from '../core/printable.js';
import { maskSecretsIn } from '../core/secret-in-text.js';
import type { Finding } from '../findings/finding.js';
import { findingText } from '../findings/finding-text.js';
import type { PhoneAnswer } from '../page/wire/phone.js';
import type { SiteAnswer } from '../page/wire/site.js';
import { formatPhone } from './story/phone-words.js';

export interface PhoneReport {
  readonly version: 1;
  readonly mac: Mac;
  /** ISO 8601. */
  readonly made: string;
  readonly versions: {
    readonly offhook: string;
    readonly node: string;
    readonly system: string;
  };
  /** Of the server that was asked. */
  readonly site?: SiteAnswer;
  readonly phone?: PhoneAnswer;
  readonly findings: readonly Finding[];
  readonly files: readonly ReportedFile[];
  /** What is not in it, and why. */
  readonly missing: readonly string[];
}

export interface ReportedFile {
  readonly name: string;
  /** Masked; absent: it cannot be made, and a finding says why. */
  readonly text?: string;
}

/**
 * Its files, and what is wrong: with the phone, with those, and what else of the site may be why it gets none. `snapshot` must
 * have been read without secrets.
 */
export function judgePhone(snapshot: Snapshot, mac: Mac): JudgedPhone {
  const own = [...snapshot.artifacts.values()].filter((artifact) => artifact.mac === mac);
  const checked = own.map((artifact) => ({ artifact, ...checkArtifact(artifact) }));
  const inFiles = checked.flatMap(({ diagnostics }) => snapshot.allowances.apply(diagnostics));
  return {
    isKnown: snapshot.phones.has(mac),
    findings: [...findingsInInventory(snapshot, mac), ...inFiles],
    files: checked.map(({ artifact: { name, driver }, text }) =>
      text === undefined ? { name } : { name, text: driver.maskSecrets(name, text) },
    ),
  };
}

function findingsInInventory({ phones, diagnostics }: Snapshot, mac: Mac): readonly Finding[] {
  const phone = phones.get(mac);
  return diagnostics.filter(
    ({ severity, device, others = [], place }) =>
      device === mac ||
      others.includes(mac) ||
      phone?.isOwn(place) ||
      (severity === 'error' && device === undefined),
  );
}

/** What was to be had, or why not. */
export type Had<T> = { readonly it: T } | { readonly why: string };

export async function had<T>(take: () => Promise<T>): Promise<Had<T>> {
  try {
    return { it: await take() };
  } catch (error) {
    return { why: messageOf(error) };
  }
}

/** What a server tells of it. */
export interface ToldPhone {
  readonly site: SiteAnswer;
  readonly phone: PhoneAnswer;
}

/** What the inventory says of it. */
export interface JudgedPhone extends Pick<PhoneReport, 'files' | 'findings'> {
  /** The inventory has it. */
  readonly isKnown: boolean;
}

/** Masked. With nothing but what is missing: nothing is known of it. `offhook`: the version. */
export function makeReport(
  mac: Mac,
  told: Had<ToldPhone>,
  judged: Had<JudgedPhone>,
  offhook: string,
): PhoneReport | { readonly missing: readonly string[] } {
  const missing = [
    ...('why' in told ? [`what the phone did: ${told.why}`] : []),
    ...('why' in judged ? [`its files and what is wrong with them: ${judged.why}`] : []),
  ];
  if (missing.length === 2) return { missing };
  const { isKnown = true, ...found } = 'it' in judged ? judged.it : { findings: [], files: [] };
  return maskReport({
    version: 1,
    mac,
    made: new Date(systemClock.wallMs()).toISOString(),
    versions: { offhook, node: process.version, system: `${type()} ${release()} ${arch()}` },
    ...('it' in told && told.it),
    ...found,
    missing: [...missing, ...(isKnown ? [] : ['its files: the inventory does not have it'])],
  });
}

/** Also what phones, people and other programs said: a secret may stand in an address or a query. */
function maskReport(report: PhoneReport): PhoneReport {
  return JSON.parse(
    JSON.stringify(report, (_, value) =>
      typeof value === 'string' ? maskSecretsIn(value) : value,
    ),
  );
}

/** Of a report that was masked. */
export function formatReport(report: PhoneReport): string {
  const { mac, made, versions, site, phone, findings, files, missing } = report;
  const text = [
    `offhook report of ${mac}, made ${made}`,
    'It has no password: files are made without. It has MACs, addresses, names and numbers: look before you send it.',
    ...missing.map((each) => `Not in it: ${each}`),
    ...['', '## Versions', ''],
    `offhook ${versions.offhook}, Node ${versions.node}, ${versions.system}`,
    ...(site ? [`the server runs since ${site.started}`] : []),
    ...section('The phone', phone && `${formatPhone(phone)}${factsOf(phone)}`),
    ...section('Findings', findings.map((each) => findingText(each)).join('\n')),
    ...files.flatMap(({ name, text = 'cannot be made\n' }) => section(name, text)),
  ].join('\n');
  return `${printableLines(text).trimEnd()}\n`;
}

function section(title: string, text: string | undefined): readonly string[] {
  return text === undefined || text === '' ? [] : ['', `## ${title}`, '', text.trimEnd()];
}

/** What the sentences do not say. */
function factsOf({ stage, sync, heard, firmware, has, wouldGet, groups }: PhoneAnswer): string {
  const facts = {
    ...{ 'came to': stage, heard, 'its file': sync === 'unknown' ? undefined : sync },
    ...{ 'says it has': firmware, 'has since': has?.at, 'digest it has': has?.digest },
    ...{ 'digest it would get': wouldGet, groups: groups.join(', ') || undefined },
  };
  return Object.entries(facts)
    .flatMap(([name, value]) => (value === undefined ? [] : `${name}: ${value}\n`))
    .join('');
}
