// Text of a txt file -> its lines by meaning, with positions. Judges nothing.
//
//   <<VOIP CONFIG FILE>>Version:2.0002       first line, padded with blanks
//   <SIP CONFIG MODULE>                      module, never closed
//   CSTA Enable        :0                    key, blanks, colon, value up to the line's end
//   --SIP Line List--  :                     section of the module
//   ###SIP1 Register Pswd :                  masked: an export keeps the secret to itself
//   <<END OF FILE>>                          trailer

import type { KeyPath } from '../form.js';

/** Its module is the one that was last named; empty before the first. */
export interface TxtEntry extends KeyPath {
  /** From 1. */
  readonly line: number;
  /** Where the key begins, from 1. */
  readonly col: number;
  /** Where the colon stands behind it, counted from 0. */
  readonly colon: number;
  readonly value: string;
  readonly masked: boolean;
}

/** A line that is nothing of the kind above, or a module's name. */
export interface TxtLine {
  readonly line: number;
  readonly text: string;
}

export interface TxtFile {
  readonly firstLine: string;
  readonly modules: readonly TxtLine[];
  readonly entries: readonly TxtEntry[];
  readonly comments: readonly TxtLine[];
  readonly strays: readonly TxtLine[];
  readonly trailers: readonly TxtLine[];
}

const MASK = '###';

/** Takes lines that end in CR LF, as phones write them, or in LF. */
export function parseTxt(text: string, trailer: string): TxtFile {
  const [firstLine = '', ...rest] = text.replaceAll('\r\n', '\n').split('\n');
  const modules: TxtLine[] = [];
  const entries: TxtEntry[] = [];
  const comments: TxtLine[] = [];
  const strays: TxtLine[] = [];
  const trailers: TxtLine[] = [];
  let section = '';
  for (const [index, content] of rest.entries()) {
    const at = { line: index + 2, text: content };
    if (isPlainSetting(content)) {
      entries.push(parseEntry(at, modules.at(-1)?.text ?? '', section));
      continue;
    }
    const module = /^<([^<>]+)>\s*$/.exec(content)?.[1];
    const heading = parseHeading(content);
    if (content.trim() === '') continue;
    if (content.trimEnd() === trailer) trailers.push(at);
    else if (module !== undefined) {
      modules.push({ ...at, text: module });
      section = '';
    } else if (heading !== undefined) section = heading;
    else if (/^##(?!#)/.test(content)) comments.push(at);
    else if (!content.includes(':')) strays.push(at);
    else entries.push(parseEntry(at, modules.at(-1)?.text ?? '', section));
  }
  return { firstLine, modules, entries, comments, strays, trailers };
}

/** Kinds of lines in which something is said. */
const LINES = ['entries', 'modules', 'comments', 'strays'] as const;

function endOf({ trailers: [trailer] }: TxtFile): number {
  return trailer?.line ?? Number.POSITIVE_INFINITY;
}

/** Without what stands behind the end mark: whether a phone reads that nobody knows. */
export function beforeEnd(file: TxtFile): TxtFile {
  const end = endOf(file);
  if (end === Number.POSITIVE_INFINITY) return file;
  const isBefore = ({ line }: { readonly line: number }) => line < end;
  return {
    ...file,
    modules: file.modules.filter(isBefore),
    entries: file.entries.filter(isBefore),
    comments: file.comments.filter(isBefore),
    strays: file.strays.filter(isBefore),
  };
}

/** From 1, in their order. */
export function linesAfterEnd(file: TxtFile): readonly number[] {
  const end = endOf(file);
  return LINES.flatMap((lines) => file[lines].map(({ line }) => line))
    .filter((line) => line > end)
    .toSorted((a, b) => a - b);
}

/** Nearly every line is one: it begins with none of the marks. */
function isPlainSetting(content: string): boolean {
  return content.includes(':') && !'<-#'.includes(content.charAt(0));
}

/** `--SIP Line List--  :`; long names have lost a dash or two. */
function parseHeading(content: string): string | undefined {
  const line = content.trimEnd();
  if (!line.startsWith('--') || !line.endsWith(':')) return undefined;
  return line
    .slice(2, -1)
    .trimEnd()
    .replace(/-{1,2}$/, '');
}

/** The first colon ends the key: values may hold colons, `get:http://…`. */
function parseEntry({ line, text }: TxtLine, module: string, section: string): TxtEntry {
  const masked = text.startsWith(MASK);
  const plain = masked ? text.slice(MASK.length) : text;
  const colon = plain.indexOf(':');
  const key = plain.slice(0, colon).trimEnd();
  const col = masked ? MASK.length + 1 : 1;
  return { line, module, section, key, col, colon, value: plain.slice(colon + 1), masked };
}
