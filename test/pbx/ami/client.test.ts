import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { later } from '../../../src/core/later.js';
import { createSecret } from '../../../src/core/secret.js';
import { type AmiHooks, connectAmi, MAX_HELD } from '../../../src/pbx/ami/client.js';
import { type AmiMessage, fieldOf } from '../../../src/pbx/ami/message.js';
import type { AmiAsking, AmiFault, AmiServer } from '../../../src/pbx/ami/session.js';
import { AMI_TIMES } from '../../../src/pbx/ami/talk.js';
import { createWatch } from '../watch.js';
import { closedAfterEach, listOf } from './fake-asterisk.js';

const { opened: clients, fakeAsterisk } = closedAfterEach();

/** A client, and what it told: `connected`, names of events, `lost`. */
function follow(server: AmiServer, hooks: Partial<AmiHooks> = {}, options = {}) {
  const told: string[] = [];
  const faults: AmiFault[] = [];
  const { changed, until } = createWatch();
  const tell = (what: string) => {
    told.push(what);
    changed();
  };
  const client = connectAmi(
    server,
    {
      onConnected: async (session) => {
        tell('connected');
        if (!hooks.onConnected) return;
        await hooks.onConnected(session);
        tell('looked');
      },
      onEvent: (event) => tell(fieldOf(event, 'Event') ?? ''),
      onLost: (fault) => {
        faults.push(fault);
        tell('lost');
      },
    },
    { delayMs: () => 1, ...options },
  );
  clients.push(client);
  return { client, told, faults, until };
}

const count = (told: readonly string[], what: string) =>
  told.filter((each) => each === what).length;

