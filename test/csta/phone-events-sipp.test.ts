// A phone that SIPp plays tells all that a line can do, by UDP and by TCP; keeps a session timer, or answers nothing any more.

import { describe, expect, it } from 'vitest';
import { createFolder, offhook, type RunOptions } from '../cli/cli-under-test.js';
import { reasonToSkip } from '../e2e/programs.js';
import { SOAKING } from '../soak.js';
import { CLOSES, csta, event, INVENTORY, MAC, ON, opens, PATIENT } from './played.js';
import {
  answers,
  hears,
  hearsAnswer,
  NET,
  playPhoneBy,
  replies,
  type SippStep,
  tells,
} from './sipp.js';

const skipped = reasonToSkip(['sipp']);

const watchLine = (args: readonly string[], options: RunOptions) =>
  offhook(
    createFolder({ 'offhook.yaml': INVENTORY }),
    ['csta', MAC, '--state-dir', 'state', ...PATIENT, '--watch', ...args],
    options,
  );

/** Watches until a line of it says that, as who then presses Ctrl-C. */
async function watchUntil(last: string, args: readonly string[]) {
  const ctrlC = new AbortController();
  const { code, out } = await watchLine(args, {
    stop: ctrlC.signal,
    onOut: (text) => {
      if (text.includes(last)) ctrlC.abort();
    },
  });
  return { code, out, told: out.split('\n').filter((line) => line.includes('Event ')) };
}

/** A call that comes, is put on hold and taken back; and what `csta --watch` says of it. */
const CALL: readonly (readonly [name: string, local: string, says: string])[] = [
  ['Delivered', 'alerting', 'line 181 rings'],
  ['Established', 'connected', 'line 181 talks'],
  ['Held', 'hold', 'line 181 has a call on hold'],
  ['Retrieved', 'connected', 'line 181 talks'],
  ['Failed', 'fail', 'line 181 does not get through'],
  ['ConnectionCleared', 'null', 'line 181 is idle'],
];

describe.skipIf(skipped !== undefined)('a phone that tells what its line does', () => {
  it.each([
    ['udp', `${NET}.4.1`],
    ['tcp', `${NET}.4.2`],
  ] as const)('by %s', async (transport, address) => {
    const events = CALL.flatMap(([name, local], at) => [
      tells(at + 1, event(name, local)),
      hearsAnswer(),
    ]);
    const phone = await playPhoneBy(transport, address, ...opens(), ...events, ...CLOSES);
    const { code, told } = await watchUntil('ConnectionClearedEvent', [
      ...['--address', address, '--transport', transport],
    ]);
    expect(await phone.ended).toEqual({ code: 0, said: '' });
    expect(told.map((line) => line.replace(/\s{2,}/g, ' '))).toEqual(
      CALL.map(([name, local, says]) => `${name}Event ${local} newCall ${says}`),
    );
    expect(code).toBe(0);
  });

  it('leaves out what a connection is: then the event alone says what the line does', async () => {
    const bare = (name: string) =>
      event(name, '').replace('<localConnectionInfo></localConnectionInfo>', '');
    const events = CALL.flatMap(([name], at) => [tells(at + 1, bare(name)), hearsAnswer()]);
    const phone = await playPhoneBy('udp', `${NET}.4.3`, ...opens(), ...events, ...CLOSES);
    const { told } = await watchUntil('ConnectionClearedEvent', ['--address', phone.address]);
    expect(await phone.ended).toEqual({ code: 0, said: '' });
    for (const [at, [, , says]] of CALL.entries()) expect(told[at]).toContain(says);
  });

  it('keeps the session timer itself', async () => {
    const refresh = tells(1, '', 'UPDATE', '', ['Session-Expires: 90;refresher=uac']);
    const steps = [refresh, hearsAnswer(), tells(2, event('Held', 'hold')), hearsAnswer()];
    const phone = await playPhoneBy(
      'udp',
      `${NET}.4.4`,
      ...timed('uas'),
      ...opens().slice(4),
      ...steps,
      ...CLOSES,
    );
    const { code } = await watchUntil('HeldEvent', ['--address', phone.address]);
    expect(await phone.ended).toEqual({ code: 0, said: '' });
    expect(code).toBe(0);
  });

  it.runIf(SOAKING)(
    'has us keep it: half an interval later we ask again, and are still there',
    async () => {
      const phone = await playPhoneBy(
        'udp',
        `${NET}.4.5`,
        ...timed('uac'),
        ...opens().slice(4),
        hears('INVITE', '<RequestSystemStatus'),
        replies('200 OK', { body: ON, headers: expiring('uac') }),
        hears('ACK'),
        tells(1, event('Held', 'hold')),
        hearsAnswer(),
        ...CLOSES,
      );
      const { code } = await watchUntil('HeldEvent', ['--address', phone.address]);
      expect(await phone.ended).toEqual({ code: 0, said: '' });
      expect(code).toBe(0);
    },
  );
});

