// The outside of a command: streams, environment, folder. Tests hand in their own.

export interface Io {
  /** Data only. */
  out(text: string): void;
  /** Talk: progress, findings beside data, hints. */
  err(text: string): void;
  /** As `err` and in order with it, but nobody waits: it may leave at the end of this turn of the event loop. */
  log(lines: string): void;
  /** All of standard input, each time the same. */
  readInput(): Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Whether each stream may carry colour. */
  readonly colour: { readonly out: boolean; readonly err: boolean };
  readonly interactive: boolean;
  /** Fires once when the user or the system wants an end. */
  readonly stop: AbortSignal;
  /** SIGHUP: read everything again. */
  onReload(listener: () => void): void;
}

/** diff(1), grep(1): 0 fine, 1 findings, 2 could not run. */
export const EXIT = { ok: 0, findings: 1, failed: 2 } as const;
/** sysexits(3), so that a service manager can tell a mistake from an accident. */
export const SERVE_EXIT = { unavailable: 69, noPermission: 77, badConfig: 78 } as const;

/** The user asked for something that cannot be done; one line, no stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
