// What a language must have: each text that English has, with the same `{…}` in it. Less, more or another is a build error.
// Types only.

import type { Stage } from '../history.js';
import type { ENGLISH_ADDRESS_ROWS } from './en/address-rows.js';
import type { ENGLISH_COUNTS } from './en/counts.js';
import type { ENGLISH_FILE_ROWS } from './en/file-rows.js';
import type { ENGLISH_FIRMWARE_ROWS } from './en/firmware-rows.js';
import type { ENGLISH_LINE_ROWS } from './en/line-rows.js';
import type { ENGLISH_ROLLOUT } from './en/rollout.js';
import type { ENGLISH_SEEN } from './en/seen.js';
import type { ENGLISH_SITE_ROWS } from './en/site-rows.js';
import type { ENGLISH_TOLD } from './en/told.js';

/** What `{…}` stands for in a text; braces around several words are the text's own. */
export type Names<T> = T extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `${string} ${string}` ? never : Name) | Names<Rest>
  : never;

/** Of the same keys as `English`, each text with the same names in it. */
export type Translated<English, Own> = {
  readonly [K in keyof English | keyof Own]: K extends keyof English
    ? K extends keyof Own
      ? SameNames<English[K], Own[K]>
      : English[K]
    : never;
};

type SameNames<English, Own> = English extends string
  ? [Names<English>] extends [Names<Own>]
    ? [Names<Own>] extends [Names<English>]
      ? Own
      : { readonly 'has names that English has not': Exclude<Names<Own>, Names<English>> }
    : { readonly 'lacks names that English has': Exclude<Names<English>, Names<Own>> }
  : Translated<English, Own>;

/** A table of another language: `as<typeof ENGLISH_SEEN>()({ … })`. */
export const as =
  <English>() =>
  <const Own>(own: Own & Translated<English, Own>): Own =>
    own;

export type Texts = typeof ENGLISH_SEEN & typeof ENGLISH_TOLD & typeof ENGLISH_ROLLOUT;
export type TextId = keyof Texts;

export type RowTexts = typeof ENGLISH_ADDRESS_ROWS &
  typeof ENGLISH_FILE_ROWS &
  typeof ENGLISH_FIRMWARE_ROWS &
  typeof ENGLISH_LINE_ROWS;
export type RowId = keyof RowTexts;
export type SiteRowId = keyof typeof ENGLISH_SITE_ROWS;

export type CountId = keyof typeof ENGLISH_COUNTS;
/** By Intl.PluralRules; `#` is the number. */
export type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

/** What a diagnosis says; without `todo` there is nothing to do. */
export interface RowText {
  readonly means: string;
  readonly todo?: string;
}

export interface Units {
  /** `800 ms`, `30 s`, `5 min`, `8 h`, `3 d`: the largest unit of which there are two, rounded. */
  span(ms: number): string;
  /** `7,385 bytes`, `3.1 MB`. */
  bytes(count: number): string;
  /** `3.1`. */
  tenths(value: number): string;
  times(count: number): string;
  all(texts: readonly string[]): string;
}

export interface Language {
  /** Of BCP 47. */
  readonly lang: string;
  readonly units: Units;
  readonly texts: Readonly<Record<TextId, string>>;
  readonly rows: Readonly<Record<RowId, RowText>>;
  readonly siteRows: Readonly<Record<SiteRowId, string>>;
  readonly counts: Readonly<Record<CountId, Forms>>;
  readonly stages: Readonly<Record<Stage, string>>;
  /** Names of ours: why DHCP answered so, how a request ended. What is not here is said as it is called. */
  readonly reasons: Readonly<Record<string, string>>;
  /** What files are for, by how the drivers say it. What is not here is said so. */
  readonly purposes: Readonly<Record<string, string>>;
}
