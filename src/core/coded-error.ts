// What the environment refuses: an Error with a code, a sentence and its cause.

export interface CodedError extends Error {
  /** As the system names it, `EACCES`. */
  readonly code: string;
}

export function codedError(code: string, message: string, cause?: unknown): CodedError {
  return Object.assign(new Error(message, { cause }), { code });
}

/** Undefined: not an error of the system. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
