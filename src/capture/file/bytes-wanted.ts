// Files come in chunks of any size, formats want pieces of their own. A format is a generator that says what it wants
// next and is given it; so it reads as if all were there, and no more is held than one piece.

/** So many bytes as one piece, or so many passed over. */
export type Want = { readonly take: number } | { readonly skip: number };

/** Ends when nothing more can be read. */
export type Format = Generator<Want, void, Uint8Array>;

export interface Feed {
  /** False: it has read all that it can. */
  take(chunk: Uint8Array): boolean;
  /** Bytes before what the format is given next. */
  offset(): number;
  /** Bytes that came and were too few for what was wanted. */
  left(): number;
}

const NOTHING = new Uint8Array(0);

/** `open` is given how to ask for the place in the file. */
export function createFeed(open: (offset: () => number) => Format): Feed {
  let rest: Uint8Array = NOTHING;
  let at = 0;
  /** Bytes of the file before `rest`. */
  let before = 0;
  const offset = () => before + at;
  const format = open(offset);
  let step = format.next(NOTHING);

  function advance(): void {
    while (!step.done) {
      const want = step.value;
      const there = rest.length - at;
      if ('skip' in want) {
        const skipped = Math.min(want.skip, there);
        at += skipped;
        if (skipped < want.skip) {
          step = { done: false, value: { skip: want.skip - skipped } };
          return;
        }
        step = format.next(NOTHING);
      } else {
        if (there < want.take) return;
        at += want.take;
        step = format.next(rest.subarray(at - want.take, at));
      }
    }
  }
  return {
    take(chunk) {
      const left = rest.length - at;
      before += at;
      rest = left === 0 ? chunk : Buffer.concat([rest.subarray(at), chunk]);
      at = 0;
      advance();
      return !step.done;
    },
    offset,
    left: () => rest.length - at,
  };
}
