// A line of a file that holds nothing but text, for whoever reads a form by lines.

import type { Stretch } from './form.js';

export function lineStretch(text: string, line: number): Stretch {
  return { text, at: { line, col: 1, length: text.length } };
}
