// A file that somebody brings: what it is, and what a phone would stumble over in it. Bytes and a name go in.

import { oncePer } from '../../core/once-per.js';
import type { CodeRow } from '../../findings/evidence.js';
import type { FileMemory } from '../../render/file-memory.js';
import { findXmlFault } from '../../render/xml/check.js';
import { XML_CODES } from '../../render/xml/codes.js';
import type { MakerOf, Model } from '../../site/model.js';
import type { Driver, LintHow } from '../driver.js';
import type { Vendors } from '../packs/known-models.js';
import { type Content, readContent } from '../recognise/content.js';
import { type Recognised, recognise } from '../recognise/recognise.js';
import { applyAllowComments, readAllowComments } from './allow-comments.js';
import { judgeEncoding } from './encoding-rules.js';
import { type FileRemark, remark } from './file-remark.js';
import { type LintFinding, lintFindingOf, lintFindingWith } from './lint-finding.js';
import { maskerOf } from './mask-file.js';
import { judgeMasks, judgePrograms, webPage } from './not-the-file.js';
import { findUndeclaredPrefixes } from './prefixes.js';
import { tooLarge, tooMany } from './too-many.js';
import { withoutSecrets } from './unsaid.js';

export interface BroughtFile {
  /** Without its folders. */
  readonly name: string;
  /** All of it, or its beginning where `size` says that there is more. */
  readonly bytes: Uint8Array;
  readonly size?: number;
}

/** What its phone is known to have, and what the run remembers, are handed on. */
export interface Reading extends LintHow, Vendors {
  /** All codes that there are. */
  readonly codes: ReadonlyMap<string, CodeRow>;
  /** Absent: nobody knows. */
  readonly makerOf?: MakerOf;
  /** Codes of findings that may be. */
  readonly allow?: ReadonlySet<string>;
  /** Whose phone it is for, where that is known. */
  readonly model?: Model;
}

export interface LintedFile {
  /** Undefined: nobody knows what it is. */
  readonly recognised: Recognised | undefined;
  readonly content: Content;
  /** The model whose file it is, if anything tells. */
  readonly model?: Model;
  /** By place. */
  readonly findings: readonly LintFinding[];
  /** The text with each secret as asterisks; empty where there is none. */
  masked(): string;
}

/** Of one file: whoever reads them mends the first, and looks again. */
const MAX_FINDINGS = 500;

export function lintBroughtFile(file: BroughtFile, reading: Reading): LintedFile {
  const content = readContent(file.bytes);
  const recognised = recognise(kindsOf(reading.drivers), file.name, content);
  const driver = reading.drivers.find(({ vendor }) => vendor === recognised?.vendor);
  const model = reading.model ?? modelOf(content, driver, reading.models);
  const masked = maskerOf(file.name, content, recognised, reading.drivers);
  const found = [
    ...judgeSize(file, content, recognised),
    ...judgeMaker(file, recognised, reading),
    ...judgeName(file, recognised, reading),
    ...judge({ file, content, recognised, driver, model, reading }),
  ]
    .flatMap((each) => allowed(each, reading.allow))
    .toSorted((a, b) => a.line - b.line || a.col - b.col);
  const told = found.length > MAX_FINDINGS ? [...found.slice(0, MAX_FINDINGS), cut(found)] : found;
  const findings = withoutSecrets(told, content.text?.text ?? '', masked);
  return { recognised, content, findings, masked, ...(model && { model }) };
}

/** What phones refuse is never silent. */
function allowed(finding: LintFinding, allow: Reading['allow']): readonly LintFinding[] {
  if (!allow?.has(finding.rule)) return [finding];
  if (finding.severity !== 'error') return [];
  return [{ ...finding, severity: 'info', message: `${finding.message} (allowed: by --allow)` }];
}

function cut(found: readonly LintFinding[]): LintFinding {
  const last = found[MAX_FINDINGS];
  const message = `${found.length - MAX_FINDINGS} more findings are not told`;
  return remark({ id: 'file/more-findings', message, ...(last && { at: last }) });
}

interface Given {
  readonly file: BroughtFile;
  readonly content: Content;
  readonly recognised: Recognised | undefined;
  readonly driver: Driver | undefined;
  readonly model: Model | undefined;
  readonly reading: Reading;
}

function judge(given: Given): readonly LintFinding[] {
  const { file, content, recognised, driver } = given;
  if (isCut(file, content, recognised)) return [];
  if (!recognised || !driver) return [remark(unknown(file, content))];
  const { kind } = recognised;
  if (kind.judge) {
    const { name, bytes, size = bytes.length } = file;
    return kind.judge(name, bytes, size).map(lintFindingOf);
  }
  if (content.noise && !kind.noisy) return [remark(encrypted(kind.what))];
  if (!content.text || isBlank(content.text.text)) {
    return kind.unjudged === undefined
      ? [remark(nothing(content))]
      : [remark(unjudged(recognised))];
  }
  return judgeText(given, recognised, driver, content.text.text);
}

