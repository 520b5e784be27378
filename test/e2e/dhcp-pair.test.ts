// `export dhcp --for kea --ha`: two servers on one wire, of which one is killed. Phones keep their addresses, and new ones
// get theirs.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SOAKING } from '../soak.js';
import { INVENTORIES } from './exported-inventories.js';
import { keaFile, keaPlaces } from './exported-servers.js';
import { runExport } from './exported-site.js';
import { type Running, reasonToSkip, runProgram, start } from './programs.js';
import type { Answers, Question } from './told-alike.js';

const skipped = SOAKING
  ? reasonToSkip(['ip', 'kea-dhcp4'], true)
  : 'servers of others are for where all is to be shown';

const ADDRESSES = ['10.20.1.1', '10.20.1.2'] as const;
const FANVIL = '00:a8:59:db:04:62';
const CISCO = '5c:fc:66:5d:4f:9a';
const ASKS = [1, 3, 66];
const AS_A_PAIR = /HA_STATE_TRANSITION .* to HOT-STANDBY state/;

describe.skipIf(skipped !== undefined)('a pair of Kea', () => {
  const name = (role: string) => `offhook-${process.pid}-pair-${role}`;
  const [wire, client] = [name('wire'), name('client')];
  const servers = [name('first'), name('second')] as const;
  const ip = (...words: string[]) => runProgram('ip', words);
  let folder = '';
  const starts: (() => Running)[] = [];
  const running: Running[] = [];

  function plug(namespace: string, device: string): void {
    const near = `p${device === 'phone0' ? 0 : servers.indexOf(namespace) + 1}`;
    const peer = ['peer', 'name', device, 'netns', namespace];
    ip('link', 'add', near, 'netns', wire, 'type', 'veth', ...peer);
    ip('-n', wire, 'link', 'set', near, 'master', 'br0', 'up');
    ip('-n', namespace, 'link', 'set', device, 'up');
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-pair-'));
    writeFileSync(join(folder, 'offhook.yaml'), INVENTORIES['the inventory alone'] ?? '');
    for (const each of [wire, client, ...servers]) ip('netns', 'add', each);
    ip('-n', wire, 'link', 'add', 'br0', 'type', 'bridge');
    ip('-n', wire, 'link', 'set', 'br0', 'up');
    plug(client, 'phone0');
    ip('-n', client, 'address', 'add', '10.30.1.1/32', 'dev', 'phone0');
    ip('-n', client, 'route', 'add', '255.255.255.255', 'dev', 'phone0');
    const out = runExport(folder, 'kea', '--ha', ADDRESSES.join());
    for (const [index, which] of (['first', 'second'] as const).entries()) {
      const namespace = servers[index] ?? '';
      plug(namespace, 'eth1');
      ip('-n', namespace, 'address', 'add', `${ADDRESSES[index]}/24`, 'dev', 'eth1');
      ip('-n', namespace, 'link', 'set', 'lo', 'up');
      const state = mkdtempSync(join(folder, which));
      const file = hasty(keaFile(state, join(out, `kea-dhcp4-${which}.conf`)));
      const command = ['env', ...keaPlaces(state), 'kea-dhcp4', '-c', file];
      starts.push(() => start('ip', ['netns', 'exec', namespace, ...command], state));
    }
    for (const begin of starts) running.push(begin());
    for (const each of running) await each.waitFor(AS_A_PAIR);
  });

  afterAll(async () => {
    for (const each of running) await each.end('SIGKILL');
    for (const each of [wire, client, ...servers]) ip('netns', 'delete', each);
    rmSync(folder, { recursive: true, force: true });
  });

  /** The same with its patience counted in tenths of seconds. */
  function hasty(path: string): string {
    const text = readFileSync(path, 'utf8');
    const own = text
      .replace('"heartbeat-delay": 5000', '"heartbeat-delay": 300')
      .replace('"max-response-delay": 20000', '"max-response-delay": 1500');
    expect(own).not.toBe(text);
    writeFileSync(path, own);
    return path;
  }

  async function ask(...questions: readonly Question[]): Promise<Answers> {
    const script = join(import.meta.dirname, 'ask-dhcp.mjs');
    const words = [process.execPath, script, JSON.stringify(questions), ADDRESSES[0]];
    const asking = start('ip', ['netns', 'exec', client, ...words], folder);
    const [, answers = ''] = await asking.waitFor(/^(\{.*\})\n/m);
    await asking.end();
    return JSON.parse(answers);
  }

  const hexOf = (address: string) => Buffer.from(address.split('.').map(Number)).toString('hex');

  it('goes on when the first is killed', async () => {
    const before = await ask({ name: 'a phone', mac: FANVIL, asks: ASKS });
    const [, ack] = before['a phone'] ?? [];
    expect(ack).toMatchObject({ type: 'ACK', options: { 54: hexOf(ADDRESSES[0]) } });
    const { yiaddr = '' } = ack ?? {};

    await running[0]?.end('SIGKILL');
    await running[1]?.waitFor(/HA_STATE_TRANSITION .* to PARTNER-DOWN state/);

    const says = { 50: hexOf(yiaddr) };
    const after = await ask(
      { name: 'it starts again', mac: FANVIL, type: 'REQUEST', says, asks: ASKS },
      { name: 'another phone', mac: CISCO, asks: ASKS },
    );
    const { 58: _renewal, 59: _rebinding, ...said } = ack?.options ?? {};
    expect(after['it starts again']).toMatchObject([
      { type: 'ACK', yiaddr, options: { ...said, 54: hexOf(ADDRESSES[1]) } },
    ]);
    expect(after['another phone']).toMatchObject([
      { type: 'OFFER', yiaddr: '10.20.1.53' },
      { type: 'ACK', yiaddr: '10.20.1.53', options: { 54: hexOf(ADDRESSES[1]) } },
    ]);
  });

  it('gives the wire back to the first when it is there again, with what happened meanwhile', async () => {
    const again = starts[0]?.();
    if (!again) throw new Error('there is no first');
    running.push(again);
    await again.waitFor(AS_A_PAIR);
    const says = { 50: hexOf('10.20.1.53') };
    const back = await ask({ name: 'a phone', mac: CISCO, type: 'REQUEST', says, asks: ASKS });
    expect(back['a phone']).toMatchObject([
      { type: 'ACK', yiaddr: '10.20.1.53', options: { 54: hexOf(ADDRESSES[0]) } },
    ]);
  });
});
