// What speaks at a port where the interface that is wanted does not answer: looked at by connections of its own, without TLS and
// with it. Nothing is said there but a request that any server of HTTP answers.

import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Trouble } from './trouble.js';

export interface Place {
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
}

type Language = 'ami' | 'http';

/** AMI greets; who waits for a word is given one. */
const GREETING_MS = 300;
/** For each of the two looks. */
const LOOK_MS = 2_000;
const QUESTION = 'GET / HTTP/1.0\r\n\r\n';

/** What may come of another interface where TLS is spoken: only a look tells. */
export const PUZZLING_WITH_TLS: ReadonlySet<Trouble | undefined> = new Set<Trouble>([
  'silent',
  'ended',
  'no-tls',
  'not-trusted',
  'too-old',
]);

/** Undefined: nothing that explains it. */
export async function troubleThere(
  { host, port, isTls }: Place,
  wanted: Language,
  signal: AbortSignal,
): Promise<Trouble | undefined> {
  const plain = await hear(connectPlain({ host, port }), 'connect', signal);
  if (plain.said !== '' && !isAlert(plain.said)) {
    const found = languageOf(plain.said);
    if (found !== wanted) return found && 'other-interface';
    return isTls ? 'no-tls' : undefined;
  }
  // Who wants TLS hangs up at what is none.
  if (!plain.isUp || !(plain.hasEnded || isAlert(plain.said)) || signal.aborted) return undefined;
  // Whose certificate it is does not matter to who tells nothing.
  const tls = connectTls({ host, port, rejectUnauthorized: false });
  const { isUp, said } = await hear(tls, 'secureConnect', signal);
  const found = languageOf(said);
  if (isUp && found !== undefined && found !== wanted) return 'other-interface';
  return isUp && !isTls ? 'tls-there' : undefined;
}

interface Heard {
  readonly isUp: boolean;
  /** The beginning of what it said; empty: nothing. */
  readonly said: string;
  readonly hasEnded: boolean;
}

function hear(socket: Socket, up: 'connect' | 'secureConnect', signal: AbortSignal) {
  return new Promise<Heard>((resolve) => {
    let isUp = false;
    let asking: NodeJS.Timeout | undefined;
    const give = (said: string, hasEnded = false): void => {
      clearTimeout(asking);
      clearTimeout(late);
      signal.removeEventListener('abort', nothing);
      socket.destroy();
      resolve({ isUp, said, hasEnded });
    };
    const nothing = (): void => give('');
    const late = setTimeout(nothing, LOOK_MS);
    signal.addEventListener('abort', nothing);
    // Its end follows.
    socket.on('error', () => {});
    socket.once(up, () => {
      isUp = true;
      asking = setTimeout(() => socket.write(QUESTION), GREETING_MS);
    });
    socket.once('data', (bytes) => give(bytes.toString('latin1')));
    socket.once('close', () => give('', true));
    if (signal.aborted) nothing();
  });
}

/** Of TLS (RFC 8446 section 5.1): a record of the kind `alert`. */
function isAlert(said: string): boolean {
  return said.startsWith('\x15\x03');
}

function languageOf(said: string): Language | undefined {
  if (said.startsWith('Asterisk Call Manager/')) return 'ami';
  return said.startsWith('HTTP/') ? 'http' : undefined;
}
