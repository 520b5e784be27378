// What a plan says of a number or a code, in each form in which it is asked for.

import { createRequire } from 'node:module';
import { formatCsvRow } from '../core/csv-row.js';
import { jsonText, printable } from '../core/printable.js';
import type { AnswerFormatName } from './answer-names.js';
import type { NumberPlan, PlanRange } from './plan.js';

export interface NumberAnswer {
  readonly number: string;
  readonly range: PlanRange;
}

export interface CodeAnswer {
  readonly code: string;
  readonly ranges: readonly PlanRange[];
}

export type Answer = NumberAnswer | CodeAnswer;

/** Undefined: no range has it. `digits`: within the country. */
export function answerNumber(plan: NumberPlan, digits: string): NumberAnswer | undefined {
  const range = plan.rangeOf(digits);
  return range && { number: digits, range };
}

export function answerCode(plan: NumberPlan, code: string): CodeAnswer | undefined {
  const ranges = plan.rangesOfCode(code);
  return ranges.length === 0 ? undefined : { code, ranges };
}

export interface AnswerFormat {
  readonly mediaType: string;
  write(answer: Answer): string;
}

export const ANSWER_FORMATS = {
  text: { mediaType: 'text/plain; charset=utf-8', write: asText },
  csv: { mediaType: 'text/csv; charset=utf-8', write: asCsv },
  xml: { mediaType: 'application/xml; charset=utf-8', write: asXml },
  json: { mediaType: 'application/json', write: (answer) => jsonText(factsOf(answer)) },
} as const satisfies Readonly<Record<AnswerFormatName, AnswerFormat>>;

const FIELDS = [
  'code',
  'from',
  'to',
  'operator',
  'region',
] as const satisfies readonly (keyof PlanRange)[];

function factsOf(answer: Answer): object {
  if ('ranges' in answer) return answer;
  return { number: answer.number, ...answer.range };
}

function asText(answer: Answer): string {
  const lines =
    'ranges' in answer
      ? answer.ranges.map((range) => `${span(range)}: ${owner(range)}`)
      : [`${answer.number}: ${owner(answer.range)}`];
  return lines.map((line) => `${printable(line)}\n`).join('');
}

function owner({ operator, region }: PlanRange): string {
  return [operator, region].filter((text) => text !== '').join(', ') || 'nobody is named';
}

function span({ code, from, to }: PlanRange): string {
  return `${code}${from} to ${code}${to}`;
}

function asCsv(answer: Answer): string {
  const rows =
    'ranges' in answer
      ? [FIELDS, ...answer.ranges.map((range) => FIELDS.map((field) => range[field]))]
      : [
          ['number', ...FIELDS],
          [answer.number, ...FIELDS.map((field) => answer.range[field])],
        ];
  return rows.map(formatCsvRow).join('');
}

// Read when the first answer is written as XML: it takes longer than all the rest.
const loadXmlBuilder = (): typeof import('xmlbuilder2') =>
  createRequire(import.meta.url)('xmlbuilder2');

function asXml(answer: Answer): string {
  const { create } = loadXmlBuilder();
  const root = create({ version: '1.0', encoding: 'UTF-8' });
  if ('ranges' in answer) {
    root.ele('code', { value: answer.code }).ele({ range: answer.ranges.map(elementsOf) });
  } else root.ele('number', { value: answer.number }).ele(elementsOf(answer.range));
  return `${root.end({ prettyPrint: true })}\n`;
}

function elementsOf(range: PlanRange): Readonly<Record<string, string>> {
  return Object.fromEntries(FIELDS.map((field) => [field, xmlText(range[field])]));
}

/** Without the signs that no XML may hold. */
function xmlText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}
