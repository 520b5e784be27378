// What came of waiting for phones: for people, for programs, and for servers that run tests.

import { jsonText, printable } from '../core/printable.js';
import type { PhoneRow } from '../page/wire/phone.js';
import type { SiteDiagnosisText } from '../timeline/site-rows.js';
import type { WaitFormatName } from './report/format-names.js';
import { junitXml } from './report/junit-xml.js';
import { workflowCommand } from './report/workflow-command.js';
import { siteLines } from './site-words.js';

export interface Waited {
  readonly condition: string;
  readonly rows: readonly PhoneRow[];
  readonly missing: readonly PhoneRow[];
  /** Why it may be that more of them are there than can be seen. */
  readonly site: readonly SiteDiagnosisText[];
}

export const WAIT_FORMATS: Readonly<Record<WaitFormatName, (waited: Waited) => string>> = {
  text: formatText,
  json: formatJson,
  github: formatGithub,
  junit: formatJunit,
};

function formatText(waited: Waited): string {
  const lines = waited.missing.map(
    ({ mac, label = '', word, sentence }) => `${mac}  ${label}  ${word}: ${sentence}`,
  );
  return [...lines, ...siteLines(waited.site), summary(waited)]
    .map((line) => `${printable(line)}\n`)
    .join('');
}

function summary({ condition, rows, missing }: Waited): string {
  return `${rows.length - missing.length} of ${rows.length} phones are ${condition}`;
}

function formatJson({ condition, rows, missing, site }: Waited): string {
  const value = { version: 1, condition, phones: rows.length, missing, site };
  return jsonText(value);
}

/** An annotation for each phone that is not there yet. */
function formatGithub(waited: Waited): string {
  const commands = waited.missing.map((row) => {
    const title = [nameOf(row), row.diagnosis].filter((each) => each !== undefined).join(' ');
    return workflowCommand('error', { title }, textOf(row));
  });
  const reasons = waited.site.map(({ id, name, says, todo }) =>
    workflowCommand('warning', { title: `${id} ${name}` }, printable(`${says}; do: ${todo}`)),
  );
  return [...commands, ...reasons, summary(waited)].map((line) => `${line}\n`).join('');
}

/** A test for each phone. */
function formatJunit({ condition, rows, missing, site }: Waited): string {
  const late = new Set(missing);
  const output = siteLines(site).map(printable).join('\n');
  const cases = rows.map((row) => ({
    attributes: { classname: 'offhook.phone', name: printable(nameOf(row)) },
    failure: late.has(row)
      ? { type: row.diagnosis ?? row.word, message: saidOf(row), text: textOf(row) }
      : undefined,
    ...(late.has(row) && output !== '' && { output }),
  }));
  return junitXml(condition, cases);
}

function nameOf({ mac, label }: PhoneRow): string {
  return label === undefined || label === '' ? mac : `${mac} ${label}`;
}

function saidOf({ word, sentence }: PhoneRow): string {
  return printable(`${word}: ${sentence}`);
}

function textOf(row: PhoneRow): string {
  const { todo } = row;
  return [saidOf(row), ...(todo === undefined ? [] : [printable(`do: ${todo}`)])].join('\n');
}
