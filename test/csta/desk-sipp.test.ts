// Lines for who looks at the page: a session that is opened once for all who look, told as it changes, and ended in good order.

import { describe, expect, it } from 'vitest';
import { createLineDesk } from '../../src/serve/csta/line-desk.js';
import { openUserAgent } from '../../src/sip/agent/open-user-agent.js';
import { reasonToSkip } from '../e2e/programs.js';
import { CLOSES, csta, event, opens } from './played.js';
import { answers, hears, hearsAnswer, NET, playPhone, replies, tells } from './sipp.js';

const skipped = reasonToSkip(['sipp']);
const MAC = '00:a8:59:db:04:62' as Parameters<ReturnType<typeof createLineDesk>['look']>[0];
const lineAt = (host: string) => ({
  target: { host, port: 5060 },
  number: '181',
  cstaNumber: '181',
  registrar: { host: '10.20.1.2', port: 5060 },
});
const desk = () =>
  createLineDesk({
    now: () => 0,
    openAgent: () => openUserAgent({ local: { address: '0.0.0.0', port: 0 }, product: 'test' }),
  });

describe.skipIf(skipped !== undefined)('a line that is looked at', () => {
  it('is told as it changes, dials, and is left when the server ends', async () => {
    const phone = await playPhone(
      `${NET}.3.1`,
      ...opens(),
      hears('INFO', '<MakeCall', '<calledDirectoryNumber>302</calledDirectoryNumber>'),
      replies('200 OK', { body: csta('MakeCallResponse') }),
      tells(1, event('Established', 'connected')),
      hearsAnswer(),
      ...CLOSES,
    );
    const lines = desk();
    expect(await lines.look(MAC, 1)).toMatchObject({ isOpen: false, isAsking: false });
    expect(await lines.open(MAC, 1, lineAt(phone.address))).toMatchObject({ isAsking: true });
    await lines.open(MAC, 1, lineAt(phone.address), { kind: 'call', number: '302' });
    await expect.poll(async () => (await lines.look(MAC, 1)).state).toBe('connected');
    expect(await lines.look(MAC, 1)).toMatchObject({ isOpen: true, verdict: 'on' });
    await lines.close();
    expect(await phone.ended).toEqual({ code: 0, said: '' });
  });

  it('keeps what a phone without uaCSTA answered, and asks it again only when told to', async () => {
    const phone = await playPhone(
      `${NET}.3.2`,
      hears('INVITE'),
      answers('415 Unsupported Media Type'),
      hears('ACK'),
    );
    const lines = desk();
    await lines.open(MAC, 1, lineAt(phone.address));
    await expect.poll(async () => (await lines.look(MAC, 1)).isAsking).toBe(false);
    expect(await lines.look(MAC, 1)).toMatchObject({ isOpen: false, verdict: 'refuses-body' });
    await lines.close();
    expect(await phone.ended).toEqual({ code: 0, said: '' });
  });
});
