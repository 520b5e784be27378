// What observers told and nobody has looked at yet. A server under load has little of the story at hand while it answers: to look
// at many at once costs a fraction of what each would cost between two packets.

export interface Inbox<T> {
  put(told: T): void;
  /** Looks at all that waits. */
  empty(): void;
}

export interface InboxOptions<T> {
  /** Milliseconds that never go back. */
  now(): number;
  /** It happened at `atMs`. */
  look(told: T, atMs: number): void;
  /** Calls it once; absent: after a tenth of a second. */
  readonly later?: (run: () => void) => void;
  /** `look` threw that: the others are looked at all the same. Absent: then the first of it is thrown at who asks. */
  readonly failed: ((cause: unknown) => void) | undefined;
}

/** Looked at within a quarter of a millisecond. */
const WAITING_MAX = 32;
/** Who watches live waits for no more than that. */
const SOON_MS = 100;
const soon = (run: () => void) => void setTimeout(run, SOON_MS).unref();

export function createInbox<T>({ now, look, later = soon, failed }: InboxOptions<T>): Inbox<T> {
  let waiting: T[] = [];
  let times: number[] = [];
  let isPlanned = false;

  function empty(): void {
    if (waiting.length === 0) return;
    const [all, since] = [waiting, times];
    waiting = [];
    times = [];
    let thrown: { readonly cause: unknown } | undefined;
    for (let at = 0; at < all.length; at += 1) {
      try {
        look(all[at] as T, since[at] ?? 0);
      } catch (cause) {
        if (failed) failed(cause);
        else thrown ??= { cause };
      }
    }
    if (thrown) throw thrown.cause;
  }

  function planned(): void {
    isPlanned = false;
    empty();
  }

  return {
    put(told) {
      times.push(now());
      if (waiting.push(told) >= WAITING_MAX) empty();
      if (isPlanned) return;
      isPlanned = true;
      later(planned);
    },
    empty,
  };
}
