// Texts without quotes that hold what a person meant as something else: quotes of a word processor, a comment, a `#`.

import { isScalar, type Pair, type Scalar } from 'yaml';
import { namesPassword } from '../../core/secret-in-text.js';
import type { Finding, Place } from '../../findings/finding.js';
import { finding } from './codes.js';

export type PlaceAt = (offset: number) => Place;

/** Quotes of a word processor are none of YAML's. */
const TYPOGRAPHIC = /^[“”„‟‘’‚‛]/u;
const CLOSES = /[“”„‟‘’‚‛]$/u;
/** Names of texts in which a `#` may well stand. */
const FREE_TEXT = /name|label|text|match|rewrite/i;

export function mendText(scalar: Scalar, name: unknown, at: PlaceAt): Finding[] {
  const { value, type, comment, range } = scalar;
  if (type !== 'PLAIN' || typeof value !== 'string' || !range) return [];
  const place = at(range[0]);
  if (TYPOGRAPHIC.test(value)) {
    scalar.value = value.replace(/^[“”„‟‘’‚‛]+|[“”„‟‘’‚‛]+$/gu, '');
    const message = 'the quotes around this text are those of a word processor';
    return [finding('inventory/quote-it', place, message, { hint: 'write straight quotes: "…"' })];
  }
  const free = FREE_TEXT.test(String(name)) || namesPassword(String(name));
  if (free && /\s\/\/\s/.test(value)) {
    const message = `${String(name)} goes on behind "//", which begins no comment in YAML`;
    const hint = 'write "#" in its place, or quote the whole text if "//" belongs to it';
    return [finding('inventory/doubtful-value', place, message, { hint })];
  }
  if (!free || !comment || /^\s/.test(comment)) return [];
  const message = `${String(name)} ends before "#", which begins a comment`;
  const hint = 'quote the whole text if "#" belongs to it; if not, put a blank behind "#"';
  return [finding('inventory/doubtful-value', place, message, { hint })];
}

/** To YAML `{ label: “Hall, left” }` is a text that ends at the comma, and a name without a value behind it. */
export function joinQuoted(items: readonly Pair[]): Pair[] {
  const joined: Pair[] = [];
  for (const item of items) {
    const before = openText(joined.at(-1)?.value);
    if (before && !item.value && isPlain(item.key)) before.value += `, ${item.key.value}`;
    else joined.push(item);
  }
  return joined;
}

function openText(value: unknown): Scalar<string> | undefined {
  return isPlain(value) && TYPOGRAPHIC.test(value.value) && !CLOSES.test(value.value)
    ? value
    : undefined;
}

function isPlain(node: unknown): node is Scalar<string> {
  return isScalar(node) && node.type === 'PLAIN' && typeof node.value === 'string';
}
