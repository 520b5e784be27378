// A manager interface as Asterisk has it, for tests: it knows a user, answers what it is told to, and tells events. Reads
// and writes by itself, without the codec of what is tested.

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach } from 'vitest';
import { createSecret } from '../../../src/core/secret.js';
import type { AmiField } from '../../../src/pbx/ami/message.js';
import type { AmiServer } from '../../../src/pbx/ami/session.js';
import { createWatch } from '../watch.js';

/** An action as it came: the names in lower case. */
export type Asked = Readonly<Record<string, string>>;

/** What is answered: messages without their ActionID. The first is the response. Undefined: nothing, for ever. */
export type Answer = (asked: Asked) => readonly (readonly AmiField[])[] | undefined;

export interface FakeAsterisk {
  readonly server: AmiServer;
  /** All but logins, in order. */
  readonly asked: Asked[];
  /** How many logged in, and how many were refused. */
  readonly logins: { accepted: number; refused: number };
  /** Of an action; one that is not named here is answered by `Success`. */
  readonly answers: Map<string, Answer>;
  /** To everybody who is logged in. */
  tell(...events: readonly (readonly AmiField[])[]): void;
  /** As it comes, to everybody who is connected. */
  write(text: string): void;
  /** Ends all connections; it goes on listening. */
  drop(): void;
  /** Resolves when `holds` does, looked at whenever something was asked or somebody logged in. */
  until(holds: () => boolean): Promise<void>;
  close(): Promise<void>;
}

export interface FakeOptions {
  readonly user?: string;
  readonly secret?: string;
  readonly banner?: string;
  /** Whether it says at a login that it has started. */
  readonly isBooted?: boolean;
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly port?: number;
  /** Under which id an action is answered that is no login; its own unless said. */
  readonly idOf?: (asked: Asked) => string;
}

const NAME = { user: 'offhook', secret: 'planted-ami-word', challenge: '845193726' };
const BANNER = 'Asterisk Call Manager/11.0.0';

/** A list as Asterisk writes it: a response that says that it starts, its entries, its end. */
export const listOf = (
  entries: readonly (readonly AmiField[])[],
): readonly (readonly AmiField[])[] => [
  [
    ['Response', 'Success'],
    ['EventList', 'start'],
    ['Message', 'A listing follows'],
  ],
  ...entries,
  [
    ['Event', 'ListComplete'],
    ['EventList', 'Complete'],
    ['ListItems', String(entries.length)],
  ],
];

export const refused = (why: string): readonly (readonly AmiField[])[] => [
  [
    ['Response', 'Error'],
    ['Message', why],
  ],
];

export async function startFakeAsterisk(options: FakeOptions = {}): Promise<FakeAsterisk> {
  const { user = NAME.user, secret = NAME.secret, isBooted = true, banner = BANNER } = options;
  const idOf = options.idOf ?? (({ actionid }: Asked) => actionid);
  const sockets = new Set<Socket>();
  const loggedIn = new Set<Socket>();
  const { changed, until } = createWatch();
  const fake = { asked: [] as Asked[], logins: { accepted: 0, refused: 0 }, answers: new Map() };
  const key = createHash('md5').update(`${NAME.challenge}${secret}`).digest('hex');

  const answer = (socket: Socket, asked: Asked) => {
    const isLogin = asked.action === 'Challenge' || asked.action === 'Login';
    const given = isLogin ? asked.actionid : idOf(asked);
    const id: AmiField[] = given === undefined ? [] : [['ActionID', given]];
    const say = (...messages: readonly (readonly AmiField[])[]) =>
      writeTo(
        socket,
        messages.map(([head, ...rest]) => [...(head ? [head] : []), ...id, ...rest]),
      );
    if (asked.action === 'Challenge') {
      say([
        ['Response', 'Success'],
        ['Challenge', NAME.challenge],
      ]);
    } else if (asked.action === 'Login') {
      const isKnown = asked.username === user && asked.key === key;
      if (!isKnown) {
        say(...refused('Authentication failed'));
        socket.end();
      } else {
        loggedIn.add(socket);
        say([
          ['Response', 'Success'],
          ['Message', 'Authentication accepted'],
        ]);
        if (isBooted) writeTo(socket, [FULLY_BOOTED]);
      }
      fake.logins[isKnown ? 'accepted' : 'refused'] += 1;
    } else if (asked.action === 'Logoff') {
      socket.end();
    } else {
      fake.asked.push(asked);
      const made: Answer = fake.answers.get(asked.action ?? '') ?? (() => [SUCCESS]);
      say(...(made(asked) ?? []));
    }
    changed();
  };

  const greet = (socket: Socket) => {
    sockets.add(socket);
    let rest = '';
    socket.write(`${banner}\r\n`);
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
      loggedIn.delete(socket);
    });
    socket.on('data', (chunk) => {
      const texts = `${rest}${chunk}`.split('\r\n\r\n');
      rest = texts.pop() ?? '';
      for (const text of texts) answer(socket, read(text));
    });
  };
  const listener: Server = options.tls
    ? createTlsServer({ ...options.tls }, greet).on('tlsClientError', () => {})
    : createServer(greet);
  listener.listen(options.port ?? 0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    ...fake,
    server: { host: '127.0.0.1', port, user, secret: createSecret(secret) },
    tell: (...events) => {
      for (const socket of loggedIn) writeTo(socket, events);
    },
    write: (text) => {
      for (const socket of sockets) socket.write(text);
    },
    drop,
    until,
    close: async () => {
      const closed = once(listener, 'close');
      listener.close();
      drop();
      await closed;
    },
  };
}

const SUCCESS: readonly AmiField[] = [['Response', 'Success']];
const FULLY_BOOTED: readonly AmiField[] = [
  ['Event', 'FullyBooted'],
  ['Privilege', 'system,all'],
  ['Status', 'Fully Booted'],
];

function read(text: string): Asked {
  const lines = text.split('\r\n').map((line) => line.split(/: ?(.*)/s));
  return Object.fromEntries(lines.map(([name = '', value = '']) => [name.toLowerCase(), value]));
}

function writeTo(socket: Socket, messages: readonly (readonly AmiField[])[]): void {
  const texts = messages.map((fields) => fields.map(([name, value]) => `${name}: ${value}\r\n`));
  socket.write(texts.map((lines) => `${lines.join('')}\r\n`).join(''));
}

/** For the tests of one file: what is connected to fakes, and then those, is closed after each of them. */
export function closedAfterEach() {
  const opened: { close(): Promise<void> }[] = [];
  const fakes: FakeAsterisk[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((each) => each.close()));
    await Promise.all(fakes.splice(0).map((each) => each.close()));
  });
  return {
    opened,
    async fakeAsterisk(options?: FakeOptions): Promise<FakeAsterisk> {
      const fake = await startFakeAsterisk(options);
      fakes.push(fake);
      return fake;
    },
  };
}
