// The one token that opens the page: given by the service manager or in a file, or made and kept in the state folder, where who
// may read it may log in.

import { fchownSync } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codedError, codeOf } from '../core/coded-error.js';

/** Of the service manager: `LoadCredential=offhook-token:…`. */
export const CREDENTIAL = 'offhook-token';
/** In the state folder. */
export const TOKEN_FILE = 'page-token';

export interface TokenPlaces {
  /** CREDENTIALS_DIRECTORY; absent: the service manager gives none. */
  readonly credentials?: string;
  readonly file?: string;
  readonly stateDir: string;
}

const BYTES = 32;
const FOR_US = 0o600;
/** What is shorter is guessed. */
const MIN_LENGTH = 16;
const TOKEN = new RegExp(`^[\\x21-\\x7e]{${MIN_LENGTH},}$`);

/** undefined: there is none yet. Rejects with EBADMSG for one that is too short, or with the system's code, and a sentence. */
export async function findToken(places: TokenPlaces): Promise<string | undefined> {
  const { credentials, file, stateDir } = places;
  const credential =
    credentials === undefined ? undefined : await read(join(credentials, CREDENTIAL));
  if (credential !== undefined) return credential;
  if (file === undefined) return read(join(stateDir, TOKEN_FILE));
  const token = await read(file);
  if (token === undefined)
    throw codedError('ENOENT', `there is no ${file}, which is to have the token`);
  return token;
}

async function read(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const code = codeOf(cause) ?? 'EIO';
    if (code === 'ENOENT') return undefined;
    throw codedError(code, `the token of the page cannot be read: ${path}: ${code}`, cause);
  });
  const token = text?.trim();
  if (token === undefined || TOKEN.test(token)) return token;
  throw codedError(
    'EBADMSG',
    `${path} has no token: it must be one line of at least ${MIN_LENGTH} letters, digits or signs, without blanks`,
  );
}

/** One that is kept in the state folder, which is there, and belongs to whom that belongs. */
export async function makeToken(
  stateDir: string,
  random: (bytes: number) => Uint8Array,
): Promise<string> {
  const token = Buffer.from(random(BYTES)).toString('base64url');
  const path = join(stateDir, TOKEN_FILE);
  const { uid, gid } = await stat(stateDir);
  const file = await open(path, 'wx', FOR_US);
  try {
    await file.writeFile(`${token}\n`);
    if (process.getuid?.() === 0) fchownSync(file.fd, uid, gid);
  } finally {
    await file.close();
  }
  return token;
}
