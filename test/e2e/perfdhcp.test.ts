// Kea's load generator as a foreign client: hundreds of relayed exchanges, each answered, each by its own address.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offhook } from '../cli/cli-under-test.js';
import { SOAKING } from '../soak.js';
import { CLIENT_INTERFACE, createLan, type Lan, SERVED_INTERFACE, startServe } from './lan.js';
import { type Running, reasonToSkip, runProgram, start } from './programs.js';

const RELAY = '10.20.1.2';
const EXCHANGES = 400;
const INVENTORY = `site: { timeZone: Europe/Moscow }
network:
  interface: ${SERVED_INTERFACE}
  subnet: 10.20.0.0/22
  pool: 10.20.2.0-10.20.3.200
  clients: any
`;

/** Seconds of a processor, for what others show of a few clients. */
const skipped = SOAKING
  ? reasonToSkip(['ip', 'perfdhcp'], true)
  : 'hundreds of exchanges are for where all is to be shown';

describe.skipIf(skipped !== undefined)('perfdhcp', () => {
  let folder = '';
  let lan: Lan;
  let server: Running;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-perfdhcp-'));
    writeFileSync(join(folder, 'offhook.yaml'), INVENTORY);
    lan = createLan();
    const served = ['-n', lan.server, 'address', 'change', '10.20.1.1/22', 'dev', SERVED_INTERFACE];
    runProgram('ip', served);
    server = await startServe(lan, folder);
    lan.bePhone('02:00:00:00:00:99');
    runProgram('ip', ['-n', lan.client, 'address', 'add', `${RELAY}/22`, 'dev', CLIENT_INTERFACE]);
  });
  afterAll(async () => {
    await server?.end();
    lan?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has each of its exchanges answered, once, and its clients have an address each', async () => {
    const clients = ['-R', `${EXCHANGES}`, '-n', `${EXCHANGES}`, '-r', '100', '-u'];
    // Nothing is late, only lost; behind the last request it waits for so many microseconds, whatever has come.
    const patience = ['-d', '10', '-W', '5000000'];
    const command = ['perfdhcp', '-4', '-l', RELAY, ...clients, ...patience, '10.20.1.1'];
    const perfdhcp = start('ip', ['netns', 'exec', lan.client, ...command], folder);
    const code = await new Promise((resolve) => perfdhcp.child.once('close', resolve));
    const report = perfdhcp.output();
    expect(report).toContain('Malformed packets: 0\n');
    for (const exchange of ['DISCOVER-OFFER', 'REQUEST-ACK']) {
      const seen = statisticsIn(report, exchange);
      expect(seen, exchange).toMatchObject({ orphans: 0, 'rejected leases': 0 });
      // On a busy machine it asks for a few more at the end than it waits for: the first clients, who have their addresses.
      const { 'received packets': received = 0, 'non unique addresses': again = received } = seen;
      expect(received, exchange).toBeGreaterThanOrEqual(EXCHANGES);
      expect(again, exchange).toBeLessThanOrEqual(received - EXCHANGES);
    }
    // 3 where it did not wait for one.
    expect([0, 3]).toContain(code);
    const args = ['leases', '--state-dir', 'state', '--format', 'json'];
    const { leases } = JSON.parse((await offhook(folder, args)).out);
    expect(leases).toHaveLength(EXCHANGES);
  });
});

/** What the report says of one half of the exchanges, `name: number` a line. */
function statisticsIn(report: string, exchange: string): Readonly<Record<string, number>> {
  const [, section = ''] = report.split(`***Statistics for: ${exchange}***\n`);
  const lines = (section.split('***')[0] ?? '').matchAll(/^([a-z ]+): (\d+)$/gm);
  return Object.fromEntries([...lines].map(([, name = '', value]) => [name, Number(value)]));
}
