// What a plan says of a number or a code, in each form in which it is asked for, piece by piece: a code may have many ranges.

import { createRequire } from 'node:module';
import { formatCsvRow } from '../core/csv-row.js';
import { PLAIN_TEXT } from '../core/media-types.js';
import { jsonText, printable, printableJson } from '../core/printable.js';
import type { AnswerFormatName } from './answer-names.js';
import type { NumberPlan, PlanRange } from './plan.js';

export interface NumberAnswer {
  readonly number: string;
  readonly range: PlanRange;
}

export interface CodeAnswer {
  readonly code: string;
  readonly ranges: Iterable<PlanRange>;
}

export type Answer = NumberAnswer | CodeAnswer;

/** Undefined: no range has it. `digits`: within the country. */
export function answerNumber(plan: NumberPlan, digits: string): NumberAnswer | undefined {
  const range = plan.rangeOf(digits);
  return range && { number: digits, range };
}

/** Undefined: there is no such code. */
export function answerCode(plan: NumberPlan, code: string): CodeAnswer | undefined {
  const ranges = plan.rangesOfCode(code);
  return ranges.count === 0 ? undefined : { code, ranges };
}

export interface AnswerFormat {
  readonly mediaType: string;
  number(answer: NumberAnswer): string;
  code(answer: CodeAnswer): Iterable<string>;
}

const FIELDS = [
  ...(['code', 'from', 'to', 'operator', 'region'] as const),
] as const satisfies readonly (keyof PlanRange)[];
const cellsOf = (range: PlanRange) => FIELDS.map((field) => range[field]);

// Read when the first answer is written as XML: it takes longer than all the rest.
const loadXmlBuilder = (): typeof import('xmlbuilder2') =>
  createRequire(import.meta.url)('xmlbuilder2');

export const ANSWER_FORMATS: Readonly<Record<AnswerFormatName, AnswerFormat>> = {
  text: {
    mediaType: PLAIN_TEXT,
    number: ({ number, range }) => printableLine(`${number}: ${owner(range)}`),
    *code({ ranges }) {
      for (const range of ranges) yield printableLine(`${span(range)}: ${owner(range)}`);
    },
  },
  csv: {
    mediaType: 'text/csv; charset=utf-8',
    number: ({ number, range }) =>
      formatCsvRow(['number', ...FIELDS]) + formatCsvRow([number, ...cellsOf(range)]),
    *code({ ranges }) {
      yield formatCsvRow(FIELDS);
      for (const range of ranges) yield formatCsvRow(cellsOf(range));
    },
  },
  xml: {
    mediaType: 'application/xml; charset=utf-8',
    number: ({ number, range }) =>
      `${XML_HEAD}<number value="${number}">${elementsOf(range)}</number>\n`,
    *code({ code, ranges }) {
      yield `${XML_HEAD}<code value="${code}">\n`;
      for (const range of ranges) yield `<range>${elementsOf(range)}</range>\n`;
      yield '</code>\n';
    },
  },
  json: {
    mediaType: 'application/json',
    number: ({ number, range }) => jsonText({ number, ...range }),
    *code({ code, ranges }) {
      let before = `{ "code": ${JSON.stringify(code)}, "ranges": [\n`;
      for (const range of ranges) {
        yield `${before}${printableJson(JSON.stringify(range))}`;
        before = ',\n';
      }
      yield '\n] }\n';
    },
  },
};

export function piecesOf(answer: Answer, format: AnswerFormat): Iterable<string> {
  return 'ranges' in answer ? format.code(answer) : [format.number(answer)];
}

function printableLine(text: string): string {
  return `${printable(text)}\n`;
}

function owner({ operator, region }: PlanRange): string {
  return [operator, region].filter((text) => text !== '').join(', ') || 'nobody is named';
}

function span({ code, from, to }: PlanRange): string {
  return `${code}${from} to ${code}${to}`;
}

const XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Of digits, and of texts without the signs that no XML may hold. */
function elementsOf(range: PlanRange): string {
  const { fragment } = loadXmlBuilder();
  const texts = FIELDS.map((field) => [field, range[field].replace(NO_XML, '')]);
  return fragment().ele(Object.fromEntries(texts)).up().toString();
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out
const NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
