// Is this a value that the element may hold? Values themselves are quoted, unless they are secret.

import { oncePerKey } from '../../../../core/once-per.js';
import { entriesOf, type Found } from '../../../../findings/rule.js';
import type { Position } from '../../../../render/xml/tree.js';
import type { CiscoData } from '../../tables/data.js';
import type { ElementRule } from '../../tables/element-tree.js';
import type { ValueRule } from './value-rule.js';
import { VALUE_RULES } from './value-rules.js';

export interface Value extends Position {
  /** Element or attribute. */
  readonly name: string;
  readonly text: string;
}

const SECRET_NAME = /password/i;
/** Few names are known, and each is asked for in every file. */
const isSecretName = oncePerKey((name: string) => SECRET_NAME.test(name), 4096);
const NOTHING: readonly Found<Position>[] = [];

const ROWS = entriesOf<ValueRule>(VALUE_RULES).map(([id, row]) => ({ id, row }));
const KINDS = [...new Set(ROWS.flatMap(({ row }) => row.of))];
const BY_KIND = new Map(
  KINDS.map((kind) => [kind, ROWS.filter(({ row }) => row.of.includes(kind))]),
);

export function lintValue(
  value: Value,
  rule: ElementRule,
  data: CiscoData,
): readonly Found<Position>[] {
  const { name, text } = value;
  if (isRemembered(rule, text)) return NOTHING;
  const isSecret = isSecretName(name);
  for (const { id, row } of BY_KIND.get(rule.type) ?? []) {
    const fault = row.find(text, rule, data, isSecret);
    if (!fault) continue;
    const shown = isSecret || text === '' ? '' : ` "${text}"`;
    const { what, ...hint } = fault;
    const to = row.fix?.(text, rule, data);
    const fix = to === undefined ? {} : { fix: { from: text, to } };
    return [{ id, row, at: value, message: `${name}${shown} ${what}`, ...hint, ...fix }];
  }
  remember(rule, text, isSecret);
  return NOTHING;
}

/** What a rule found right last: nearly all files say the same, and a secret is nothing to be kept. */
const right = new WeakMap<ElementRule, string>();
/** V8 makes a longer part of a text a view of it, which keeps all of it. */
const MAX_KEPT = 12;

function isRemembered(rule: ElementRule, text: string): boolean {
  return right.get(rule) === text;
}

function remember(rule: ElementRule, text: string, isSecret: boolean): void {
  if (!isSecret && text.length <= MAX_KEPT) right.set(rule, text);
}
