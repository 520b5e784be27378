// What the environment refuses, as an Error with a code, a sentence and its cause.

export interface CodedError extends Error {
  /** The system's own name, `EACCES`. */
  readonly code: string;
}

export function codedError(code: string, message: string, cause?: unknown): CodedError {
  return Object.assign(new Error(message, { cause }), { code });
}

/** undefined: not an error of the system. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
