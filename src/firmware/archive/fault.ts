// What is wrong with an archive, so that nothing of it is taken.

import { codedError, codeOf } from '../../core/coded-error.js';

const CODE = 'EARCHIVE';

/** One sentence, which names what it is about. */
export function archiveFault(message: string, cause?: unknown): Error {
  return codedError(CODE, message, cause);
}

export function isArchiveFault(error: unknown): boolean {
  return codeOf(error) === CODE;
}

/** What a library says of an archive, as its fault; what the system refuses, and any fault, as it is. */
export function asFault(error: unknown, name?: string): unknown {
  if (!(error instanceof Error) || 'syscall' in error || isArchiveFault(error)) return error;
  const where = name === undefined ? '' : `${name}: `;
  return archiveFault(`${where}${error.message}`, error);
}
