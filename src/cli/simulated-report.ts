// What became of pretend phones: a line for each, or JSON.

import { jsonText, printable } from '../core/printable.js';
import type { PhoneAnswer } from '../page/wire/phone.js';
import type { Did } from '../simulate/phone-wire.js';
import { type LineReport, linesOf } from './probe-registration.js';
import type { Part } from './simulated-phones.js';

/** What a phone did, and what the server says of it then. */
export interface Ended extends Part {
  readonly did: readonly Did[];
  readonly told: PhoneAnswer | undefined;
  /** Why it could not do all of it. */
  readonly broke: string | undefined;
  /** Absent: it registers none. */
  readonly lines: readonly LineReport[] | undefined;
}

export function isAsExpected({ scenario: { row }, told, broke }: Ended): boolean {
  if (told === undefined || broke !== undefined) return false;
  return row === undefined ? told.word !== 'stuck' : told.diagnosis === row;
}

export function formatEnd(all: readonly Ended[], expect: boolean): string {
  const lines = all.flatMap((each) => {
    const { mac, scenario, told, broke } = each;
    const word = told === undefined ? 'no server tells' : `${told.word}: ${told.sentence}`;
    const { row = 'no problem' } = scenario;
    const isOther = expect && !isAsExpected(each);
    const as = isOther ? `  (${told?.diagnosis ?? 'nothing'} in place of ${row})` : '';
    const end = broke === undefined ? '' : `  (${broke})`;
    return [`${mac}  ${scenario.name}  ${word}${as}${end}`, ...registrations(each)];
  });
  return ['', ...lines].map((line) => `${printable(line)}\n`).join('');
}

export function formatJson(all: readonly Ended[]): string {
  const phones = all.map((each) => {
    const { mac, model, scenario, did, told, broke } = each;
    const { name, row } = scenario;
    const steps = did.map(({ what, outcome }) => ({ what, outcome }));
    const said = told && { word: told.word, sentence: told.sentence, diagnosis: told.diagnosis };
    return {
      mac,
      model: model.id,
      scenario: name,
      row,
      steps,
      told: said,
      broke,
      lines: each.lines,
      asExpected: isAsExpected(each),
    };
  });
  return jsonText({ version: 1, phones });
}

/** How many are registered, and of the others why not. */
function registrations({ lines }: Ended): readonly string[] {
  if (lines === undefined) return [];
  if (lines.length === 0) return ['  no file that it fetched names a line'];
  const out = lines.filter(({ isRegistered }) => !isRegistered);
  return [
    `  registered: ${lines.length - out.length} of ${lines.length} lines`,
    ...out.flatMap(linesOf).map((line) => `  ${line}`),
  ];
}
