// Text of an inventory -> value, or a finding that says what was wanted.

import { diagnostic } from '../core/diagnostic.js';
import type { Context } from './context.js';
import { type Origin, placeOf } from './source.js';

/** Parses, or reports that `text` is not `wanted`. */
export function parseOr<T>(
  context: Pick<Context, 'report'>,
  parse: (text: string) => T | undefined,
  text: string,
  origin: Origin,
  wanted: string,
): T | undefined {
  const value = parse(text);
  if (value === undefined) {
    const message = `"${text}" is not ${wanted}`;
    context.report(diagnostic('inventory/bad-value', placeOf(origin), message));
  }
  return value;
}
