// A flood of DISCOVERs on a real wire, from clients that do not exist, and the phones of the inventory in it.

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SOAKING } from '../soak.js';
import { CLIENT_INTERFACE, createLan, type Lan, SERVED_INTERFACE, startServe } from './lan.js';
import { OFFHOOK, type Running, reasonToSkip, runProgram } from './programs.js';

const RESERVED = { mac: '5c:fc:66:5d:4f:9a', address: '10.20.1.53' };
const POOLED = '00:a8:59:db:04:62';
const POOL = ['10.20.1.100', '10.20.1.101', '10.20.1.102'];
/** Everyone is welcome, while there is room. */
const INVENTORY = `site: { timeZone: Europe/Moscow }
network:
  interface: ${SERVED_INTERFACE}
  subnet: 10.20.1.0/24
  pool: ${POOL[0]}-${POOL.at(-1)}
  clients: any
pbx: { main: { host: pbx.lab.example } }
defaults: { pbx: main }
lines: { "7001": { password: { file: secret } }, "7002": { password: { file: secret } } }
phones:
  - mac: "${RESERVED.mac}"
    model: cisco-7931g
    address: ${RESERVED.address}
    keys: { 1: { line: "7001" } }
  - { mac: "${POOLED}", model: fanvil-x4, keys: { 1: { line: "7002" } } }
`;

/** Around each packet of a phone. All of them fit into the server's buffer, if it reads none. */
const [BEFORE, BEHIND] = [2_500, 500];
/** A phone sends two packets. */
const INVENTED = 2 * (BEFORE + BEHIND);

const run = promisify(execFile);
/** What is decided in a flood, test/dhcp/starvation.test.ts asks everywhere; that the wire brings it to that, is for CI. */
const skipped = SOAKING
  ? reasonToSkip(['ip'], true)
  : 'floods come over a wire where all is to be shown';

describe.skipIf(skipped !== undefined)('a flood of invented clients', () => {
  let folder = '';
  let lan: Lan;
  let server: Running;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-flood-'));
    writeFileSync(join(folder, 'offhook.yaml'), INVENTORY);
    writeFileSync(join(folder, 'secret'), 'sesame\n');
    lan = createLan();
    server = await startServe(lan, folder, '--verbose');
    lan.bePhone('02:00:00:00:00:99');
    const ours = ['address', 'add', '10.20.1.200/24', 'dev', CLIENT_INTERFACE];
    runProgram('ip', ['-n', lan.client, ...ours]);
  });
  afterAll(async () => {
    await server?.end('SIGKILL');
    lan?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What the phone was offered and given, for one packet each. Rejects if it was not. The log is read meanwhile. */
  async function bootInFlood(mac: string, wanted: string, firstNumber: number) {
    const script = join(import.meta.dirname, 'flood.mjs');
    const command = [
      process.execPath,
      script,
      '10.20.1.200',
      mac,
      wanted,
      `${firstNumber}`,
      `${BEFORE}`,
      `${BEHIND}`,
    ];
    const { stdout } = await run('ip', ['netns', 'exec', lan.client, ...command]);
    return JSON.parse(stdout);
  }

  it('keeps no phone from its reservation, nor makes it ask twice', async () => {
    expect(await bootInFlood(RESERVED.mac, RESERVED.address, 0)).toEqual({
      invented: INVENTED,
      offered: RESERVED.address,
      given: RESERVED.address,
    });
  });

  it('keeps no phone from its place in the pool, nor makes it ask twice', async () => {
    const { offered, given } = await bootInFlood(POOLED, RESERVED.address, 10_000);
    expect(POOL).toContain(given);
    expect(offered).toBe(given);
  });

  it("was heard, and nobody in it has what is a phone's", async () => {
    const args = [OFFHOOK, 'leases', '--state-dir', 'state', '--format', 'json'];
    const { leases } = JSON.parse(runProgram(process.execPath, args, folder));
    const held = new Map(
      leases.map(({ mac, address }: { mac: string; address: string }) => [mac, address]),
    );
    expect([...held.keys()].toSorted()).toEqual([POOLED, RESERVED.mac].toSorted());
    expect(await server.end('SIGTERM')).toBe(0);
    const lines = server.output().split('\n');
    const log = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
    const heard = log.filter(({ mac }) => mac?.startsWith('06:00:'));
    // What is too much for the log, or for its reader, is only counted.
    const counted = log.map(({ event, kind, count, msg, lines }) => {
      if (event === 'surplus' && kind.startsWith('dhcp ')) return count;
      return msg.startsWith('log lines were lost') ? lines : 0;
    });
    const all = counted.reduce((sum, each) => sum + each, heard.length);
    // All that came before the last packet of the last phone.
    expect(all).toBeGreaterThanOrEqual(2 * INVENTED - BEHIND);
    const taken = new Set(heard.flatMap(({ reply, address }) => (reply ? [address] : [])));
    expect(taken).toEqual(new Set(POOL.filter((address) => address !== held.get(POOLED))));
  });
});
