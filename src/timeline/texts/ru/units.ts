// Counts, times and sizes in Russian.

import type { Units } from '../shape.js';
import { type SpanUnit, spanOf } from '../span-unit.js';

const unit = (name: string, more: Intl.NumberFormatOptions = {}) =>
  new Intl.NumberFormat('ru', { style: 'unit', unit: name, unitDisplay: 'short', ...more });
const TENTHS = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

const spans: Readonly<Record<SpanUnit, Intl.NumberFormat>> = {
  millisecond: unit('millisecond'),
  second: unit('second'),
  minute: unit('minute'),
  hour: unit('hour'),
  day: unit('day'),
};
const bytes = unit('byte', { unitDisplay: 'long' });
const megabytes = unit('megabyte', TENTHS);
const tenths = new Intl.NumberFormat('ru', TENTHS);
const lists = new Intl.ListFormat('ru');
const rules = new Intl.PluralRules('ru');
const SMALL_BYTES = 100_000;

export const RUSSIAN_UNITS: Units = {
  span(ms) {
    const { count, unit: name } = spanOf(ms);
    // A sentence goes on after `дн.`, or ends there without a full stop.
    return spans[name].format(count).replace(/\.$/, '');
  },
  bytes: (count) =>
    count < SMALL_BYTES ? bytes.format(count) : megabytes.format(count / 1_000_000),
  tenths: (value) => tenths.format(value),
  times: (count) => `${count} ${rules.select(count) === 'few' ? 'раза' : 'раз'}`,
  all: (texts) => lists.format(texts),
};
