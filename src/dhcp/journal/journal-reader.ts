// What a journal's bytes say, where they stop, and what in them makes no sense. Pure.
//
// Only an end without its line feed, or of NULs, is torn: a crash leaves that of what was not yet confirmed. Anything
// else that cannot be read is damage, done by a disk or by a person, and is counted.

import type { Ipv4 } from '../../core/ipv4.js';
import {
  formatJournalLine,
  type JournalLine,
  LINE_BYTES_MAX,
  parseJournalLine,
} from './journal-line.js';

export interface JournalDamage {
  /** Lines that cannot be read: what they said is lost. */
  readonly damagedLines: number;
  /** Lines behind one of a higher or the same number: sorted, joined, or written by two. */
  readonly unorderedLines: number;
  /** Of them, those that contradict a line of the same number: which came last cannot be known. */
  readonly disputedLines: number;
}

export interface JournalContent {
  /** The last line of each address, by number; of contradicting ones the one that holds it longer. */
  readonly lines: ReadonlyMap<Ipv4, JournalLine>;
  readonly nextSeq: number;
  /** What follows is torn. */
  readonly goodBytes: number;
  /** No line feed ends what is good. */
  readonly isOpenEnded: boolean;
  readonly damage: JournalDamage;
  /** There is something, and not one line of it is ours. */
  readonly isForeign: boolean;
}

const LINE_FEED = 10;
/** UTF-8's, as Latin-1 shows it. */
const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf';
/** With this each line of ours begins. */
const HEAD = '{"seq":';

export function readJournalContent(bytes: Uint8Array): JournalContent {
  const lines = new Map<Ipv4, JournalLine>();
  const damage = { damagedLines: 0, unorderedLines: 0, disputedLines: 0 };
  let nextSeq = 1;
  let understood = 0;

  function take(line: JournalLine): void {
    understood += 1;
    const { address } = line.lease;
    const known = lines.get(address);
    if (line.seq < nextSeq) damage.unorderedLines += 1;
    if (known?.seq === line.seq && !isSame(known, line)) damage.disputedLines += 1;
    if (known === undefined || isLater(line, known)) lines.set(address, line);
    nextSeq = Math.max(nextSeq, line.seq + 1);
  }
  function takeText(text: string): boolean {
    const line = parseJournalLine(text);
    if (line !== undefined) take(line);
    return line !== undefined;
  }

  let start = 0;
  for (;;) {
    const end = bytes.indexOf(LINE_FEED, start);
    if (end < 0) break;
    const text = textOf(bytes, start, end);
    start = end + 1;
    if (text === '' || takeText(text)) continue;
    damage.damagedLines += 1;
    // A lost block ends where the next one begins, and that may be just before a line.
    takeText(text.slice(text.lastIndexOf('\0') + 1));
  }
  const end = endWithoutNuls(bytes, start);
  const rest = textOf(bytes, start, end);
  const isRead = takeText(rest);
  const isTorn = !isRead && isTornLine(rest, understood > 0);
  if (!isRead && !isTorn) damage.damagedLines += 1;
  return {
    lines,
    nextSeq,
    goodBytes: isTorn ? start : end,
    isOpenEnded: !isTorn,
    damage,
    isForeign: understood === 0 && damage.damagedLines > 0,
  };
}

/** Windows ends lines with two characters, and begins files with a mark. Of what is longer than any line the end. */
function textOf(bytes: Uint8Array, start: number, end: number): string {
  const from = Math.max(start, end - LINE_BYTES_MAX - 1);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, end - from)
    .toString('latin1')
    .replace(/\r$/, '');
  return from === 0 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(3) : text;
}

function endWithoutNuls(bytes: Uint8Array, start: number): number {
  let end = bytes.length;
  while (end > start && bytes[end - 1] === 0) end -= 1;
  return end;
}

/** Where nothing before it is ours, it must at least begin like a line of ours. */
function isTornLine(text: string, hasLines: boolean): boolean {
  return text.length <= LINE_BYTES_MAX && (hasLines || HEAD.startsWith(text.slice(0, HEAD.length)));
}

function isLater(line: JournalLine, known: JournalLine): boolean {
  if (line.seq !== known.seq) return line.seq > known.seq;
  return line.lease.untilMs > known.lease.untilMs;
}

function isSame(a: JournalLine, b: JournalLine): boolean {
  return formatJournalLine(a) === formatJournalLine(b);
}

/** In words, with counts; undefined: there is none. */
export function describeDamage({
  damagedLines,
  unorderedLines,
  disputedLines,
}: JournalDamage): string | undefined {
  const said = [
    ...(damagedLines > 0 ? [`unreadable lines: ${damagedLines} (what they said is lost)`] : []),
    ...(unorderedLines > 0
      ? [`lines out of order: ${unorderedLines} (the highest number of each address counts)`]
      : []),
    ...(disputedLines > 0
      ? [
          `lines that contradict another of their number: ${disputedLines} (the longer lease counts)`,
        ]
      : []),
  ];
  return said.length > 0 ? said.join('; ') : undefined;
}