function judgeText(
  { file, content, model, reading }: Given,
  recognised: Recognised,
  driver: Driver,
  text: string,
): readonly LintFinding[] {
  const many = tooMany(text);
  if (many) return [tooLarge(many)];
  const { kind } = recognised;
  const isXml = kind.roots !== undefined || XML.test(text);
  const ofText = [
    ...(content.text ? judgeEncoding(content.text, isXml) : []),
    ...(isXml ? findUndeclaredPrefixes(text) : []),
    ...judgeMasks(text, kind),
    ...(isXml ? judgePrograms(text) : []),
  ].map(remark);
  if (recognised.by === 'name' && content.root?.toLowerCase() === 'html') {
    return [...ofText, remark(webPage(kind.what))];
  }
  const fault = isXml ? ofFault(text, reading.memory) : undefined;
  if (fault) return [...ofText, fault];
  if (kind.unjudged !== undefined) return [...ofText, remark(unjudged(recognised))];
  const findings = driver.lint(file.name, text, model, reading);
  return [...ofText, ...heedComments(text, findings, reading.codes)];
}

/** `<GLOBAL CONFIG MODULE>` is none: words in a tag have values. */
const XML = /^\s*<(?:[?!]|[A-Za-z_][\w.:-]*\s*(?:[/>]|[\w.:-]+\s*=))/;

function ofFault(text: string, memory: FileMemory | undefined): LintFinding | undefined {
  const fault = findXmlFault(text, memory);
  if (!fault) return undefined;
  const { code: id, message, hint, related, fix } = fault;
  return lintFindingWith(
    { id, row: XML_CODES[id], at: fault, message, ...(hint !== undefined && { hint }) },
    { ...(related && { related }), ...(fix && { fix }) },
  );
}

/** Nearly no file has such a comment. */
function heedComments(
  text: string,
  findings: readonly LintFinding[],
  codes: Reading['codes'],
): readonly LintFinding[] {
  if (!text.includes('offhook-allow')) return findings;
  const { comments, faults } = readAllowComments(text, codes);
  const after = applyAllowComments(findings, comments);
  return [
    ...after.findings,
    ...faults.map(({ line, ...said }) =>
      remark({ id: 'file/no-such-rule', at: { line, col: 1 }, ...said }),
    ),
    ...after.unused.map(({ rule, line }) =>
      remark({
        id: 'file/allows-nothing',
        at: { line, col: 1 },
        message: `nothing is found that "${rule}" allows`,
      }),
    ),
  ];
}

function unknown({ name }: BroughtFile, { text }: Content): FileRemark {
  const what = text ? 'nothing in it' : 'it is no text, and nothing in it';
  return { id: 'file/unknown', message: `${what} tells what it is, nor does its name "${name}"` };
}

function encrypted(what: string): FileRemark {
  const message = `by its name this is ${what}; what is in it is encrypted, or damaged`;
  return { id: 'file/encrypted', message };
}

function nothing({ bytes }: Content): FileRemark {
  const message = bytes.length === 0 ? 'the file is empty' : 'there is no text in the file';
  return { id: 'file/empty', message };
}

function unjudged({ kind: { what, unjudged = '' }, by }: Recognised): FileRemark {
  const name = by === 'name' ? 'by its name ' : '';
  return {
    id: 'file/not-judged',
    message: `${name}this is ${what}, which is not judged: ${unjudged}`,
  };
}

/** Of what is judged as a text there has to be all of it. */
function isCut(
  { bytes, size = 0 }: BroughtFile,
  { text }: Content,
  recognised?: Recognised,
): boolean {
  return (
    size > bytes.length && text !== undefined && recognised !== undefined && !recognised.kind.judge
  );
}

function judgeSize(
  file: BroughtFile,
  content: Content,
  recognised: Recognised | undefined,
): readonly LintFinding[] {
  if (!isCut(file, content, recognised)) return [];
  return [tooLarge(`has ${file.size} bytes`)];
}

/** Of a file that is named after a phone. */
function judgeMaker(
  { name }: BroughtFile,
  recognised: Recognised | undefined,
  { drivers, makerOf }: Reading,
): readonly LintFinding[] {
  if (!makerOf || !recognised?.kind.own || !recognised.kind.name?.test(name)) return [];
  const mac = /[0-9a-f]{12}/i.exec(name)?.[0].toLowerCase();
  const maker = mac === undefined ? undefined : makerOf(mac.slice(0, 6));
  const known = drivers.some(({ vendor }) => vendor === maker);
  if (maker === undefined || !known || maker === recognised.vendor) return [];
  const message = `the MAC ${mac} is of a phone of ${capital(maker)}, and the file is for one of ${capital(recognised.vendor)}`;
  return [remark({ id: 'file/foreign-mac', message })];
}

/** What is in it is one maker's, and its name is one with which a phone of another asks for its own file. */
function judgeName(
  { name }: BroughtFile,
  recognised: Recognised | undefined,
  { drivers }: Reading,
): readonly LintFinding[] {
  if (recognised?.by !== 'content') return [];
  const asks = (each: Driver) =>
    (each.kinds ?? []).some(({ own, name: named }) => own && named?.test(name));
  const [other] = drivers.filter(asks);
  if (!other || drivers.some((each) => each.vendor === recognised.vendor && asks(each))) return [];
  const message = `a phone of ${capital(other.vendor)} asks for "${name}", and this is ${recognised.kind.what}`;
  return [remark({ id: 'file/name-of-other-maker', message })];
}

function capital(vendor: string): string {
  return vendor.charAt(0).toUpperCase() + vendor.slice(1);
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

const kindsOf = oncePer((drivers: readonly Driver[]) =>
  drivers.map(({ vendor, kinds = [] }) => ({ vendor, kinds })),
);

function modelOf({ text }: Content, driver: Driver | undefined, models: readonly Model[]) {
  if (!text || !driver) return undefined;
  const own = models.filter(({ vendor }) => vendor === driver.vendor);
  return driver.modelOf?.(text.text, own);
}
