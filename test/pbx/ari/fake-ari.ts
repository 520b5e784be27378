// An Asterisk's REST interface as far as rooms need it: it records what is asked of it, and says what a test wants said.

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

export interface FakeAri {
  readonly port: number;
  /** `POST /bridges/…`, in order, those of who asks what there is left out. */
  readonly asked: string[];
  /** That clients wanted to be, in order. */
  readonly applications: string[];
  /** False: its modules are not loaded. */
  isLoaded: boolean;
  /** What `GET /channels` answers. */
  channels: readonly object[];
  /** By `METHOD /path`: the status in place of 204. */
  readonly statuses: Record<string, number>;
  /** What happens before an action is answered. */
  beforeAnswer: (line: string) => Promise<void>;
  /** The next connection that comes, or has come and was not taken. */
  connected(): Promise<FakeConnection>;
  close(): Promise<void>;
}

export interface FakeConnection {
  say(event: object): void;
  hangUp(): void;
  /** When it is over, whoever ended it. */
  readonly ended: Promise<unknown>;
}

/** The user is `offhook`, the password `word`. */
export async function startFakeAri(): Promise<FakeAri> {
  const server = createServer();
  const sockets = new WebSocketServer({ noServer: true });
  const come: FakeConnection[] = [];
  const arrivals = new EventTarget();
  const fake = {
    asked: [] as string[],
    applications: [] as string[],
    isLoaded: true,
    channels: [] as readonly object[],
    statuses: {},
    beforeAnswer: NOTHING,
  };
  serveRest(server, fake);
  server.on('upgrade', (request, socket, head) => {
    const { authorization } = request.headers;
    if (authorization !== GRANTED || !fake.isLoaded) {
      const status = fake.isLoaded ? '401 Unauthorized' : '404 Not Found';
      socket.end(`HTTP/1.1 ${status}\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    fake.applications.push(new URL(request.url ?? '', 'ws://x').searchParams.get('app') ?? '');
    sockets.handleUpgrade(request, socket, head, (client) => {
      come.push(connectionOf(client));
      arrivals.dispatchEvent(new Event('come'));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(fake, {
    port: (server.address() as AddressInfo).port,
    async connected() {
      if (come.length === 0) await once(arrivals, 'come');
      const first = come.shift();
      if (!first) throw new Error('nobody came');
      return first;
    },
    async close() {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
}

const NOTHING = async (_line: string): Promise<void> => {};
const GRANTED = `Basic ${Buffer.from('offhook:word').toString('base64')}`;

function serveRest(
  server: Server,
  fake: Pick<FakeAri, 'asked' | 'channels' | 'statuses' | 'beforeAnswer'>,
): void {
  server.on('request', (request, response) => {
    const { method = '', url = '' } = request;
    const line = `${method} ${url.replace(/^\/ari/, '')}`;
    if (line === 'GET /channels') {
      const refused = request.headers.authorization !== GRANTED;
      if (refused) response.statusCode = 401;
      const said = refused ? '' : JSON.stringify(fake.channels);
      void fake.beforeAnswer(line).then(() => response.end(said));
      return;
    }
    fake.asked.push(line);
    response.statusCode = fake.statuses[line] ?? 204;
    void fake.beforeAnswer(line).then(() => response.end());
  });
}

function connectionOf(client: WebSocket): FakeConnection {
  return {
    say: (event) => client.send(JSON.stringify({ application: 'offhook-team', ...event })),
    hangUp: () => client.terminate(),
    ended: once(client, 'close'),
  };
}
