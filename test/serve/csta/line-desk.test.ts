// Lines that are looked at while the server ends.

import { expect, it, onTestFinished, vi } from 'vitest';
import { createLineDesk } from '../../../src/serve/csta/line-desk.js';
import { openUserAgent } from '../../../src/sip/agent/open-user-agent.js';
import { STATUS } from '../../csta/bodies.js';
import { agent } from '../../sip/agents-under-test.js';

const MAC = '00:a8:59:db:04:62' as Parameters<ReturnType<typeof createLineDesk>['look']>[0];

it('waits not long for a phone that answers nothing any more', async () => {
  const phone = await agent({
    onRequest: ({ request }) =>
      request.method === 'INVITE'
        ? { status: 200, body: { type: 'application/csta+xml', bytes: STATUS } }
        : undefined,
  });
  const lines = createLineDesk({
    now: () => 0,
    openAgent: () => openUserAgent({ local: { address: '127.0.0.1', port: 0 }, product: 'test' }),
  });
  const { address: host, port } = phone.local;
  const number = '181';
  const registrar = { host: '10.20.1.2', port: 5060 };
  await lines.open(MAC, 1, { target: { host, port }, number, cstaNumber: number, registrar });
  await expect.poll(async () => (await lines.look(MAC, 1)).verdict).toBe('on');
  // What it waits for by a time of its own is never late from now on.
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  await lines.close();
  expect(await lines.look(MAC, 1)).toMatchObject({ isOpen: false });
});
