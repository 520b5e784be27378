import { describe, expect, it } from 'vitest';
import type { UserAgent } from '../../src/sip/agent/user-agent.js';
import { headerOf } from '../../src/sip/message/headers.js';
import { agent } from '../sip/agents-under-test.js';
import { createFolder, INVENTORY, offhook, type Ran, SECRETS } from './cli-under-test.js';
import { registrar, whileServed } from './registrar-under-test.js';

const MAC = '5c:fc:66:5d:4f:9a';

function probe(pbx: UserAgent, ...args: readonly string[]): Promise<Ran> {
  return whileServed(INVENTORY, (tftp) => {
    const folder = createFolder({ 'offhook.yaml': INVENTORY });
    const where = ['--port', tftp, '--register', '--pbx', `127.0.0.1:${pbx.local.port}`];
    return offhook(folder, ['probe', MAC, ...where, ...args], { env: SECRETS });
  });
}

describe('probe --register', () => {
  it('registers what the fetched file says, and leaves', async () => {
    const heard: string[] = [];
    const pbx = await agent({ onRequest: registrar('hunter22', heard) });
    const { code, out } = await probe(pbx);
    expect(out).toMatch(
      new RegExp(
        `line 7001 at 127\\.0\\.0\\.1:${pbx.local.port} by UDP: registered {2}\\(200 OK\\)`,
      ),
    );
    expect(code).toBe(0);
    expect(out).not.toContain('hunter22');
    expect(heard[0]).toMatch(
      /^\d+ <sip:7001@127\.0\.0\.1:\d+>;\+sip\.instance="<urn:uuid:00000000-0000-0000-0000-5cfc665d4f9a>"$/,
    );
    expect(heard.at(-1)).toMatch(/^0 /);
  });

  it.each([
    ['a wrong password', registrar('other'), /NOT REGISTERED: the PBX does not take its password/],
    [
      'a line that is unknown',
      () => ({ status: 404 }),
      /does not know this line {2}\(404 Not Found\)/,
    ],
    ['a line that is forbidden', () => ({ status: 403 }), /forbids it/],
  ] as const)('says why not: %s', async (_, onRequest, says) => {
    const { code, out } = await probe(await agent({ onRequest }));
    expect([code, out]).toEqual([1, expect.stringMatching(says)]);
  });

  it('answers in JSON', async () => {
    const pbx = await agent({ onRequest: registrar('hunter22') });
    const { out } = await probe(pbx, '--format', 'json');
    expect(JSON.parse(out).lines).toMatchObject([{ number: '7001', isRegistered: true }]);
  });

  it('stays, and answers as the phone would', async () => {
    let answers: readonly number[] = [];
    const pbx: UserAgent = await agent({
      onRequest(incoming) {
        const answer = registrar('hunter22')(incoming);
        const [, port] = /:(\d+)>/.exec(headerOf(incoming.request, 'Contact') ?? '') ?? [];
        const isFirst = answers.length === 0;
        if (isFirst && headerOf(incoming.request, 'Authorization')) void askBack(Number(port));
        return answer;
      },
    });
    async function askBack(port: number): Promise<void> {
      const target = { host: '127.0.0.1', port };
      const ask = async (method: string, user: string, event?: string) => {
        const headers = event === undefined ? [] : [{ name: 'Event', value: event }];
        const uri = `sip:${user}127.0.0.1:${port}`;
        const outcome = await pbx.request({ method, uri, target, headers });
        return outcome.kind === 'answered' ? outcome.response.status : 0;
      };
      answers = [
        await ask('OPTIONS', ''),
        await ask('NOTIFY', '7001@', 'check-sync'),
        await ask('NOTIFY', '7009@', 'check-sync'),
        await ask('NOTIFY', '7001@'),
      ];
      stop.abort();
    }
    const stop = new AbortController();
    const { out } = await whileServed(INVENTORY, (tftp) =>
      offhook(
        createFolder({ 'offhook.yaml': INVENTORY }),
        [
          ...['probe', MAC, '--port', tftp, '--register', '--stay', '1h'],
          ...['--pbx', `127.0.0.1:${pbx.local.port}`],
        ],
        { env: SECRETS, stop: stop.signal },
      ),
    );
    expect(answers).toEqual([200, 200, 404, 489]);
    expect(out).toMatch(/asked NOTIFY check-sync: answered 200\n/);
  });
});
