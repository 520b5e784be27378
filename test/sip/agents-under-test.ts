// User agents and bare sockets on loopback, closed when the test ends.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { later } from '../../src/core/later.js';
import { createSecret } from '../../src/core/secret.js';
import { openUserAgent } from '../../src/sip/agent/open-user-agent.js';
import type { SipTarget, UserAgent, UserAgentOptions } from '../../src/sip/agent/user-agent.js';
import type { SipMessage } from '../../src/sip/message/message.js';
import { parseSip } from '../../src/sip/message/parse.js';
import type { Endpoint } from '../../src/udp/datagram.js';

export async function agent(options: Partial<UserAgentOptions> = {}): Promise<UserAgent> {
  const local = { address: '127.0.0.1', port: 0 };
  const opened = await openUserAgent({ local, product: 'offhook/test', ...options });
  onTestFinished(() => opened.close());
  return opened;
}

export function targetOf({ local }: UserAgent, transport: 'udp' | 'tcp' = 'udp'): SipTarget {
  return { host: local.address, port: local.port, transport };
}

export const JOE = { user: 'joe', password: createSecret('not to be seen') };

export interface Peer {
  readonly local: Endpoint;
  /** What came in, in order, requests that were sent again left out; waits for the next one that nobody took. */
  next(): Promise<{ readonly message: SipMessage; readonly text: string; readonly from: Endpoint }>;
  send(text: string | Uint8Array, to: Endpoint): void;
}

/** Somebody who speaks by UDP, written out by the test. */
export async function peer(): Promise<Peer> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  onTestFinished(async () => void socket.close());
  const { address, port } = socket.address();
  const waiting = later<void>();
  let [news, tell] = [waiting.promise, waiting.resolve];
  const came: { readonly bytes: Uint8Array; readonly from: Endpoint }[] = [];
  const heard = new Set<string>();
  socket.on('message', (bytes, from) => {
    const text = bytes.toString();
    // On a machine that is busy a request is sent again before the test could answer it.
    if (heard.has(text) && !text.startsWith('SIP/')) return;
    heard.add(text);
    came.push({ bytes, from });
    tell();
    const again = later<void>();
    [news, tell] = [again.promise, again.resolve];
  });
  return {
    local: { address, port },
    async next() {
      while (came.length === 0) await news;
      const { bytes, from } = came.shift() ?? { bytes: new Uint8Array(0), from: { address, port } };
      const message = parseSip(bytes);
      if (message.kind === 'malformed') throw new Error(`the message ${message.reason}`);
      return { message, text: Buffer.from(bytes).toString(), from };
    },
    send: (text, to) => socket.send(text, to.port, to.address),
  };
}

/** An answer to `request` as a simple device writes it. */
export function answerText(request: string, status: string, ...extra: readonly string[]): string {
  const kept = request
    .split('\r\n')
    .filter((line) => /^(Via|From|To|Call-ID|CSeq):/i.test(line))
    .map((line) => (/^To:/i.test(line) && !line.includes('tag=') ? `${line};tag=their` : line));
  return [`SIP/2.0 ${status}`, ...kept, ...extra, 'Content-Length: 0', '', ''].join('\r\n');
}
