// May the element hold this value? One row a rule; of those that look at a kind of element, the first that complains is heard.

import { ownOf } from '../../../../core/own.js';
import { ignored, rejected, risky } from '../../../../findings/evidence.js';
import { didYouMean } from '../../../../findings/near.js';
import { looksLikePlaceholder } from '../../../../findings/placeholder.js';
import { ELEMENT_KINDS, type ElementKind, type ElementRule } from '../../tables/element-tree.js';
import { lengthBeyond } from '../../tables/lengths.js';
import { saidBy } from '../../tables/sources.js';
import { ADDRESS_RULES } from './address-rules.js';
import { CLOCK_RULES } from './clock-rules.js';
import type { Fault, ValueRules } from './value-rule.js';

const SWITCH = /^(on|off|yes|no)$/i;
const FEATURE_HINT = '9 is a line, 2 a speed dial, 20 a service, 21 a lamp for another line';

const TYPED: readonly ElementKind[] = ['boolean', 'integer', 'feature'];
const MEASURED: readonly ElementKind[] = ['text', 'host', 'url', 'label'];
/** Those of which one is needed. */
const NEEDED: readonly ElementKind[] = ['host', 'feature', 'integer'];

export const VALUE_RULES = {
  'cisco/placeholder': {
    ...rejected('A placeholder that nobody has filled in', 'put a value there', saidBy('files')),
    of: ELEMENT_KINDS,
    find: (text, _rule, _data, isSecret) =>
      !isSecret && looksLikePlaceholder(text) ? { what: 'still holds a placeholder' } : undefined,
  },
  // A password may look like anything.
  'cisco/password-placeholder': {
    ...risky('A password that looks like a placeholder', 'put a value there', saidBy('files')),
    of: ELEMENT_KINDS,
    find: (text, _rule, _data, isSecret) =>
      isSecret && looksLikePlaceholder(text) ? { what: 'looks like a placeholder' } : undefined,
  },
  'cisco/switch-in-words': {
    ...rejected(
      'A switch in words, which the phone misreads',
      'the phone logs a type error and uses a wrong value: write 0 or 1, true or false',
      saidBy('words'),
    ),
    of: TYPED,
    find(text, rule) {
      const what = wrongType(text, rule);
      return what !== undefined && SWITCH.test(text) ? withMeanings({ what }, rule) : undefined;
    },
    fix: spelledSwitch,
  },
  'cisco/wrong-type': {
    ...risky(
      'A value of another type than the element has',
      'write true or false, or a whole number, as the element has it',
      saidBy('image'),
    ),
    of: TYPED,
    find(text, rule) {
      const what = wrongType(text, rule);
      if (what === undefined) return undefined;
      return withMeanings({ what, hint: 'the parser of the phone is typed' }, rule);
    },
    fix: spelledSwitch,
  },
  'cisco/out-of-range': {
    ...risky('A number outside its range', 'use a value from the range', saidBy('image', 'guide')),
    of: ['integer', 'feature'],
    find(text, rule) {
      const { min, max } = rule;
      const number = Number(text);
      if (text === '' || (number >= (min ?? number) && number <= (max ?? number))) return undefined;
      return withMeanings({ what: `is outside ${min ?? ''}..${max ?? ''}` }, rule);
    },
  },
  'cisco/refused-value': {
    ...rejected(
      'A value for which the phone refuses its whole file',
      'write one of those that the message names',
      saidBy('codec'),
    ),
    of: ['enum'],
    find: (text, rule) => (rule.fatal ? noneOfValues(text, rule) : undefined),
  },
  'cisco/unknown-value': {
    ...ignored(
      'A value that the element does not have',
      'write one of those that the message names',
      saidBy('guide', 'stack'),
    ),
    of: ['enum'],
    find: (text, rule) => (text === '' ? undefined : noneOfValues(text, rule)),
  },
  'cisco/empty': {
    ...risky(
      'Nothing where the phone needs something',
      'write what the element is for',
      saidBy('files'),
    ),
    of: NEEDED,
    find: (text, { filled }) => (filled && text === '' ? { what: 'is empty' } : undefined),
  },
  'cisco/unknown-feature': {
    ...risky(
      'A key with a feature that no source knows',
      'write one of those that the message names, or take the key out',
      saidBy('stack', 'guide'),
    ),
    of: ['feature'],
    find: (text, { means = {} }) =>
      text === '' || Object.hasOwn(means, text)
        ? undefined
        : { what: 'is no feature that any source names', hint: FEATURE_HINT },
  },
  'cisco/label-space': {
    ...risky(
      'A label with a space in it',
      'several sources say that the phone takes none',
      saidBy('label'),
    ),
    of: ['label'],
    find: (text) => (/\s/.test(text) ? { what: 'has a space in it' } : undefined),
  },
  'cisco/too-long': {
    ...rejected('A text longer than the phone has room for', 'shorten it', saidBy('stack')),
    of: MEASURED,
    find(text, rule) {
      const length = bytesOf(text, rule);
      if (lengthBeyond(length, rule) !== 'limit') return undefined;
      return { what: `has ${length} bytes; the phone has room for ${rule.limit}` };
    },
  },
  'cisco/long-password': {
    ...risky(
      'A password longer than all phones take: owners of a 7942 saw the whole file refused',
      'shorten it if the phone refuses the file',
      saidBy('password'),
    ),
    of: MEASURED,
    find: (text, rule, _data, isSecret) => (isSecret ? longerThanKnown(text, rule) : undefined),
  },
  'cisco/long-value': {
    ...risky(
      'A text longer than is known to work',
      'shorten it if the phone refuses the file',
      saidBy('guide'),
    ),
    of: MEASURED,
    find: (text, rule, _data, isSecret) => (isSecret ? undefined : longerThanKnown(text, rule)),
  },
  ...ADDRESS_RULES,
  ...CLOCK_RULES,
} as const satisfies ValueRules;

