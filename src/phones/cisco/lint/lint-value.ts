// Is this a value that the element may hold? Values themselves are quoted, unless they are secret.

import { whyUnreachable } from '../../../core/reachability.js';
import { didYouMean } from '../../../findings/near.js';
import type { Position } from '../../../render/xml/tree.js';
import type { LintFinding } from '../../driver.js';
import type { CiscoData } from '../tables/data.js';
import type { ElementRule } from '../tables/element-tree.js';
import { finding } from './lint-finding.js';

export interface Value extends Position {
  /** Element or attribute. */
  readonly name: string;
  readonly text: string;
}

interface Complaint {
  readonly severity: LintFinding['severity'];
  /** Completes the sentence "phoneLabel …". */
  readonly what: string;
  readonly hint: string;
}

type Check = (text: string, rule: ElementRule, data: CiscoData) => Complaint | undefined;

const CHECKS: Readonly<Record<ElementRule['type'], Check>> = {
  section: () => undefined,
  text: checkLength,
  boolean: checkBoolean,
  integer: checkInteger,
  enum: checkEnum,
  host: checkHost,
  label: checkLabel,
  time: checkTime,
  zone: checkZone,
};

/** What template languages and people leave where a value should be. */
const PLACEHOLDER =
  /^(\{\{.*\}\}|\{\$.*\}|\[%.*%\]|\[==.*==\]|\$\{.*\}|_[A-Z][A-Z0-9]*_|\*\*+[^*]+\*\*+)$/;
/** What each of these begins with. */
const PLACEHOLDER_STARTS = new Set('{[$_*');
const SECRET_NAME = /password/i;
const NOTHING: readonly LintFinding[] = [];

export function lintValue(
  value: Value,
  rule: ElementRule,
  data: CiscoData,
): readonly LintFinding[] {
  const { text } = value;
  const complaint = looksLikePlaceholder(text)
    ? describePlaceholder(isSecret(value))
    : CHECKS[rule.type](text, rule, data);
  if (!complaint) return NOTHING;
  const secret = isSecret(value);
  const shown = secret || value.text === '' ? '' : ` "${value.text}"`;
  const message = `${value.name}${shown} ${complaint.what}`;
  return [finding(complaint.severity, value, message, complaint.hint)];
}

function isSecret({ name }: Value): boolean {
  return SECRET_NAME.test(name);
}

/** Nearly all values show by their first character that they are none. */
function looksLikePlaceholder(text: string): boolean {
  return PLACEHOLDER_STARTS.has(text.charAt(0)) && PLACEHOLDER.test(text);
}

/** A password may look like anything. */
function describePlaceholder(secret: boolean): Complaint {
  const what = secret ? 'looks like a placeholder' : 'still holds a placeholder';
  return { severity: secret ? 'warning' : 'error', what, hint: 'put a value there' };
}

function checkLength(text: string, { max, limit }: ElementRule): Complaint | undefined {
  const length = text.length;
  if (limit !== undefined && length > limit) {
    const what = `has ${length} characters; the phone has room for ${limit}`;
    return { severity: 'error', what, hint: 'shorten it' };
  }
  if (max === undefined || length <= max) return undefined;
  const what = `has ${length} characters; ${max} are known to work`;
  return { severity: 'info', what, hint: 'shorten it if the phone refuses the file' };
}

function checkBoolean(text: string): Complaint | undefined {
  if (text === '' || text === 'true' || text === 'false') return undefined;
  return wrongType(text, 'is neither true nor false');
}

function checkInteger(text: string, { min, max }: ElementRule): Complaint | undefined {
  if (text === '') return undefined;
  if (!/^-?\d+$/.test(text)) return wrongType(text, 'is no whole number');
  const number = Number(text);
  if (number >= (min ?? number) && number <= (max ?? number)) return undefined;
  const what = `is outside ${min ?? ''}..${max ?? ''}`;
  return { severity: 'warning', what, hint: 'use a value from the range' };
}

/** Words for switches are known to be misread; what the phone does with anything else is not. */
function wrongType(text: string, what: string): Complaint {
  const switched = /^(on|off|yes|no)$/i.test(text);
  return {
    severity: switched ? 'error' : 'warning',
    what,
    hint: switched
      ? 'the phone logs a type error and uses a wrong value: write 0 or 1, true or false'
      : 'the parser of the phone is typed',
  };
}

function checkEnum(
  text: string,
  { values = [], anyCase, fatal }: ElementRule,
): Complaint | undefined {
  const same = (a: string, b: string) => (anyCase ? a.toLowerCase() === b.toLowerCase() : a === b);
  if (values.some((value) => same(value, text)) || (text === '' && !fatal)) return undefined;
  const hint = `one of: ${values.join(', ')}${didYouMean(text, values)}`;
  return { severity: fatal ? 'error' : 'warning', what: 'is none of its values', hint };
}

function checkHost(text: string, rule: ElementRule): Complaint | undefined {
  if (whyUnreachable(text) !== undefined) {
    const hint = 'write the address under which the phone sees the server';
    return { severity: 'error', what: 'is not the address of a server', hint };
  }
  if (text !== '' && !/^[\w.:-]+$/.test(text)) {
    return { severity: 'error', what: 'is no host name and no address', hint: 'write one of them' };
  }
  return checkLength(text, rule);
}

function checkLabel(text: string, rule: ElementRule): Complaint | undefined {
  if (!/\s/.test(text)) return checkLength(text, rule);
  const hint = 'several sources say that the phone takes none';
  return { severity: 'info', what: 'has a space in it', hint };
}

function checkTime(text: string): Complaint | undefined {
  if (text === '' || /^\d{1,2}:[0-5]\d$/.test(text)) return undefined;
  return { severity: 'warning', what: 'is no time', hint: 'write HH:MM' };
}

function checkZone(text: string, _rule: ElementRule, { zones }: CiscoData): Complaint | undefined {
  const names = Object.keys(zones);
  if (text === '' || names.includes(text)) return undefined;
  const what = `is no time zone of the phone${didYouMean(text, names)}`;
  return { severity: 'warning', what, hint: 'with another name its clock is wrong' };
}
