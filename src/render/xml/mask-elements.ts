// Makes secrets unreadable where an element has a telling name, in XML well-formed or not. Rather masks too much than too little.

import { MASK } from '../../core/secret.js';
import { maskSecretsIn } from '../../core/secret-in-text.js';

/** `pattern`: from a start tag, which is its first group, to the end tag, its fourth. Line breaks stay, so that lines keep their numbers. */
export function maskElements(text: string, pattern: RegExp): string {
  const masked = text.replace(
    pattern,
    (_, start: string, _name: string, value: string, end: string) =>
      `${start}${value.replace(/[^\r\n]+/g, MASK)}${end}`,
  );
  return maskSecretsIn(masked);
}
