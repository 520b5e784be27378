// Which words of an inventory brought a line of a phone's file about.

import { oncePer, oncePerKey, onceWhileSame } from '../../core/once-per.js';
import type { Position } from '../../render/xml/tree.js';
import type { Phone } from '../../site/site.js';
import type { Cause } from '../driver.js';
import type { Form, Setting } from './forms/form.js';

export type FindCause = (phone: Phone, text: string, position: Position) => Cause | undefined;

/** A file with many faults is asked about for each: it is read once, and so are the words. */
export function createFindCause(forms: readonly Form[]): FindCause {
  // A template of somebody's own may have lost what tells the forms apart.
  const settingsIn = onceWhileSame((text: string) => {
    const byLine = oncePerKey((_line: number) => [] as { form: Form; setting: Setting }[]);
    for (const form of forms) {
      for (const setting of form.parse(text).settings) {
        byLine(setting.keyAt.line).push({ form, setting });
      }
    }
    return byLine;
  });
  const wordsOf = oncePer((raw: Phone['raw']) => {
    const names = Object.keys(raw);
    const order = new Map(names.map((name, index) => [name, index]));
    return { order, find: new Map(forms.map((form) => [form, form.rawNamesAmong(names)])) };
  });
  return ({ raw }, text, { line }) => {
    const { order, find } = wordsOf(raw);
    if (order.size === 0) return undefined;
    const [first] = settingsIn(text)(line)
      .flatMap(({ form, setting }) => find.get(form)?.(setting) ?? [])
      .toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    return first === undefined ? undefined : { path: ['raw', first] };
  };
}
