// Pretend phones that register, played in this process: what they tell their registrar, and what they do when it tells them to.

import { expect, it } from 'vitest';
import type { AnswerRequest, UserAgent } from '../../src/sip/agent/user-agent.js';
import { headerOf } from '../../src/sip/message/headers.js';
import { agent } from '../sip/agents-under-test.js';
import { SOAKING } from '../soak.js';
import { createFolder, INVENTORY, offhook, SECRETS } from './cli-under-test.js';
import { registrar, whileServed } from './registrar-under-test.js';

/** Until `text` of what it prints says that it is enough. */
function simulate(pbx: UserAgent, enough: RegExp, ...args: readonly string[]) {
  return whileServed(INVENTORY, (tftp) => {
    const stop = new AbortController();
    const place = ['--port', tftp, '--pbx', `127.0.0.1:${pbx.local.port}`, '--state-dir', 'none'];
    const words = ['simulate', '--phones', '1', '--register', ...place, ...args];
    return offhook(createFolder({ 'offhook.yaml': INVENTORY }), words, {
      env: SECRETS,
      stop: stop.signal,
      onOut: (text) => enough.test(text) && stop.abort(),
    });
  });
}

const REPORT = / {2}registered: \d of \d lines\n/;

it('register each line that their file has, stay, and leave at the end', async () => {
  const heard: string[] = [];
  const pbx = await agent({ onRequest: registrar('hunter22', heard) });
  const { code, out, err } = await simulate(pbx, REPORT);
  expect(out, err).toMatch(/line 7001 at 127\.0\.0\.1:\d+ by UDP: registered {2}\(200 OK\)\n/);
  expect(out).toContain('  registered: 1 of 1 lines\n');
  expect(err).toContain('they stay registered until Ctrl-C\n');
  expect(code).toBe(0);
  // From an address that is its own.
  expect(heard[0]).toMatch(/^\d+ <sip:7001@127\.31\.\d+\.\d+:\d+>;\+sip\.instance=/);
  expect(heard.at(-1)).toMatch(/^0 /);
  expect(out + err).not.toContain('hunter22');
});

it.runIf(SOAKING)('say why they are not registered', async () => {
  const pbx = await agent({ onRequest: registrar('other') });
  const { code, out } = await simulate(pbx, REPORT);
  expect(out).toContain('  registered: 0 of 1 lines\n');
  expect(out).toMatch(/^ {2}line 7001 .*: NOT REGISTERED: the PBX does not take its password/m);
  expect(code).toBe(1);
});

it.runIf(SOAKING)('are in the report of machines', async () => {
  const pbx = await agent({ onRequest: registrar('hunter22') });
  const { out } = await simulate(pbx, /^}\n/m, '--format', 'json');
  expect(JSON.parse(out).phones).toMatchObject([
    { lines: [{ number: '7001', isRegistered: true, answer: '200 OK' }] },
  ]);
});

it.runIf(SOAKING)('leave the register alone where they are stuck', async () => {
  const heard: string[] = [];
  const pbx = await agent({ onRequest: registrar('hunter22', heard) });
  const scenario = createFolder({
    'stuck.yaml': 'row: T9\nsteps:\n  - get: SEP{MAC}.cnf.xml\n',
  });
  const { out } = await simulate(
    pbx,
    /no server tells\n/,
    ...['--stay', '1s', '--scenario', `${scenario}/stuck.yaml`],
  );
  expect(out).toMatch(/SEP5CFC665D4F9A\.cnf\.xml: \d+ bytes/);
  expect([out, heard]).toEqual([expect.not.stringContaining('registered:'), []]);
});

it.runIf(SOAKING)(
  'read their files again when they are told to in the words of their family, and register anew',
  async () => {
    const callIds = new Set<string>();
    const told: (readonly [event: string, status: number])[] = [];
    const take = registrar('hunter22');
    const onRequest: AnswerRequest = (incoming) => {
      const { request } = incoming;
      const isFirst = callIds.size === 0;
      callIds.add(headerOf(request, 'Call-ID') ?? '');
      const [, host, port] = /@([\d.]+):(\d+)>/.exec(headerOf(request, 'Contact') ?? '') ?? [];
      if (isFirst) void tell(host ?? '', Number(port));
      return take(incoming);
    };
    const pbx = await agent({ onRequest });
    async function tell(host: string, port: number): Promise<void> {
      const uri = `sip:7001@${host}:${port}`;
      for (const event of ['check-sync;reboot=true', 'check-sync']) {
        const headers = [{ name: 'Event', value: event }];
        const target = { host, port };
        const outcome = await pbx.request({ method: 'NOTIFY', uri, target, headers });
        told.push([event, outcome.kind === 'answered' ? outcome.response.status : 0]);
      }
    }
    const again =
      /reads its files again[\s\S]*SEP5CFC665D4F9A\.cnf\.xml: \d+ bytes[\s\S]*line 7001 .*: registered/;
    const { out } = await simulate(pbx, again);
    expect(out).toMatch(again);
    expect(told).toEqual([
      ['check-sync;reboot=true', 200],
      ['check-sync', 200],
    ]);
    expect(out.match(/reads its files again/g)).toHaveLength(1);
    expect(callIds.size).toBe(2);
  },
);
