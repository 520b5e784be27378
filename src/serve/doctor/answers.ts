// Do TFTP's answers leave from the address that was asked? A server as `serve` would start, on any free port, is asked
// on each address by a client on 127.0.0.1: what goes there leaves from there, unless the server says otherwise.

import { refusalOf } from '../../core/coded-error.js';
import { formatIpv4, isLoopback, parseIpv4 } from '../../core/ipv4.js';
import { fetchTftp, type TftpResult } from '../../tftp/client.js';
import type { Backend } from '../../udp/backend.js';
import { localAddresses } from '../seen-interfaces.js';
import { type Check, ok, problem, warning } from './check.js';
import { openIdleTftp } from './sockets.js';

export interface Asked {
  readonly address: string;
  readonly result: TftpResult;
}

const ASKER = '127.0.0.1';
const MAX_ASKED = 64;
const TIMING = { timeoutMs: 1_000, resendMs: 200 };
const FIREWALL = '"sudo nft list ruleset" shows what keeps packets from this address';

/** Nobody was asked: nothing is said. */
export function judgeAnswers(asked: readonly Asked[]): readonly Check[] {
  const bad = asked.flatMap(judgeAnswer);
  if (bad.length > 0 || asked.length === 0) return bad;
  const list = asked.map(({ address }) => address).join(', ');
  return [ok('tftp-answers', `leave from the address that was asked: ${list}`)];
}

function judgeAnswer({ address, result }: Asked): readonly Check[] {
  if (result.kind !== 'timeout') return [];
  if (result.answeredFrom === undefined) {
    return [warning('tftp-answers', `none came when ${address} was asked`, FIREWALL)];
  }
  return [
    problem(
      'tftp-answers',
      `what ${address} is asked is answered from ${result.answeredFrom}: phones do not hear that`,
      `serve on the address that phones are told alone, "--address ${address}"`,
    ),
  ];
}

/** `serving`: where files are to be served. */
export async function checkAnswers(serving: string, backend: Backend): Promise<readonly Check[]> {
  const ours = localAddresses().flatMap(({ address }) =>
    isLoopback(address) ? [] : formatIpv4(address),
  );
  const only = parseIpv4(serving);
  const addresses = only === undefined || only === 0 ? ours.slice(0, MAX_ASKED) : [serving];
  try {
    const server = await openIdleTftp(serving, backend);
    const { port } = server.address();
    try {
      return judgeAnswers(await Promise.all(addresses.map((address) => ask(address, port))));
    } finally {
      await server.close();
    }
  } catch (error) {
    const code = refusalOf(error);
    return [warning('tftp-answers', `nobody could be asked (${code})`, 'see tftp-sockets')];
  }
}

async function ask(address: string, port: number): Promise<Asked> {
  const place = { server: address, port, localAddress: ASKER };
  return { address, result: await fetchTftp({ ...place, ...TIMING, name: 'doctor' }) };
}
