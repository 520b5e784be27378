// How many cells of a terminal a text takes, and the part of it that fits. Texts are printable: see core/printable.ts.

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Nothing but ASCII, Latin, Greek and Cyrillic: a cell each. */
const NARROW = /^[\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u052f]*$/;
/** Unicode's East Asian wide and fullwidth letters, as far as terminals agree, and pictures. */
const WIDE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\ufe0f/u;

export function cellsOf(text: string): number {
  if (NARROW.test(text)) return text.length;
  let cells = 0;
  for (const { segment } of GRAPHEMES.segment(text)) cells += cellsOfOne(segment);
  return cells;
}

/** Exactly so many cells: padded with blanks, or cut, which an ellipsis shows. */
export function toCells(text: string, cells: number): string {
  const has = cellsOf(text);
  if (has <= cells) return text + ' '.repeat(cells - has);
  const start = startOf(text, cells - 1);
  return `${start}…${' '.repeat(Math.max(0, cells - 1 - cellsOf(start)))}`.slice(
    0,
    cells <= 0 ? 0 : undefined,
  );
}

/** In lines of so many cells, broken between words where that can be; no more lines than `max`, the last cut. */
export function wrap(text: string, cells: number, max: number): readonly string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest !== '' && lines.length < max - 1 && cellsOf(rest) > cells) {
    const start = startOf(rest, cells);
    const blank = start.lastIndexOf(' ');
    const end = rest[start.length] === ' ' || blank <= 0 ? start.length : blank;
    lines.push(rest.slice(0, Math.max(1, end)));
    rest = rest.slice(Math.max(1, end)).trimStart();
  }
  return rest === '' ? lines : [...lines, toCells(rest, Math.min(cells, cellsOf(rest)))];
}

function startOf(text: string, cells: number): string {
  let taken = 0;
  let start = '';
  for (const { segment } of GRAPHEMES.segment(text)) {
    taken += cellsOfOne(segment);
    if (taken > cells) break;
    start += segment;
  }
  return start;
}

function cellsOfOne(grapheme: string): number {
  return WIDE.test(grapheme) ? 2 : 1;
}
