// Which words of an inventory brought a line of a phone's file about.

import type { Position } from '../../render/xml/tree.js';
import type { Phone } from '../../site/site.js';
import type { Cause } from '../driver.js';
import type { Form } from './forms/form.js';

export function causeOf(
  { raw }: Phone,
  text: string,
  { line }: Position,
  forms: readonly Form[],
): Cause | undefined {
  const names = Object.keys(raw);
  if (names.length === 0) return undefined;
  // A template of somebody's own may have lost what tells the forms apart.
  const found = forms.flatMap((form) =>
    form
      .parse(text)
      .settings.filter(({ keyAt }) => keyAt.line === line)
      .map((setting) => (name: string) => form.isRawName(name, setting)),
  );
  const name = names.find((each) => found.some((isRawName) => isRawName(each)));
  return name === undefined ? undefined : { path: ['raw', name] };
}
