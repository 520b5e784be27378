// `dialPlans` of an inventory: rules by the name of their plan, of which a phone has one.

import { listOf, named, record, text } from '../../../../core/json-schema.js';
import { type CodeTable, impossible } from '../../../../findings/evidence.js';
import type { Place } from '../../../../findings/finding.js';
import type { Section, WrittenEntry } from '../../../../site/section.js';

export interface DialPlan {
  readonly name: string;
  readonly rules: readonly DialRule[];
}

export interface DialRule {
  /** Digits, `.` for any one character, `*` for more, `\*` for the key, `,` for a second dial tone. */
  readonly match: string;
  /** Seconds to wait for more digits. */
  readonly timeoutSeconds: number;
  readonly user?: 'phone' | 'ip';
  readonly rewrite?: string;
  readonly route?: string;
  readonly tones: readonly string[];
  readonly place: Place;
  /** Where its words stand. */
  readonly places: {
    readonly match: Place;
    readonly rewrite: Place;
    readonly tones: readonly Place[];
  };
}

/** As the schema lets it through. */
interface RuleInput extends Pick<DialRule, 'match' | 'user' | 'rewrite' | 'route'> {
  readonly timeout?: number;
  readonly tones?: readonly string[];
}

type PlaceOf = WrittenEntry<RuleInput>['placeOf'];

const RULE = record(
  {
    match: text('Digits; `.` any one, `*` more, `,` second dial tone.', { examples: ['9,1..'] }),
    timeout: {
      type: 'integer',
      minimum: 0,
      maximum: 120,
      description: 'Seconds; 0 unless said.',
    },
    user: { enum: ['phone', 'ip'], description: 'Value of `user=` in the request URI.' },
    rewrite: text('What is sent instead of the dialled digits.'),
    route: text('Route name.'),
    tones: listOf({ type: 'string' }, 'Names of the tones after each `,`.'),
  },
  { required: ['match'] },
);

/** A plan without a rule lets nothing be dialled. */
const PLAN = { ...listOf(RULE, 'Rules; the longest match wins.'), minItems: 1 };

const FILE_NAME_PART = {
  pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$',
  description: 'letters, digits, dots and dashes, for it becomes part of the name of a file',
};

const UNKNOWN = 'inventory/unknown-dial-plan';

export const SECTION_CODES = {
  'inventory/unknown-dial-plan': impossible(
    'A dial plan not defined',
    'define it under `dialPlans`',
  ),
} as const satisfies CodeTable;

export const DIAL_PLAN_FIELD = 'dialPlan';

export const DIAL_PLANS: Section<readonly RuleInput[], DialPlan> = {
  name: 'dialPlans',
  schema: { ...named(PLAN, 'Dial plans by name.'), propertyNames: FILE_NAME_PART },
  choice: {
    field: DIAL_PLAN_FIELD,
    schema: text('Name of a dial plan under `dialPlans`.'),
    noun: 'dial plan',
    unknown: { id: UNKNOWN, row: SECTION_CODES[UNKNOWN] },
  },
  // Each `,` of a rule has its tone, and they may be the same.
  mayRepeat: ['tones'],
  resolve: ({ name, input, placeOf }: WrittenEntry<readonly RuleInput[]>) => ({
    name,
    rules: input.map((rule, index) => resolveRule(rule, (...path) => placeOf(index, ...path))),
  }),
};

function resolveRule(input: RuleInput, placeOf: PlaceOf): DialRule {
  const { match, timeout = 0, tones = [], ...rest } = input;
  const places = {
    match: placeOf('match'),
    rewrite: placeOf('rewrite'),
    tones: tones.map((_, index) => placeOf('tones', index)),
  };
  return { match, timeoutSeconds: timeout, tones, ...rest, place: placeOf(), places };
}
