// What phones' answers with either value in their files settle: pure.

import type { CstaShown } from './csta-switch.js';

export type Settled =
  /** `on`: the value with which a phone answered by uaCSTA, and did not with the other. */
  | { readonly kind: 'settled'; readonly on: string }
  /** Nobody has tried this one. */
  | { readonly kind: 'open'; readonly missing: string }
  /** It answers with either value, or with neither. */
  | { readonly kind: 'no-difference'; readonly answers: boolean }
  /** With one value it was seen to answer, and not to. */
  | { readonly kind: 'contradiction'; readonly value: string };

/** `shown`: of phones of one model with one firmware. */
export function settle(shown: readonly CstaShown[], values: readonly [string, string]): Settled {
  const seen = values.map((value) => ({
    value,
    answers: new Set(shown.filter((each) => each.value === value).map(isOn)),
  }));
  for (const { value, answers } of seen) {
    if (answers.size > 1) return { kind: 'contradiction', value };
  }
  for (const { value, answers } of seen) {
    if (answers.size === 0) return { kind: 'open', missing: value };
  }
  const on = seen.filter(({ answers }) => answers.has(true));
  const [only, another] = on;
  if (only && !another) return { kind: 'settled', on: only.value };
  return { kind: 'no-difference', answers: on.length > 0 };
}

const isOn = ({ answer }: CstaShown): boolean => answer === 'on';

/** By firmware, in the order in which findings name them. */
export function byFirmware<Shown extends CstaShown>(
  shown: readonly Shown[],
  model: string,
): ReadonlyMap<string, readonly Shown[]> {
  const groups = new Map<string, Shown[]>();
  for (const each of shown) {
    if (each.model !== model) continue;
    const group = groups.get(each.firmware) ?? [];
    groups.set(each.firmware, group);
    group.push(each);
  }
  return groups;
}
