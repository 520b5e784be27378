// Opens a connection to a manager interface (AMI) and logs in. The secret itself never goes over the wire: Asterisk gets
// its digest with a challenge.

import { createHash } from 'node:crypto';
import { codedError, codeOf, messageOf } from '../../core/coded-error.js';
import { type Trouble, troubleOf } from '../trouble.js';
import { PUZZLING_WITH_TLS, troubleThere } from '../what-speaks.js';
import { connectTo } from './connection.js';
import {
  endedByUs,
  faultOfError,
  faultOfTrouble,
  loginRefused,
  OTHER_CERTIFICATE,
  silent,
} from './fault.js';
import { type AmiMessage, fieldOf, refusalOf } from './message.js';
import type { AmiFault, AmiServer, AmiSession } from './session.js';
import { AMI_TIMES, type AmiTimes, startTalk, type Talk } from './talk.js';

export interface AmiOpening {
  /** Every event that nobody asked for, from the login on, in order. */
  onEvent?(event: AmiMessage): void;
  readonly times?: AmiTimes;
  /** Ends the session, too. */
  readonly signal?: AbortSignal;
}

/** Rejects with the coded error of an `AmiFault` when there is no session to be had. */
export async function openAmiSession(
  server: AmiServer,
  { onEvent = () => {}, times = AMI_TIMES, signal = neverAborted }: AmiOpening = {},
): Promise<AmiSession> {
  const connected = await connectTo(server, times.connectMs, signal);
  if (connected.kind === 'fault') throw errorOf(await explained(connected.fault, server, signal));
  const talk = startTalk(server, connected.socket, { onEvent, times });
  const abort = () => talk.end(endedByUs(server));
  signal.addEventListener('abort', abort);
  void talk.ended.then(() => signal.removeEventListener('abort', abort));
  try {
    return await logIn(server, talk);
  } catch (error) {
    talk.end(faultIn(error, server));
    // What came first is told: the end of the connection is no answer to why a login was refused.
    throw errorOf(await explained(await talk.ended, server, signal));
  }
}

/** Where these may have a cause that only a look tells. Without TLS, who hangs up before a word of ours is no other interface. */
const PUZZLING: ReadonlySet<Trouble | undefined> = new Set(['silent']);

function isPuzzling({ code }: AmiFault, isTls: boolean): boolean {
  const puzzling = isTls ? PUZZLING_WITH_TLS : PUZZLING;
  return code === OTHER_CERTIFICATE || puzzling.has(troubleOf(code, isTls));
}

async function explained(
  fault: AmiFault,
  server: AmiServer,
  signal: AbortSignal,
): Promise<AmiFault> {
  const isTls = server.tls !== undefined;
  if (!isPuzzling(fault, isTls) || signal.aborted) return fault;
  const trouble = await troubleThere({ ...server, isTls }, 'ami', signal);
  return trouble ? faultOfTrouble(trouble, server) : fault;
}

const neverAborted = new AbortController().signal;

async function logIn(server: AmiServer, talk: Talk): Promise<AmiSession> {
  const failed = talk.ended.then((fault) => Promise.reject(errorOf(fault)));
  const version = await Promise.race([talk.version, failed]);
  const challenged = await talk.ask('Challenge', [['AuthType', 'MD5']]);
  const response = await talk.ask('Login', [
    ['AuthType', 'MD5'],
    ['Username', server.user],
    ['Key', digestOf(server, fieldOf(challenged, 'Challenge') ?? '')],
  ]);
  const refusal = refusalOf(response);
  if (refusal !== undefined) throw errorOf(loginRefused(server, refusal));
  const close = async () => {
    await talk.ask('Logoff', [], LOGOFF_MS).catch(() => {});
    talk.end(endedByUs(server));
  };
  return { version, ended: talk.ended, ask: talk.ask, list: talk.list, close };
}

const LOGOFF_MS = 1_000;

/** As Asterisk makes it to compare; what it guards against is only who listens. */
function digestOf({ secret }: AmiServer, challenge: string): string {
  return createHash('md5').update(challenge).update(secret.reveal()).digest('hex');
}

/** Why nothing more comes of what was awaited. */
export function faultIn(error: unknown, server: AmiServer): AmiFault {
  const code = codeOf(error);
  if (code === 'ETIMEDOUT') return silent(server);
  return code === undefined ? faultOfError(error, server) : { code, message: messageOf(error) };
}

function errorOf({ code, message }: AmiFault): Error {
  return codedError(code, message);
}
