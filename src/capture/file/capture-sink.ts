// Where the readers of both formats put what they find.

export interface CaptureSink {
  /** What is read next begins a record: a file may end here. */
  begin(): void;
  /** From here to the next `begin` it may not. */
  within(): void;
  /** `length`: on the wire. */
  packet(atMs: number, linkType: number, bytes: Uint8Array, length: number): void;
  /** A packet whose interface nobody described. */
  homeless(): void;
  /** The record that began last cannot be read, so nobody knows where the next one begins. */
  damaged(): void;
}
