// A plan as the bytes of a file, and back. What is written is in the order of this machine, and says so.

import { crc32 } from 'node:zlib';
import type { Dialling } from './digits.js';
import { createPlan, type NumberPlan } from './plan.js';
import type { PlanColumns } from './plan-columns.js';

/** Its name in the state folder. */
export const PLAN_FILE = 'numbers.plan';

/** Also tells the order of the bytes: read the other way round it is another number. */
const SIGN = 0x6f_68_4e_31;
/** The sign, the check sum of all that follows the first 16 bytes, the length of the texts, and nothing. */
const HEAD_BYTES = 16;

interface Texts extends Dialling {
  readonly ranges: number;
  readonly operators: readonly string[];
  readonly regions: readonly string[];
}

export interface StoredPlan extends PlanColumns {
  readonly dialling: Dialling;
}

/** Columns of eight bytes a value first, so that each begins where its values may. */
const COLUMNS = [
  ['first', Float64Array],
  ['last', Float64Array],
  ['operator', Uint32Array],
  ['region', Uint32Array],
  ['codeDigits', Uint8Array],
] as const;

export function encodePlan(plan: PlanColumns, dialling: Dialling): Uint8Array {
  const { operators, regions, first } = plan;
  const said: Texts = { ...dialling, ranges: first.length, operators, regions };
  const json = Buffer.from(JSON.stringify(said));
  const texts = Buffer.alloc(aligned(json.length), ' ');
  json.copy(texts);
  const parts = COLUMNS.map(([name]) => bytesOf(plan[name]));
  const body = Buffer.concat([texts, ...parts]);
  const head = new Uint32Array([SIGN, crc32(body), texts.length, 0]);
  return Buffer.concat([bytesOf(head), body]);
}

/** A text: why it is no plan. */
export function decodePlan(file: Uint8Array): StoredPlan | string {
  // Columns are seen where they lie, for which the file has to begin at a place that is divided by eight.
  const bytes = file.byteOffset % 8 === 0 ? file : new Uint8Array(file);
  if (bytes.length < HEAD_BYTES) return 'it is shorter than any plan';
  const [sign, sum, textBytes = 0] = new Uint32Array(bytes.buffer, bytes.byteOffset, 4);
  if (sign !== SIGN) return 'it is no plan that offhook wrote on such a machine';
  const body = bytes.subarray(HEAD_BYTES);
  if (crc32(body) !== sum) return 'it is damaged';
  const texts = JSON.parse(Buffer.from(body.subarray(0, textBytes)).toString()) as Texts;
  const { ranges, operators, regions, ...dialling } = texts;
  const perRange = COLUMNS.reduce((sum, [, Kind]) => sum + Kind.BYTES_PER_ELEMENT, 0);
  if (body.length !== textBytes + ranges * perRange) return 'it is damaged';
  let at = bytes.byteOffset + HEAD_BYTES + textBytes;
  const columns = COLUMNS.map(([name, Kind]) => {
    const column = new Kind(bytes.buffer as ArrayBuffer, at, ranges);
    at += column.byteLength;
    return [name, column];
  });
  const numbers = Object.fromEntries(columns) as Pick<PlanColumns, (typeof COLUMNS)[number][0]>;
  return { ...numbers, operators, regions, dialling };
}

/** The plan of these bytes; a text: why they are none. */
export function planIn(file: Uint8Array): NumberPlan | string {
  const stored = decodePlan(file);
  return typeof stored === 'string' ? stored : createPlan(stored, stored.dialling);
}

function aligned(length: number): number {
  return Math.ceil(length / 8) * 8;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
