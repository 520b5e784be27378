// The interfaces of this machine, as Node gives them.

import { networkInterfaces } from 'node:os';
import { codedError, codeOf } from '../core/coded-error.js';

/** Those that are up and have a cable, by name or label. */
export type Interfaces = ReturnType<typeof networkInterfaces>;

/** Asking takes a descriptor: throws EMFILE, for one, where none is left. */
export function readInterfaces(read: () => Interfaces = networkInterfaces): Interfaces {
  try {
    return read();
  } catch (error) {
    const code = systemCode(error) ?? 'EIO';
    throw codedError(code, `the interfaces of this machine cannot be read: ${code}`, error);
  }
}

/** Node puts the system's own in `info`. */
function systemCode(error: unknown): string | undefined {
  const { info }: { info?: { code?: unknown } } = Object(error);
  return typeof info?.code === 'string' ? info.code : codeOf(error);
}
