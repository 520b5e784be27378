// A language says what was seen and what that means.

import type { Said, Value, Values } from './said.js';
import type { CountId, Language, RowId } from './shape.js';

export function print({ text, values }: Said, language: Language): string {
  return fill(language.texts[text], values, language);
}

/** What a diagnosis usually means. */
export function printMeans(row: RowId, values: Values, language: Language): string {
  return fill(language.rows[row].means, values, language);
}

/** undefined: there is nothing to do. */
export function printTodo(row: RowId, values: Values, language: Language): string | undefined {
  const { todo } = language.rows[row];
  return todo === undefined ? undefined : fill(todo, values, language);
}

/** `#` is the number. */
export function printCount(
  count: number,
  of: CountId,
  language: Language,
  values: Values = {},
): string {
  const forms = language.counts[of];
  const form = forms[rulesOf(language.lang).select(count)] ?? forms.other;
  return fill(form.replace('#', String(count)), values, language);
}

/** A name of ours in prose. */
export function printReason(name: string, language: Language): string {
  return language.reasons[name] ?? name.replaceAll('-', ' ');
}

function fill(text: string, values: Values, language: Language): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : printValue(value, language);
  });
}

function printValue(value: Value, language: Language): string {
  if (typeof value === 'string') return value;
  const { units } = language;
  if ('text' in value) return print(value, language);
  if ('times' in value) return units.times(value.times);
  if ('often' in value) return value.often === 1 ? '' : `${units.times(value.often)} `;
  if ('ms' in value) return units.span(value.ms);
  if ('bytes' in value) return units.bytes(value.bytes);
  if ('count' in value) return printCount(value.count, value.of, language, value.values);
  if ('stage' in value) return language.stages[value.stage];
  if ('all' in value) return units.all(value.all);
  return printMeans(value.means, value.values, language);
}

const rules = new Map<string, Intl.PluralRules>();

function rulesOf(lang: string): Intl.PluralRules {
  const known = rules.get(lang) ?? new Intl.PluralRules(lang);
  rules.set(lang, known);
  return known;
}
