// What the firmware reads in one rule of a dial template: of a plan in an inventory, and of a file. Adds no rule of its own
// to the plan.

import { type CodeRow, rejected, risky } from '../../../../findings/evidence.js';
import type { Complaint, Said } from '../../../../findings/rule.js';
import { saidBy } from '../../tables/sources.js';
import {
  inOurWords,
  isPattern,
  isRewrite,
  isRewrittenNumber,
  isStarKeyMeant,
  TONES,
  withStarKeys,
} from './patterns.js';

/** `At`: where it is said, a place of the inventory or a position in the file. Empty: it is not said. */
export interface DialRuleView<At> {
  readonly patterns: readonly Said<At>[];
  readonly rewrites: readonly Said<At>[];
  readonly tones: readonly Said<At>[];
}

interface RuleOfDialRules extends CodeRow {
  run<At>(rule: DialRuleView<At>): readonly Complaint<At>[];
}

export const DIAL_RULES = {
  'cisco/dial-pattern': {
    ...rejected(
      'A dial rule with a pattern that the phone cannot read',
      'make it of digits, #, ., *, \\* and commas',
      saidBy('cisco', 'guide'),
    ),
    run: ({ patterns }) =>
      patterns
        .filter(({ text }) => !isPattern(text))
        .map(({ text, at }) => {
          const ours = inOurWords(text);
          const hint = `write "${ours}": . is any one digit, * any more, and other patterns are not read`;
          const message = `"${text}" is no pattern of the phone`;
          return { at, message, ...(ours !== undefined && { hint }) };
        }),
  },
  'cisco/star-key': {
    ...risky(
      'A * that stands for digits where the key may be meant',
      'write a \\ before it if the * key is meant',
      saidBy('cisco', 'guide'),
    ),
    run: ({ patterns }) =>
      patterns
        .filter(({ text }) => isPattern(text) && isStarKeyMeant(text))
        .map(({ text, at }) => ({
          at,
          message: `"${text}" means any digits ${text.startsWith('*') ? `and then ${text.slice(1)}` : 'where its * is, and then more'}, for * stands for digits`,
          hint: `write "${withStarKeys(text)}" if the * key is meant`,
        })),
  },
  'cisco/dial-rewrite': {
    ...rejected(
      'A rewriting that the phone cannot do',
      'write 0 to 5, % or a dot behind each %',
      saidBy('cisco', 'guide'),
    ),
    run: ({ rewrites }) =>
      rewrites.flatMap(({ text, at }) => {
        const message = `the phone cannot rewrite to "${text}"`;
        if (!isRewrite(text)) return [{ at, message }];
        const hint = 'write the number alone: the phone puts sip: and the PBX around it';
        return isRewrittenNumber(text) ? [] : [{ at, message, hint }];
      }),
  },
  'cisco/dial-tone': {
    ...rejected(
      'A tone that the phone does not know',
      `one of: ${TONES.join(', ')}`,
      saidBy('image'),
    ),
    run: ({ tones }) =>
      tones
        .filter(({ text }) => !TONES.includes(text))
        .map(({ text, at }) => ({ at, message: `the phone knows no tone "${text}"` })),
  },
  'cisco/several-tones': {
    ...rejected('Several tones in one dial rule', 'name one tone', saidBy('image')),
    run({ tones }) {
      const [first, second] = tones;
      const message = 'how the phone tells several tones of one rule apart is not known';
      return first && second ? [{ at: first.at, message }] : [];
    },
  },
} as const satisfies Readonly<Record<`cisco/${string}`, RuleOfDialRules>>;
