// Numbers, sizes, times and how long ago a thing was, in the language of the page. Who asks knows the server's time.

export interface Format {
  /** `1,234`. */
  number(value: number): string;
  /** `7,385 bytes`, `3.1 MB`. */
  bytes(value: number): string;
  percent(share: number): string;
  /** `3 s`, `2 min`: the largest unit of which there is one, rounded down. */
  lasting(ms: number): string;
  /** `99.0 s`: of a step in a boot. */
  seconds(ms: number): string;
  /** `12:41:07`; of another day than `nowMs` with its date. */
  time(iso: string, nowMs: number): string;
  clock(ms: number): string;
  /** One of the forms, with `#` as the number: by the plural rules of the language. */
  plural(count: number, forms: Forms): string;
}

export type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;
const SMALL_BYTES = 100_000;

export function createFormat(locale: string): Format {
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: 'percent' });
  const rules = new Intl.PluralRules(locale);
  const clocks = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', hourCycle: 'h23' });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const unit = (name: string, more: Intl.NumberFormatOptions = {}) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short', ...more });
  const tenths = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  const bytes = unit('byte', { unitDisplay: 'long' });
  const megabytes = unit('megabyte', tenths);
  const seconds = unit('second', { ...tenths, unitDisplay: 'narrow' });
  const units = UNITS.map(([name, ms]) => ({
    ms,
    // A bare `m` might be months or metres.
    format: unit(name, { unitDisplay: name === 'minute' ? 'short' : 'narrow' }),
  }));

  return {
    number: (value) => numbers.format(value),
    bytes: (value) =>
      value < SMALL_BYTES ? bytes.format(value) : megabytes.format(value / 1_000_000),
    percent: (share) => percents.format(share),
    lasting(ms) {
      const fits = units.find((each) => ms >= each.ms) ?? units[units.length - 1];
      return fits?.format.format(Math.max(0, Math.floor(ms / fits.ms))) ?? '';
    },
    seconds: (ms) => seconds.format(ms / 1_000),
    time(iso, nowMs) {
      const ms = Date.parse(iso);
      const day = days.format(ms);
      return day === days.format(nowMs) ? clocks.format(ms) : `${day}, ${clocks.format(ms)}`;
    },
    clock: (ms) => clocks.format(ms),
    plural: (count, forms) =>
      (forms[rules.select(count)] ?? forms.other).replace('#', numbers.format(count)),
  };
}
