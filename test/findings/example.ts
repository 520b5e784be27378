// What each rule has beside it in the tests: something that it lets pass, and something that it finds.

/** Ids of what is found. */
export type Judged = () => readonly string[] | Promise<readonly string[]>;

export interface Example {
  readonly accepts: Judged;
  readonly rejects: Judged;
}
