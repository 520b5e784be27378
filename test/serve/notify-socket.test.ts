// A phone is told over a real socket, and SIPp, which knows nothing of offhook, plays it: what it hears, and what it says.

import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { notifyWaysOf } from '../../src/phones/registry.js';
import { choosePath, type Path } from '../../src/serve/rollout/choose-path.js';
import { createNotifier, type Notifier } from '../../src/serve/rollout/notifier.js';
import { NO_PBX } from '../../src/serve/rollout/pbx-path.js';
import { openUserAgent } from '../../src/sip/agent/open-user-agent.js';
import { reasonToSkip, start } from '../e2e/programs.js';
import { PACKS } from '../phones/shipped-models.js';
import { SOAKING } from '../soak.js';

const reason = reasonToSkip(['sipp']);
/** Of this run alone: other tests listen at 5060, too. */
const NET = `127.${randomInt(64, 120)}.${randomInt(0, 255)}`;
const CALL_ID = '5cfc665d-4f9a0002-1f2e3d4c-0badcafe@10.20.1.153';

/** Each of `wanted` must be in the request, or SIPp ends with an error. */
const scenario = (
  answer: string,
  wanted: readonly string[],
) => `<?xml version="1.0" encoding="UTF-8"?>
<scenario name="a phone">
  <recv request="NOTIFY">
    <action>${wanted.map(checkOf).join('')}</action>
  </recv>
  <Reference variables="${wanted.map((_, at) => `v${at}`).join(',')}"/>
  ${
    answer === ''
      ? ''
      : `<send><![CDATA[
SIP/2.0 ${answer}
[last_Via:]
[last_From:]
[last_To:];tag=phone[call_number]
[last_Call-ID:]
[last_CSeq:]
Server: Cisco-CP7931G/8.5.3
Content-Length: 0

]]></send>`
  }
  <pause milliseconds="200"/>
</scenario>`;

/** Of a line, or of two: an attribute of XML has no room for what ends a line. */
const END = '[[:cntrl:]]+';

/** As the kernel lists its sockets: the bytes of the address the other way round, and 5060. */
const hexOf = (address: string) =>
  `${address
    .split('.')
    .toReversed()
    .map((byte) => Number(byte).toString(16).padStart(2, '0'))
    .join('')}:13C4`.toUpperCase();

const checkOf = (pattern: string, at: number) =>
  `<ereg regexp="${pattern.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')}" search_in="msg" check_it="true" assign_to="v${at}"/>`;

const CISCO = PACKS.models.get('cisco-7931g');

describe.skipIf(reason !== undefined)('a phone that is told', () => {
  let folder = '';
  let notifier: Notifier;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-notify-'));
    notifier = createNotifier({
      openAgent: () =>
        openUserAgent({
          local: { address: `${NET}.1`, port: 0 },
          transports: ['udp'],
          product: 'offhook/test',
        }),
      pbx: NO_PBX,
    });
  });
  afterAll(async () => {
    await notifier?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function pathTo(address: string, callId?: string): Path {
    if (!CISCO) throw new Error('the 7931G is shipped');
    const path = choosePath({
      ways: notifyWaysOf(CISCO, 'resync'),
      place: { address, by: 'lease' },
      ear: { port: 5060, transport: 'udp', isBehindNat: false, line: '7001', pbx: 'main' },
      registered: callId === undefined ? undefined : { callId },
      isPbxUp: false,
    });
    if ('why' in path) throw new Error(path.why);
    return path;
  }

  /** Tells the phone at the nth address, and gives back what came of it and how SIPp ended. */
  async function tell(at: number, answer: string, wanted: readonly string[], callId?: string) {
    const address = `${NET}.${at}`;
    writeFileSync(join(folder, `${at}.xml`), scenario(answer, wanted));
    const how = ['-sf', `${at}.xml`, '-i', address, '-p', '5060', '-m', '1', '-nostdin'];
    const phone = start('sipp', [...how, '-timeout', '60s'], folder);
    onTestFinished(() => void phone.end());
    await expect.poll(() => readFileSync('/proc/net/udp', 'utf8')).toContain(hexOf(address));
    const told = await notifier.tell(pathTo(address, callId));
    const code = await new Promise<number | null>((resolve) => {
      if (phone.child.exitCode !== null) resolve(phone.child.exitCode);
      phone.child.once('exit', resolve);
    });
    return { told, code, said: phone.output() };
  }

  /** Event to its end, a name of the line at the phone's own address, and a From without a user. */
  const HEARD = (at: number) => [
    `^NOTIFY sip:7001@${NET}.${at}:5060 SIP/2.0`,
    `Event: check-sync${END}`,
    `From: <sip:${NET}.1(:[0-9]+)?>;tag=`,
  ];

  it.each([
    [11, '200 OK', { kind: 'answered', status: 200, phrase: 'OK' }],
    [12, '400 Bad Request', { kind: 'answered', status: 400, phrase: 'Bad Request' }],
    [13, '401 Unauthorized', { kind: 'answered', status: 401, phrase: 'Unauthorized' }],
    [14, '404 Not Found', { kind: 'answered', status: 404, phrase: 'Not Found' }],
  ] as const)('hears what it understands, and says %i: %s', async (at, answer, expected) => {
    const { told, code, said } = await tell(at, answer, HEARD(at));
    expect(told, said).toEqual(expected);
    expect(code, said).toBe(0);
  });

  it('hears with its own Call-ID what later Cisco phones want', async () => {
    const zero = '.00000000-0000-0000-0000-000000000000.';
    const { told, code, said } = await tell(
      15,
      '200 OK',
      [
        `Event: service-control${END}`,
        `Subscription-State: active${END}`,
        `Content-Type: text/plain${END}`,
        `${END}action=restart${END}RegisterCallId=.${CALL_ID}.${END}ConfigVersionStamp=${zero}${END}DialplanVersionStamp=${zero}${END}SoftkeyVersionStamp=${zero}${END}`,
      ],
      CALL_ID,
    );
    expect(told, said).toMatchObject({ kind: 'answered', status: 200 });
    expect(code, said).toBe(0);
  });

  it.runIf(SOAKING)('is not there: the system says so, or nobody does', async () => {
    const told = await notifier.tell(pathTo(`${NET}.16`));
    expect(['not-sent', 'silence']).toContain(told.kind);
  });
});
