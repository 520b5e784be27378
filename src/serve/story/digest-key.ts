// The key of the digests of phones' files, which makes them useless to whoever has the digests alone: a file whose only
// secret is four digits is guessed from a plain one.

import { randomBytes } from 'node:crypto';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../../core/coded-error.js';
import type { Log } from '../../core/log.js';

export interface DigestKey {
  readonly key: Uint8Array;
  /** No digest that was made before says anything. */
  readonly isNew: boolean;
}

/** In the state folder. */
export const DIGEST_KEY = 'digest-key';

const BYTES = 32;
const FOR_US = 0o600;

/** That of the folder, made if it has none; where that is not possible, one that is gone with this process. */
export async function readDigestKey(stateDir: string, log: Pick<Log, 'warn'>): Promise<DigestKey> {
  const path = join(stateDir, DIGEST_KEY);
  try {
    const key = await read(path);
    return key ? { key, isNew: false } : { key: await make(path), isNew: true };
  } catch (error) {
    log.warn({ path, code: codeOf(error) }, UNKEPT);
    return { key: randomBytes(BYTES), isNew: true };
  }
}

const UNKEPT =
  'the key of the digests cannot be kept: after a restart, nobody knows which phones have an older file';

async function read(path: string): Promise<Uint8Array | undefined> {
  const text = await readFile(path, 'latin1').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  });
  const key = Buffer.from(text.trim(), 'hex');
  return key.length === BYTES ? key : undefined;
}

async function make(path: string): Promise<Uint8Array> {
  const key = randomBytes(BYTES);
  // What is there is no key.
  await rm(path, { force: true });
  const file = await open(path, 'wx', FOR_US);
  await file.writeFile(`${key.toString('hex')}\n`).finally(() => file.close());
  return key;
}