describe('a client', () => {
  it('looks at what there is at each connection, and tells what happens then', async () => {
    const fake = await fakeAsterisk();
    const { client, told, until } = follow(fake.server);
    await until(() => told.includes('FullyBooted'));
    expect(client.state).toMatchObject({ kind: 'connected', version: '11.0.0' });
    fake.drop();
    await until(() => count(told, 'FullyBooted') === 2);
    expect(told).toEqual(['connected', 'FullyBooted', 'lost', 'connected', 'FullyBooted']);
    expect(fake.logins.accepted).toBe(2);
  });

  it('tells events that come while it looks after it, in their order', async () => {
    const fake = await fakeAsterisk();
    const looked: AmiMessage[] = [];
    fake.answers.set('DeviceStateList', () => {
      fake.tell([['Event', 'First']], [['Event', 'Second']]);
      return listOf([[['Event', 'DeviceStateChange']]]);
    });
    const { told, until } = follow(fake.server, {
      onConnected: async (session) => {
        looked.push(...(await session.list('DeviceStateList')).events);
      },
    });
    await until(() => told.includes('Second'));
    expect(told).toEqual(['connected', 'looked', 'FullyBooted', 'First', 'Second']);
    expect(looked).toHaveLength(1);
  });

  it('looks again when an Asterisk has started, and tells what happens then after it', async () => {
    const fake = await fakeAsterisk({ isBooted: false });
    const times = { ...AMI_TIMES, bootedMs: 1 };
    const onConnected = async (session: AmiAsking) => {
      await session.list('DeviceStateList');
    };
    const { told, until } = follow(fake.server, { onConnected }, { times });
    await until(() => told.includes('looked'));
    fake.answers.set('DeviceStateList', () => {
      fake.tell([['Event', 'Meanwhile']]);
      return listOf([]);
    });
    fake.tell([['Event', 'FullyBooted']]);
    await until(() => told.includes('Meanwhile'));
    expect(count(told, 'connected')).toBe(2);
    expect(told.slice(-2)).toEqual(['looked', 'Meanwhile']);
  });

  it('counts as lost when it could not look', async () => {
    const fake = await fakeAsterisk();
    let times = 0;
    const { told, faults, until } = follow(fake.server, {
      onConnected: () => {
        if (times++ === 0)
          throw Object.assign(new Error('PJSIPShowContacts failed'), { code: 'X' });
      },
    });
    await until(() => count(told, 'connected') === 2);
    expect(faults).toEqual([{ code: 'X', message: 'PJSIPShowContacts failed' }]);
  });

  it('holds no more events than it can', async () => {
    const fake = await fakeAsterisk();
    const { resolve, promise } = later<void>();
    const { faults, told, until } = follow(fake.server, {
      onConnected: () => {
        fake.write('Event: A\r\n\r\n'.repeat(MAX_HELD + 1));
        return promise;
      },
    });
    await until(() => told.includes('lost'));
    expect(faults[0]).toMatchObject({ code: 'EMSGSIZE' });
    resolve();
  });

  it.each([-1, 1])(
    'is lost, and looks anew, where each answer has the id of an action %i away',
    async (away) => {
      const idOf = ({ actionid = '' }) => actionid.replace(/\d+/, (n) => `${Number(n) + away}`);
      const fake = await fakeAsterisk({ idOf });
      fake.answers.set('PJSIPShowContacts', () => listOf([[['Event', 'ContactList']]]));
      const times = { ...AMI_TIMES, answerMs: 200 };
      const { told, faults, until } = follow(
        fake.server,
        { onConnected: async (session) => void (await session.list('PJSIPShowContacts')) },
        { times },
      );
      await until(() => count(told, 'connected') > 2);
      expect(new Set(faults.map(({ code }) => code))).toEqual(new Set(['ETIMEDOUT']));
      // Nobody's entries are events.
      expect(new Set(told)).toEqual(new Set(['connected', 'lost']));
    },
  );

  it.each([
    ['at once', ''],
    ['when it has said who it is', 'Asterisk Call Manager/11.0.0\r\n'],
  ])(
    'of one that hangs up %s for ever counts its failures, by one connection at a time',
    async (_, says) => {
      let [open, most] = [0, 0];
      const hangingUp = createServer((socket) => {
        most = Math.max(most, ++open);
        socket
          .resume()
          .on('close', () => open--)
          .on('error', () => {});
        socket.end(says);
      });
      hangingUp.listen(0, '127.0.0.1');
      await once(hangingUp, 'listening');
      const failures: number[] = [];
      const clock = { monotonicMs: () => 0, wallMs: () => 0 };
      const delayMs = (failed: number) => {
        failures.push(failed);
        return 0;
      };
      const { port } = hangingUp.address() as AddressInfo;
      const server = { host: '127.0.0.1', port, user: 'offhook', secret: createSecret('word') };
      const { client, told, until } = follow(server, {}, { clock, delayMs });
      await until(() => told.length >= 50);
      await client.close();
      hangingUp.close();
      expect(failures).toEqual(failures.map((_each, at) => at + 1));
      expect(new Set(told)).toEqual(new Set(['lost']));
      expect(most).toBeLessThanOrEqual(2);
    },
  );

  it('says why it is not connected to who asks, and what is to be done', async () => {
    const fake = await fakeAsterisk();
    const { client, told, faults, until } = follow(
      { ...fake.server, user: 'nobody' },
      {},
      { delayMs: () => 60_000 },
    );
    await expect(client.ask('Ping')).rejects.toMatchObject({ code: 'ENOTCONN' });
    await until(() => told.includes('lost'));
    expect(faults[0]?.message).toMatch(/refuses the login of "nobody" \("Authentication failed"\)/);
    expect(client.state).toMatchObject({ kind: 'lost', fault: faults[0] });
    await expect(client.list('Ping')).rejects.toThrow('refuses the login');
  });

  it('asks how long to wait with how often it failed and why, anew after it worked for a while', async () => {
    const fake = await fakeAsterisk();
    const asked: [number, string, number][] = [];
    let nowMs = 0;
    const { told, until } = follow(
      fake.server,
      {},
      {
        clock: { monotonicMs: () => nowMs, wallMs: () => nowMs },
        random: () => 0.25,
        delayMs: (...how: [number, string, number]) => {
          asked.push(how);
          return 1;
        },
      },
    );
    for (const connections of [1, 2, 3]) {
      await until(() => count(told, 'FullyBooted') === connections);
      if (connections === 3) nowMs = 10_000;
      fake.drop();
    }
    await until(() => count(told, 'lost') === 3);
    expect(asked).toEqual([
      [1, 'ECONNRESET', 0.25],
      [2, 'ECONNRESET', 0.25],
      [1, 'ECONNRESET', 0.25],
    ]);
  });

  it('tries at once what waits, when it is told to, and nothing where it is connected', async () => {
    const fake = await fakeAsterisk();
    const { client, told, until } = follow(fake.server, {}, { delayMs: () => 60_000 });
    await until(() => told.includes('FullyBooted'));
    client.retry();
    fake.drop();
    await until(() => told.includes('lost'));
    client.retry();
    await until(() => count(told, 'FullyBooted') === 2);
    expect(count(told, 'lost')).toBe(1);
  });

  it('tells nothing once it is closed, and tries no more', async () => {
    const fake = await fakeAsterisk();
    const { client, told, until } = follow(fake.server);
    await until(() => told.includes('FullyBooted'));
    await client.close();
    fake.tell([['Event', 'Late']]);
    await expect(client.ask('Ping')).rejects.toMatchObject({ code: 'ENOTCONN' });
    expect(told).toEqual(['connected', 'FullyBooted']);
    expect(fake.logins.accepted).toBe(1);
  });

  it('can be closed before it is connected', async () => {
    const fake = await fakeAsterisk();
    const { client, told } = follow(fake.server);
    await client.close();
    expect(told).toEqual([]);
  });
});
