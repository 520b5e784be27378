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

/** Code of what the system refused. What is no error of the system is thrown on. */
export function refusalOf(error: unknown): string {
  const code = codeOf(error);
  if (code === undefined) throw error;
  return code;
}

/** What whoever threw says of it; anything may be thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
