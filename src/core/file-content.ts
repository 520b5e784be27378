// One version of a file, read piece by piece: what servers send, wherever it lies. Knows no disk and no protocol.

/** Some of a file's bytes, which never change. */
export interface Piece {
  readonly bytes: Uint8Array;
  /** Where in the file they begin. */
  readonly at: number;
}

export interface FileContent {
  /** Of the whole file, in bytes. */
  readonly size: number;
  /**
   * A piece with all bytes from `start` up to `end` in it, and perhaps more on both sides: at once if it is in
   * memory. `end` is at most `size`. Rejects with an Error whose message is for the log where the bytes cannot
   * be had, or are no longer those of this version.
   */
  read(start: number, end: number): Piece | Promise<Piece>;
  /** To be called once, when nothing more will be asked of it. */
  release(): void;
}

/** What is in memory anyway. `bytes` must never change. */
export function contentOf(bytes: Uint8Array): FileContent {
  const all: Piece = { bytes, at: 0 };
  return { size: bytes.length, read: () => all, release() {} };
}

export function holds({ bytes, at }: Piece, start: number, end: number): boolean {
  return start >= at && end <= at + bytes.length;
}

/** For the error of a `read`. */
export const CHANGED = 'the file changed while it was being sent';
