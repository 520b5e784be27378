// "Did you mean": the nearest known name, if one is near.

import { distance } from 'fastest-levenshtein';

export function nearestName(name: string, known: Iterable<string>): string | undefined {
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const each of known) {
    const found = distance(name.toLowerCase(), each.toLowerCase());
    const limit = Math.max(2, Math.floor(Math.max(name.length, each.length) * 0.4));
    if (found <= limit && found < (best?.distance ?? Number.POSITIVE_INFINITY)) {
      best = { name: each, distance: found };
    }
  }
  return best?.name;
}

/** ` - did you mean "x"?`, or nothing. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const near = nearestName(name, known);
  return near === undefined ? '' : ` - did you mean "${near}"?`;
}
