// Which words of an inventory brought a line of a phone's file about.

import type { Position } from '../../render/xml/tree.js';
import type { Phone } from '../../site/site.js';
import type { Cause } from '../driver.js';
import { parseDotted } from './forms/dotted/parse-dotted.js';
import { parseTxt } from './forms/txt/parse-txt.js';
import type { Tables } from './settings/context.js';
import { parseKeyPath } from './tables/key-names.js';

export function causeOf(
  { raw }: Phone,
  text: string,
  { line }: Position,
  { layout: { forms } }: Tables,
): Cause | undefined {
  const names = Object.keys(raw);
  if (names.length === 0) return undefined;
  const entry = parseTxt(text, forms.A.trailer).entries.find((each) => each.line === line);
  const setting = parseDotted(text).settings.find((each) => each.line === line);
  const name = names.find(
    (each) =>
      each === setting?.key ||
      [forms.A, forms.B].some((form) => {
        const { module, key } = parseKeyPath(form, each);
        return module === entry?.module && key === entry.key;
      }),
  );
  return name === undefined ? undefined : { path: ['raw', name] };
}
