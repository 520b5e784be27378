// Counts, times and sizes in English.

import type { Units } from '../shape.js';
import { type SpanUnit, spanOf } from '../span-unit.js';

const SHORT: Readonly<Record<SpanUnit, string>> = {
  millisecond: 'ms',
  second: 's',
  minute: 'min',
  hour: 'h',
  day: 'd',
};
const numbers = new Intl.NumberFormat('en');
const tenths = new Intl.NumberFormat('en', {
  ...{ minimumFractionDigits: 1, maximumFractionDigits: 1 },
  useGrouping: false,
});
const SMALL_BYTES = 100_000;

export const ENGLISH_UNITS: Units = {
  span(ms) {
    const { count, unit } = spanOf(ms);
    return `${count} ${SHORT[unit]}`;
  },
  bytes(count) {
    if (count < SMALL_BYTES) return `${numbers.format(count)} ${count === 1 ? 'byte' : 'bytes'}`;
    return `${tenths.format(count / 1_000_000)} MB`;
  },
  tenths: (value) => tenths.format(value),
  times(count) {
    if (count === 1) return 'once';
    return count === 2 ? 'twice' : `${count} times`;
  },
  all: (texts) => texts.join(' and '),
};
