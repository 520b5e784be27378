// The outside of a command: streams, environment, folder. Tests hand in their own.

export interface Io {
  /** Data only. */
  out(text: string): void;
  /** Talk: progress, findings beside data, hints. */
  err(text: string): void;
  /** Whole lines, in order with `err`; after `neverWait` they may leave at the end of this turn of the event loop. */
  log(lines: string): void;
  /**
   * From here on, as long as the process lives, nothing that is said makes anybody wait: what the readers of standard
   * output and error do not take is lost, and `told.lost` says how many lines. No failure to write ends the process.
   */
  neverWait(told: Told): void;
  /** All of standard input, each time the same. */
  readInput(): Promise<string>;
  /** The same, as it came. */
  readInputBytes(): Promise<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Whether each stream may carry colour. */
  readonly colour: { readonly out: boolean; readonly err: boolean };
  /** Whether a person reads standard error as it is written. */
  readonly terminal: boolean;
  /** Whether standard error goes to the journal of systemd. */
  readonly journal?: boolean;
  /** Whether standard output goes to the same file, pipe or socket. */
  readonly together?: boolean;
  /** The terminal as a whole; undefined: there is none, and lines are all that can be written. */
  openScreen?(): Promise<Screen | undefined>;
  /** Fires once when the user or the system wants an end. Whoever never asks for it is ended at once instead. */
  readonly stop: AbortSignal;
  /** SIGHUP: read everything again. */
  onReload(listener: () => void): void;
}

/** A terminal of our own, until it is closed. */
export interface Screen {
  size(): { readonly columns: number; readonly rows: number };
  write(text: string): void;
  onResize(listener: () => void): void;
  /** `listener`: what the terminal sends; `ended`: it is gone. */
  onInput(listener: (text: string) => void, ended: () => void): void;
  /** Gives the terminal back to the shell until it wakes us. */
  suspend(): void;
  /** It is as it was. */
  close(): void;
}

/** Who is told what happens beside a command. */
export interface Told {
  lost(lines: number): void;
  /** What nobody caught, and what ends the process. */
  unexpected(error: unknown): void;
  /** What Node, a library or a thread has to say, which would go to standard error. */
  warned(warning: Error): void;
}

/** The user asked for something that cannot be done; one line, no stack. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
}

/** A file that was named, or looked for, is not there. */
export class NoFileError extends UsageError {
  override readonly name = 'NoFileError';
  constructor(
    readonly file: string,
    readonly what: string,
    /** What to do. */
    readonly hint?: string,
  ) {
    super(hint === undefined ? what : `${what}; ${hint}`);
  }
}