const expiring = (refresher: string) =>
  `Require: timer\nSession-Expires: 90;refresher=${refresher}\nAllow: INVITE, ACK, BYE, INFO, UPDATE`;
/** As `opens` begins, with a session timer of the least that there is. */
const timed = (refresher: string): readonly SippStep[] => [
  hears('INVITE', '<RequestSystemStatus'),
  answers('200 OK', { body: ON, headers: expiring(refresher) }),
  hears('ACK'),
];

describe.skipIf(skipped !== undefined)('a phone that has opened a session', () => {
  it('and answers nothing any more is lost: exit code 1', async () => {
    const steps = [
      ...[hears('INVITE'), answers('200 OK', { body: ON }), hears('ACK')],
      // All that comes again of it is heard, and nothing said.
      hears('INFO', '<MonitorStart'),
    ];
    const phone = await playPhoneBy('udp', `${NET}.4.6`, ...steps);
    const { code, out } = await watchLine(['--address', phone.address, '--timeout', '1'], {});
    expect(out).toContain('MonitorStart: refused: no answer\n');
    expect(out).toMatch(/\nuaCSTA is on\n/);
    expect(code).toBe(1);
    expect((await phone.ended).code).toBe(0);
  });

  it('and answers by TCP with what is no SIP is told so', async () => {
    const steps = [
      hears('INVITE'),
      '<send><![CDATA[\n\nHTTP/1.1 200 OK\nContent-Length: 0\n\n]]></send>',
    ];
    const phone = await playPhoneBy('tcp', `${NET}.4.7`, ...steps);
    const { code, out } = await watchLine(['--address', phone.address, '--transport', 'tcp'], {});
    expect(out).toMatch(/no answer/);
    expect(code).toBe(1);
    await phone.ended;
  });

  it('and refuses the monitor may still be dialled at', async () => {
    const phone = await playPhoneBy(
      'tcp',
      `${NET}.4.8`,
      ...[
        hears('INVITE'),
        answers('200 OK', { body: ON }),
        hears('ACK'),
        hears('INFO', '<MonitorStart'),
      ],
      replies('200 OK', { body: csta('CSTAErrorCode', '<security>securityViolation</security>') }),
      hears('INFO', '<SnapshotDevice'),
      replies('501 Not Implemented'),
      hears('INFO', '<MakeCall'),
      replies('200 OK', { body: csta('MakeCallResponse') }),
      tells(1, '', 'BYE'),
      hearsAnswer(),
    );
    const args = ['--address', phone.address, '--transport', 'tcp', '--call', '302'];
    const { out } = await watchLine(args, {});
    expect(await phone.ended).toEqual({ code: 0, said: '' });
    expect(out).toContain('MonitorStart: refused: security: securityViolation\n');
    expect(out).toContain('MakeCall: done');
  });
});
