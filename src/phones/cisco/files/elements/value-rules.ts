// May the element hold this value? One row a rule; of those that look at a kind of element, the first that complains is heard.

import { whyUnreachable } from '../../../../core/reachability.js';
import { type CodeRow, ignored, rejected, risky } from '../../../../findings/evidence.js';
import { didYouMean } from '../../../../findings/near.js';
import { looksLikePlaceholder } from '../../../../findings/placeholder.js';
import type { CiscoData } from '../../tables/data.js';
import { ELEMENT_KINDS, type ElementKind, type ElementRule } from '../../tables/element-tree.js';
import { lengthBeyond } from '../../tables/lengths.js';
import { saidBy } from '../../tables/sources.js';

export interface Fault {
  /** Completes the sentence "phoneLabel …". */
  readonly what: string;
  /** Stands in for the rule's own. */
  readonly hint?: string;
}

export interface ValueRule extends CodeRow {
  /** Kinds of elements and attributes that it looks at. */
  readonly of: readonly ElementKind[];
  find(text: string, rule: ElementRule, data: CiscoData, isSecret: boolean): Fault | undefined;
  /** The value that was meant, where it can be no other. */
  fix?(text: string, rule: ElementRule, data: CiscoData): string | undefined;
}

const SWITCH = /^(on|off|yes|no)$/i;

const TYPED: readonly ElementKind[] = ['boolean', 'integer'];
const MEASURED: readonly ElementKind[] = ['text', 'host', 'label'];

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
      return what !== undefined && SWITCH.test(text) ? { what } : undefined;
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
      return what === undefined ? undefined : { what, hint: 'the parser of the phone is typed' };
    },
    fix: spelledSwitch,
  },
  'cisco/out-of-range': {
    ...risky('A number outside its range', 'use a value from the range', saidBy('image', 'guide')),
    of: ['integer'],
    find(text, { min, max }) {
      const number = Number(text);
      if (text === '' || (number >= (min ?? number) && number <= (max ?? number))) return undefined;
      return { what: `is outside ${min ?? ''}..${max ?? ''}` };
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
  'cisco/unreachable-server': {
    ...rejected(
      'A server at an address that the phone takes for itself, or for none',
      'write the address under which the phone sees the server',
      saidBy('owners'),
    ),
    of: ['host'],
    find: (text) =>
      whyUnreachable(text) === undefined ? undefined : { what: 'is not the address of a server' },
  },
  'cisco/no-host': {
    ...rejected(
      'A text where a host name or an address belongs',
      'write one of them',
      saidBy('owners'),
    ),
    of: ['host'],
    find: (text) =>
      text === '' || /^[\w.:-]+$/.test(text)
        ? undefined
        : { what: 'is no host name and no address' },
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
      if (lengthBeyond(text.length, rule) !== 'limit') return undefined;
      return { what: `has ${text.length} characters; the phone has room for ${rule.limit}` };
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
  'cisco/no-time': {
    ...ignored('A text where a time of day belongs', 'write HH:MM', saidBy('guide')),
    of: ['time'],
    find: (text) =>
      text === '' || /^\d{1,2}:[0-5]\d$/.test(text) ? undefined : { what: 'is no time' },
  },
  'cisco/unknown-zone': {
    ...ignored(
      'A time zone that the phone does not know by this name',
      'write the name as the vendor does: with another one the clock is wrong',
      saidBy('clock', 'image'),
    ),
    of: ['zone'],
    find(text, _rule, { zones }) {
      const names = Object.keys(zones);
      if (text === '' || names.includes(text)) return undefined;
      return { what: `is no time zone of the phone${didYouMean(text, names)}` };
    },
    // People lose the last word.
    fix: (text, _rule, { zones }) =>
      Object.hasOwn(zones, `${text} Time`) ? `${text} Time` : undefined,
  },
} as const satisfies Readonly<Record<`cisco/${string}`, ValueRule>>;

const SWITCHES: Readonly<Record<string, string>> = {
  ...{ on: 'true', yes: 'true', true: 'true', '1': 'true' },
  ...{ off: 'false', no: 'false', false: 'false', '0': 'false' },
};

/** Of numbers nobody can tell: some switches are off at 1. */
function spelledSwitch(text: string, { type }: ElementRule): string | undefined {
  return type === 'boolean' ? SWITCHES[text.toLowerCase()] : undefined;
}

function wrongType(text: string, { type }: ElementRule): string | undefined {
  if (text === '') return undefined;
  if (type === 'integer') return /^-?\d+$/.test(text) ? undefined : 'is no whole number';
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
  if (lengthBeyond(text.length, rule) !== 'known') return undefined;
  return { what: `has ${text.length} characters; ${rule.max} are known to work` };
}
