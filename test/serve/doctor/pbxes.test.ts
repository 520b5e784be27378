// What doctor says of a PBX that the inventory says how to ask.

import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkPbxes } from '../../../src/serve/doctor/pbxes.js';
import type { ManagerUser } from '../../../src/site/site.js';
import {
  type FakeAsterisk,
  listOf,
  refused,
  startFakeAsterisk,
} from '../../pbx/ami/fake-asterisk.js';
import { messagesOf, OWN_LOGIN, PJSIP } from '../../pbx/lines/asterisk-said.js';

let fake: FakeAsterisk;
afterEach(async () => {
  vi.useRealTimers();
  await fake.close();
});

const fieldsOf = (text: string) => messagesOf(text).map(({ fields }) => fields);

async function examined(
  given: Partial<ManagerUser> = {},
  more: Readonly<Record<string, string>> = {},
) {
  fake = await startFakeAsterisk();
  fake.answers.set('PJSIPShowContacts', () => listOf(fieldsOf(PJSIP.entry())));
  fake.answers.set('SIPpeers', () => {
    fake.tell(...fieldsOf(OWN_LOGIN));
    return refused('Invalid/unknown command: SIPpeers.');
  });
  fake.answers.set('DeviceStateList', () => listOf([]));
  for (const [action, why] of Object.entries(more)) fake.answers.set(action, () => refused(why));
  const { host, port, user, secret } = fake.server;
  const manager = { user, secret, permit: [], at: { host, port }, ...given };
  const checks = await checkPbxes(new Map([['main', manager]]));
  return checks.map((check) => [check.status, check.seen, 'todo' in check ? check.todo : '']);
}

describe('a PBX', () => {
  it('that tells all', async () => {
    expect(await examined()).toEqual([
      ['ok', 'main tells who is registered: lines there now 1', ''],
    ]);
  });

  it('that tells all, and took long to let us in', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const slow = createServer((socket) => {
      vi.advanceTimersByTime(5_000);
      socket.pipe(connect(fake.server.port, '127.0.0.1')).pipe(socket);
    }).listen(0, '127.0.0.1');
    await once(slow, 'listening');
    const { port } = slow.address() as AddressInfo;
    expect(await examined({ at: { host: '127.0.0.1', port } })).toHaveLength(1);
    slow.close();
  });

  it('that refuses the login', async () => {
    const [[status, seen] = []] = await examined({ user: 'nobody' });
    expect(status).toBe('warning');
    expect(seen).toContain('refuses the login of "nobody"');
    expect(seen).not.toContain('planted-ami-word');
  });

  it.each([
    ['PJSIPShowContacts', 'the class "system"', 1],
    ['DeviceStateList', 'the class "call"', 2],
  ])('whose user may not ask %s', async (action, todo, count) => {
    const checks = await examined({}, { [action]: 'Permission denied' });
    expect(checks).toHaveLength(count);
    expect(checks.at(-1)).toEqual([
      'warning',
      'main does not tell all',
      expect.stringContaining(todo),
    ]);
  });

  it('that is not to be asked', async () => {
    fake = await startFakeAsterisk();
    const { user, secret } = fake.server;
    expect(await checkPbxes(new Map([['main', { user, secret, permit: [] }]]))).toEqual([]);
  });
});
