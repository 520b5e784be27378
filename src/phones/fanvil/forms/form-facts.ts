// What a form's files look like, whatever they say: one entry under `forms` of templates/fanvil/layout.json.

import type { Codec, DateFormat } from '../../../site/site.js';
import { flag, mapOf, text } from '../tables/shape-parts.js';

export interface FormFacts {
  /** Where nobody chose another. */
  readonly version: string;
  readonly firstLine: string;
  readonly eol: string;
  /** Also keys without a purpose are written, so that what stood on them goes. */
  readonly allKeys: boolean;
  readonly codecs: Readonly<Partial<Record<Codec, string>>>;
  /** By language, or by locale where a language is not enough. */
  readonly languages: Readonly<Record<string, string>>;
  readonly dates: Readonly<Partial<Record<DateFormat['order'], string>>>;
  readonly dst: { readonly off: string; readonly rule: string; readonly byWeek: string };
}

/** For the shape of an entry; `dst` is each form's own to read. */
export const FACTS = {
  ...{ version: text, firstLine: text, eol: text, allKeys: flag },
  ...{ codecs: mapOf(text), languages: mapOf(text), dates: mapOf(text) },
};
