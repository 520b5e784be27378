// The options of RFC 2348, 2349 and 7440: one row each, and how both sides agree on them. Pure.

import type { Option } from './packet.js';

/** What the server brings to the table. */
export interface Offer {
  /** Bytes that this transfer will carry, after any netascii conversion; infinite: nobody knows yet. */
  readonly transferBytes: number;
  readonly maxBlksize: number;
  readonly maxWindowsize: number;
}

/** What holds for one transfer. */
export interface Agreement {
  readonly blksize: number;
  readonly windowsize: number;
  /** Absent: each side chooses its own time to send again. */
  readonly timeoutSeconds?: number;
  /** Absent: the server did not say. */
  readonly transferBytes?: number;
}

interface OptionRow {
  readonly min: number;
  readonly max: number;
  /** What the server says to a valid wish; undefined: nothing. */
  answer(asked: number, offer: Offer): number | undefined;
  /** Whether a client may live with what the server said. */
  accepts(answered: number, asked: number): boolean;
}

const MAX_TIMEOUT_SECONDS = 30;
const same = (answered: number, asked: number): boolean => answered === asked;
const notMore = (answered: number, asked: number): boolean => answered <= asked;

const OPTIONS = {
  // RFC 2348: the server may go below the wish, never above.
  blksize: {
    min: 8,
    max: 65_464,
    answer: (asked, offer) => Math.min(asked, offer.maxBlksize),
    accepts: notMore,
  },
  // RFC 2349: the same value back, or no answer: whoever is silent would keep its place for too long.
  timeout: {
    min: 1,
    max: 255,
    answer: (asked) => (asked <= MAX_TIMEOUT_SECONDS ? asked : undefined),
    accepts: same,
  },
  // RFC 2349: a reader says 0 and hears the size. Not of an empty file: curl takes 0 for an error.
  tsize: {
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    answer: (_asked, { transferBytes }) =>
      Number.isFinite(transferBytes) && transferBytes > 0 ? transferBytes : undefined,
    accepts: () => true,
  },
  // RFC 7440 section 3: less than the wish is allowed, more is not.
  windowsize: {
    min: 1,
    max: 65_535,
    answer: (asked, offer) => Math.min(asked, offer.maxWindowsize),
    accepts: notMore,
  },
} satisfies Readonly<Record<string, OptionRow>>;

type OptionName = keyof typeof OPTIONS;
const ROWS: readonly (readonly [string, OptionRow])[] = Object.entries(OPTIONS);

/** RFC 1350: what holds where nothing was agreed. */
export const PLAIN: Agreement = { blksize: 512, windowsize: 1 };

/**
 * The server's side: the options to acknowledge, always in the table's order. Names are compared without
 * case; unknown options and bad values are left out, as RFC 2347 wants; of a repeated one the first counts.
 */
export function answerOptions(asked: readonly Option[], offer: Offer): readonly Option[] {
  return ROWS.flatMap(([name, row]) => {
    const wish = numberOf(name, row, asked);
    const answer = wish === undefined ? undefined : row.answer(wish, offer);
    return answer === undefined ? [] : [{ name, value: `${answer}` }];
  });
}

/** The client's side: undefined where the server answers what was not asked, or asks for more. */
export function agree(
  asked: readonly Option[],
  answered: readonly Option[],
): Agreement | undefined {
  const known = ROWS.filter(([name, row]) => {
    const wish = numberOf(name, row, asked);
    const answer = numberOf(name, row, answered);
    return wish !== undefined && answer !== undefined && row.accepts(answer, wish);
  });
  return known.length === answered.length ? agreementOf(answered) : undefined;
}

/** What acknowledged options mean. */
export function agreementOf(acknowledged: readonly Option[]): Agreement {
  const value = (name: OptionName) => numberOf(name, OPTIONS[name], acknowledged);
  const timeoutSeconds = value('timeout');
  const transferBytes = value('tsize');
  return {
    blksize: value('blksize') ?? PLAIN.blksize,
    windowsize: value('windowsize') ?? PLAIN.windowsize,
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    ...(transferBytes !== undefined && { transferBytes }),
  };
}

function numberOf(name: string, row: OptionRow, options: readonly Option[]): number | undefined {
  const text = options.find((option) => option.name.toLowerCase() === name)?.value;
  if (text === undefined || !/^\d{1,16}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= row.min && value <= row.max ? value : undefined;
}