const WORDS: Readonly<Record<string, string>> = { on: 'on', yes: 'on', off: 'off', no: 'off' };
const SWITCHES: Readonly<Record<string, string>> = {
  ...{ on: 'true', yes: 'true', true: 'true', '1': 'true' },
  ...{ off: 'false', no: 'false', false: 'false', '0': 'false' },
};

/** Of numbers only their meaning tells: some switches are off at 1, and of `true` nobody knows. */
function spelledSwitch(text: string, { type, means = {} }: ElementRule): string | undefined {
  const word = text.toLowerCase();
  if (type === 'boolean') return ownOf(SWITCHES, word);
  const meant = ownOf(WORDS, word);
  return Object.keys(means).find((value) => means[value] === meant);
}

function wrongType(text: string, { type }: ElementRule): string | undefined {
  if (text === '') return undefined;
  if (type !== 'boolean') return /^-?\d+$/.test(text) ? undefined : 'is no whole number';
  return text === 'true' || text === 'false' ? undefined : 'is neither true nor false';
}

function noneOfValues(text: string, { values = [], anyCase }: ElementRule): Fault | undefined {
  const same = (a: string, b: string) => (anyCase ? a.toLowerCase() === b.toLowerCase() : a === b);
  if (values.some((value) => same(value, text))) return undefined;
  return {
    what: 'is none of its values',
    hint: `one of: ${values.join(', ')}${didYouMean(text, values)}`,
  };
}

function longerThanKnown(text: string, rule: ElementRule): Fault | undefined {
  const length = bytesOf(text, rule);
  if (lengthBeyond(length, rule) !== 'known') return undefined;
  return { what: `has ${length} bytes; ${rule.max} are known to work` };
}

/** In UTF-8, in which a character has three of them at most; of what is short enough for certain, its characters. */
function bytesOf(text: string, { max, limit }: ElementRule): number {
  return text.length * 3 <= (max ?? limit ?? 0) ? text.length : Buffer.byteLength(text);
}

/** Says what the values mean: some switches are on at 0. */
function withMeanings(fault: Fault, { type, means }: ElementRule): Fault {
  if (!means || type === 'feature') return fault;
  const values = Object.entries(means).map(([value, meaning]) => `${value} (${meaning})`);
  return { ...fault, hint: `one of: ${values.join(', ')}` };
}
