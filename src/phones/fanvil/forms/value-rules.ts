// May a key hold this value? The same in all forms: each brings the values in which there is a fault.

import { type CodeRow, rejected, risky } from '../../../findings/evidence.js';
import { looksLikePlaceholder } from '../../../findings/placeholder.js';
import type { Complaint, Rule } from '../../../findings/rule.js';
import type { Position } from '../../../render/xml/tree.js';
import { findUnreachable } from '../settings/server-address.js';
import { type KeyKind, valueFault, wordsFor } from '../tables/key-kinds.js';
import { saidBy } from '../tables/sources.js';
import { COMMON } from './form-codes.js';

/** What is known of the values of a key. */
export interface ValueFacts {
  readonly kind: KeyKind;
  /** An address at which a phone calls someone. */
  readonly server: boolean;
  readonly secret: boolean;
}

/** Of secrets nothing is said but whether they are there. */
export const SECRET = 'secret';

type Fault =
  | NonNullable<ReturnType<typeof valueFault>>
  | 'placeholder'
  | 'password-placeholder'
  | 'unreachable';

/** A value with a fault. The value itself is not told: what stands in the wrong line may be a secret. */
export interface FaultyValue {
  readonly fault: Fault;
  /** The key, as a message shows it. */
  readonly shown: string;
  readonly at: Position;
  /** Completes the sentence that begins with the key. */
  readonly what: string;
  /** Who says what the key takes. */
  readonly source: string;
}

/** Undefined: nothing speaks against the value. */
export function faultIn({ kind, server, secret }: ValueFacts, value: string): Fault | undefined {
  if (looksLikePlaceholder(value.trimEnd())) return secret ? 'password-placeholder' : 'placeholder';
  if (server)
    return value !== '' && findUnreachable(value) !== undefined ? 'unreachable' : undefined;
  return valueFault(kind, value);
}

export function faultyValue(
  facts: ValueFacts,
  fault: Fault,
  value: string,
  shown: string,
  at: Position,
): FaultyValue {
  return { fault, shown, at, what: wordsOf(facts, fault, value), source: facts.kind.source };
}

function wordsOf({ kind }: ValueFacts, fault: Fault, value: string): string {
  switch (fault) {
    case 'placeholder':
      return 'still holds a placeholder';
    case 'password-placeholder':
      return 'looks like a placeholder';
    case 'unreachable':
      return `is ${findUnreachable(value)}`;
    case 'no-number':
      return 'takes a whole number';
    case 'too-long':
      return `has ${Buffer.byteLength(value)} bytes and takes ${wordsFor(kind)}`;
    default:
      return `takes ${wordsFor(kind)}`;
  }
}

export interface WithFaulty {
  readonly faulty: readonly FaultyValue[];
}

export function ruleOn(fault: Fault, row: CodeRow): Rule<WithFaulty, Position> {
  return { ...row, run: ({ faulty }) => complaints(faulty, fault, row) };
}

function complaints(
  faulty: readonly FaultyValue[],
  fault: Fault,
  { hint }: CodeRow,
): readonly Complaint<Position>[] {
  const isOfKind = OF_KIND.has(fault);
  return faulty
    .filter((each) => each.fault === fault)
    .map(({ shown, at, what, source }) => ({
      at,
      message: `${shown} ${what}`,
      ...(isOfKind && { hint: `${hint}; who says so: ${source}` }),
    }));
}

/** What of them is wrong follows from the kind of the key. */
const OF_KIND: ReadonlySet<Fault> = new Set<Fault>(['out-of-range', 'no-choice', 'too-long']);

/** For a form in which nobody has seen another thing than a number where one belongs. */
export const NUMBER_RULE = {
  'fanvil/no-number': ruleOn(
    'no-number',
    rejected('A text where a number belongs', 'write digits', saidBy('exports')),
  ),
} as const satisfies Readonly<Record<`fanvil/${string}`, Rule<WithFaulty, Position>>>;

/** Who says what a key can hold stands with its kind, in templates/fanvil/keys.json. */
export const VALUE_RULES = {
  'fanvil/placeholder': ruleOn('placeholder', COMMON['fanvil/placeholder']),
  // A password may look like anything.
  'fanvil/password-placeholder': ruleOn(
    'password-placeholder',
    risky('A password that looks like a placeholder', 'put a value there', saidBy('templates')),
  ),
  'fanvil/out-of-range': ruleOn(
    'out-of-range',
    rejected(
      'A number that the key cannot hold',
      'write one that it can',
      `what the number is: bits of a header, parts of a date; ${saidBy('exports')}`,
    ),
  ),
  'fanvil/no-choice': ruleOn(
    'no-choice',
    risky(
      'A number that no file of a phone has there',
      'write one of those that are known',
      saidBy('templates', 'exports'),
    ),
  ),
  'fanvil/no-address': ruleOn(
    'no-address',
    rejected(
      'A text where an IPv4 address belongs',
      'write four numbers with dots',
      saidBy('exports'),
    ),
  ),
  'fanvil/too-long': ruleOn(
    'too-long',
    risky(
      'A text that is longer than phones show',
      'shorten it; letters beyond ASCII take two to four bytes',
      saidBy('length'),
    ),
  ),
  'fanvil/unreachable-server': ruleOn(
    'unreachable',
    rejected(
      'A server at an address that the phone takes for itself, or for none',
      'write the address under which phones see this server',
      saidBy('address'),
    ),
  ),
} as const satisfies Readonly<Record<`fanvil/${string}`, Rule<WithFaulty, Position>>>;
