import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pingMeaning } from '../../src/cli/ping-words.js';
import { SERVER_SOCKET } from '../../src/serve/server-socket.js';
import type { RequestOutcome } from '../../src/sip/agent/user-agent.js';
import { agent, answerText, type Peer, peer } from '../sip/agents-under-test.js';
import { createFolder, INVENTORY, offhook, SECRETS } from './cli-under-test.js';

const MAC = '5c:fc:66:5d:4f:9a';

async function ping(port: number, ...args: readonly string[]) {
  const folder = createFolder({ 'offhook.yaml': INVENTORY });
  const where = ['--address', '127.0.0.1', '--port', `${port}`, '--transport', 'udp'];
  return offhook(folder, ['ping', MAC, ...where, '--state-dir', folder, ...args], { env: SECRETS });
}

/** Asks a phone that answers in these words. */
async function answered(status: string, ...args: readonly string[]) {
  const phone: Peer = await peer();
  const pinging = ping(phone.local.port, ...args);
  const { text, from } = await phone.next();
  phone.send(answerText(text, status, 'User-Agent: Cisco-CP7931G/8.5.3'), from);
  return { ...(await pinging), asked: text };
}

describe('ping', () => {
  it('asks by OPTIONS, and tells what the phone says of itself', async () => {
    const { code, out, asked } = await answered('200 OK');
    expect(asked).toMatch(/^OPTIONS sip:127\.0\.0\.1:\d+ SIP\/2\.0\r\n/);
    expect(code).toBe(0);
    expect(out).toMatch(/: 200 OK in \d+\.\d ms {3}Cisco-CP7931G\/8\.5\.3\n/);
    expect(out).toMatch(/\nits SIP is up; whether a line is registered, only its PBX knows/);
    expect(out).toMatch(/no phone has confirmed it/);
  });

  it.each([
    ['404 Not Found', /knows no line of the name/],
    ['403 Forbidden', /answers some alone/],
    ['401 Unauthorized', /wants a password/],
    ['405 Method Not Allowed', /does not like OPTIONS/],
    ['503 Service Unavailable', /not ready/],
  ])('says what %s means: it is there', async (status, says) => {
    const { code, out } = await answered(status);
    expect([code, out]).toEqual([0, expect.stringMatching(says)]);
  });

  it('says what silence means, and ends with 1', async () => {
    const silent = await peer();
    const { code, out } = await ping(silent.local.port, '--timeout', '0.05');
    expect(code).toBe(1);
    expect(out).toMatch(/: NO ANSWER to one question\nnothing answers: it is off/);
    expect(out).toContain(`offhook status ${MAC}`);
    expect(out).toMatch(/by TCP alone, .*\n.*try --port and --transport tcp\n/);
  });

  it('says that a connection is refused', async () => {
    const gone = await agent({ transports: ['tcp'] });
    await gone.close();
    const { code, out } = await ping(gone.local.port, '--transport', 'tcp');
    expect([code, out]).toEqual([1, expect.stringMatching(/NOT REACHED \(ECONNREFUSED\)/)]);
  });

  it.each([
    ['udp', 'tcp'],
    ['tcp', 'udp'],
  ] as const)('asked by %s what was not there, and has %s left to try', (asked, left) => {
    for (const kind of ['unreachable', 'silence'] as const) {
      const outcome = kind === 'silence' ? { kind } : { kind, code: 'ENETUNREACH' };
      const { todo = '' } = pingMeaning(outcome as RequestOutcome, asked);
      expect(todo.match(/--transport \w+/g), kind).toEqual([`--transport ${left}`]);
    }
  });

  it('answers in JSON', async () => {
    const { out } = await answered('200 OK', '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({
      ...{ version: 1, mac: MAC, address: '127.0.0.1', transport: 'udp', result: 'answered' },
      ...{ status: 200, reason: 'OK', ms: expect.any(Number), isThere: true, grade: 'our reading' },
      agent: 'Cisco-CP7931G/8.5.3',
    });
  });

  it.each(['text', 'json'])('lets nobody speak to the terminal in %s', async (format) => {
    const { out } = await answered('200 \u001b[2J\u202eseen\u009b', '--format', format);
    expect(out).toContain('seen');
    expect(out).not.toMatch(/[^\P{C}\n]/u);
  });

  it('asks a phone of the inventory where its file says, and one that nobody knows nowhere', async () => {
    const folder = createFolder({ 'offhook.yaml': INVENTORY });
    const run = (...args: readonly string[]) =>
      offhook(folder, ['ping', ...args, '--state-dir', folder, '--timeout', '0.02'], {
        env: SECRETS,
      });
    const { out } = await run(MAC, '--address', '127.0.0.9');
    expect(out).toMatch(/at 127\.0\.0\.9:5060 by (UDP|TCP), as you say: /);
    const { code, err } = await run('00:11:22:33:44:55');
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/is not in .*: say where it is with --address/),
    ]);
    expect((await run(MAC)).err).toMatch(/nobody knows the address/);
  });

  it.each([
    [{ addressBy: 'contact' }, /at 127\.0\.0\.1:5060 by UDP, where its PBX has it registered: /],
    [{ addressBy: 'lease' }, /at 127\.0\.0\.1:5060 by UDP, as its lease has it: /],
    [{ addressBy: 'file' }, /at 127\.0\.0\.1:5060 by UDP, where its last file went to: /],
    [{ address: undefined }, /and no PBX has it registered\n/],
  ])('asks it where the server knows it, and says how that is known: %j', async (known, says) => {
    const folder = createFolder({ 'offhook.yaml': INVENTORY });
    const server = createServer((_, reply) =>
      reply.end(JSON.stringify({ address: '127.0.0.1', ...known })),
    );
    await once(server.listen(join(folder, SERVER_SOCKET)), 'listening');
    const args = ['ping', MAC, '--state-dir', folder, '--timeout', '0.02', '--transport', 'udp'];
    const { out, err } = await offhook(folder, args, { env: SECRETS });
    server.close();
    expect(out + err).toMatch(says);
  });
});
