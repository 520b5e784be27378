// The state folder refuses: what that means to the person at the keyboard, and the way out.

import { type CodedError, codedError, codeOf } from '../core/coded-error.js';

const OTHER_FOLDER = 'or name another folder with --state-dir';
const AS_ANOTHER = `run it as the user who will serve, give the folder to that user, ${OTHER_FOLDER}`;

const ADVICE: Readonly<Record<string, string>> = {
  EACCES: `a right is missing (EACCES): ${AS_ANOTHER}`,
  EPERM: `it is forbidden (EPERM): ${AS_ANOTHER}`,
  EROFS: `the file system is read-only (EROFS): mount it for writing, ${OTHER_FOLDER}`,
  ENOSPC: `no room is left on that disk (ENOSPC): make room, ${OTHER_FOLDER}`,
  EDQUOT: `the quota of that disk is used up (EDQUOT): make room, ${OTHER_FOLDER}`,
  EIO: `the disk fails (EIO): see what the kernel says of it, ${OTHER_FOLDER}`,
  ENOENT: `nothing can be made there (ENOENT): name another folder with --state-dir`,
  ENOTDIR: `a part of that name is no folder (ENOTDIR): move it away, ${OTHER_FOLDER}`,
  EISDIR: `a folder lies where a file must be (EISDIR): move it away, ${OTHER_FOLDER}`,
  EINVAL: `what lies there is no regular file: move it away, ${OTHER_FOLDER}`,
  ELOOP: `a symbolic link lies there (ELOOP), and none is followed: remove it, ${OTHER_FOLDER}`,
};

/** What keeps anything from being kept in a folder, and what to do; of an unknown code the code. */
export function stateAdvice(code: string): string {
  return ADVICE[code] ?? `${code}; name another folder with --state-dir`;
}

/** `path`: the folder, or what lies in it. */
export function stateError(cause: unknown, path: string): CodedError {
  const code = codeOf(cause) ?? 'EIO';
  return codedError(code, `cannot keep anything in ${path}: ${stateAdvice(code)}`, cause);
}

/** Of the system, and not yet told in words of ours. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
