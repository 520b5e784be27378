// Phones of foreign clients on a wire, one of them stuck on purpose: log, status, wait and new tell the same of them.

import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offhook } from '../cli/cli-under-test.js';
import { SOAKING } from '../soak.js';
import { CLIENT_INTERFACE, createLan, type Lan, SERVED_INTERFACE } from './lan.js';
import { OFFHOOK, type Running, reasonToSkip, runProgram, start } from './programs.js';

const WELL = '5c:fc:66:5d:4f:9a';
const STUCK = '5c:fc:66:5d:4f:9b';
const STRANGER = '5c:fc:66:5d:4f:77';
const LOAD = 'SIP31.8-5-3SR1S.loads';
const INVENTORY = `offhook: 1
site: { timeZone: Europe/Moscow, ntp: [10.20.1.1] }
network:
  interface: ${SERVED_INTERFACE}
  subnet: 10.20.1.0/24
  router: 10.20.1.254
  tftp: [10.20.1.1]
  addressCheck: false
pbx: { main: { host: 10.20.1.1 } }
defaults: { pbx: main }
lines:
  "7001": { password: { file: secret } }
  "7002": { password: { file: secret } }
  "7003": { password: { file: secret } }
phones:
  - { mac: "${WELL}", label: Reception, model: cisco-7931g, address: 10.20.1.53, keys: { 1: { line: "7001" } } }
  - { mac: "${STUCK}", label: Hall, model: cisco-7931g, address: 10.20.1.54, keys: { 1: { line: "7002" } } }
`;

const skipped = SOAKING
  ? reasonToSkip(['ip', 'udhcpc', 'tftp', 'curl', 'tmux'], true)
  : 'at a desk boot.test.ts asks of its phones, and test/cli/watch has a screen without a terminal';

describe.skipIf(skipped !== undefined)('phones that boot', () => {
  let folder = '';
  let lan: Lan;
  let server: Running;
  const run = (...args: readonly string[]) => offhook(folder, [...args, '--state-dir', 'state']);

  /** Boots as a phone does: an address, then files. */
  function boot(mac: string, ip: string, ...names: readonly string[]): void {
    lan.bePhone(mac);
    const at = [`${ip}/24`, 'dev', CLIENT_INTERFACE];
    // A stranger is not answered, and would ask for most of a minute.
    if (mac !== STRANGER) lan.runUdhcpc('client', '-V', 'Cisco Systems, Inc. IP Phone CP-7931G');
    runProgram('ip', ['-n', lan.client, 'address', 'add', ...at]);
    for (const name of names) {
      try {
        runProgram(
          'ip',
          ['netns', 'exec', lan.client, 'tftp', '-m', 'binary', '10.20.1.1', '-c', 'get', name],
          folder,
        );
      } catch {
        // A file that is not there: the client says so, and that is what is wanted.
      }
    }
    runProgram('ip', ['-n', lan.client, 'address', 'del', ...at]);
  }

  async function serve(): Promise<void> {
    server = start(
      'ip',
      [
        ...[
          'netns',
          'exec',
          lan.server,
          process.execPath,
          OFFHOOK,
          'serve',
          '--state-dir',
          'state',
        ],
        ...['--no-dhcp-search', '--no-watch', '--log-format', 'json'],
        ...['--metrics', '10.20.1.1:9969'],
      ],
      folder,
    );
    await server.waitFor(/DHCP {2}10\.20\.1\.1:67/);
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-story-'));
    writeFileSync(join(folder, 'offhook.yaml'), INVENTORY);
    writeFileSync(join(folder, 'secret'), 'sesame\n');
    lan = createLan();
    await serve();
    boot(WELL, '10.20.1.53', 'CTLSEP5CFC665D4F9A.tlv', 'SEP5CFC665D4F9A.cnf.xml');
    boot(STUCK, '10.20.1.54', 'CTLSEP5CFC665D4F9B.tlv', 'SEP5CFC665D4F9B.cnf.xml', LOAD);
    boot(STRANGER, '10.20.1.60', 'SEP5CFC665D4F77.cnf.xml');
    await server.waitFor(/"diagnosis":"W1"/);
  });

  afterAll(async () => {
    await server?.end();
    lan?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are told in the log where they are stuck, with what to do', () => {
    const lines = server
      .output()
      .split('\n')
      .filter((line) => line.includes('"event":"diagnosis"'));
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { mac: STUCK, diagnosis: 'W1', grade: 'owners report', todo: expect.any(String) },
    ]);
  });

  it('are told by status, and its exit code says that one is stuck', async () => {
    const { code, out } = await run('status');
    expect(code).toBe(1);
    const [first = ''] = out.split('\n').filter((line) => line.includes('5c:fc:66'));
    expect(first).toContain(`! ${STUCK}  Hall`);
    expect(first).toContain(`asked for ${LOAD}, which is not there`);
    expect(out).toContain(`✓ ${WELL}  Reception`);
    expect(out).toMatch(
      /^offhook .*, up \d+ m?s, offhook.yaml {3}TFTP .* {3}DHCP 10\.20\.1\.1:67 {3}page http:\/\/127\.0\.0\.1:8068\/$/m,
    );
  });

  it('are told to Prometheus, and that phones can be served', () => {
    const ask = (path: string) =>
      runProgram('ip', [
        ...['netns', 'exec', lan.server, 'curl', '-s', `http://10.20.1.1:9969${path}`],
      ]);
    const lines = ask('/metrics').split('\n');
    for (const line of [
      'offhook_phones{model="cisco-7931g",state="fetched"} 1',
      'offhook_stuck_phones{diagnosis="W1"} 1',
      'offhook_strangers{kind="phone"} 1',
      'offhook_dhcp_replies_total{type="ACK"} 2',
      'offhook_dhcp_reservations{network="10.20.1.0/24",held="yes"} 2',
      'offhook_tftp_requests_total{outcome="not-found",kind="load"} 1',
      'offhook_dhcp_lease_write_failures_total 0',
    ]) {
      expect(lines).toContain(line);
    }
    expect(lines.find((line) => line.startsWith('offhook_dhcp_lease_flush'))).toBeDefined();
    expect(lines.join('\n')).not.toMatch(/sesame|5c:fc|Reception|"7001/i);
    expect(ask('/readyz')).toBe(
      [
        ...['ok tftp-port: 0.0.0.0:69', 'ok dhcp-port: 10.20.1.0/24'],
        ...['ok state-journal: the last lease was written'],
        ...['ok inventory: as it was read last', ''],
      ].join('\n'),
    );
  });

  it.each([
    ['q', 80, 24],
    ['SIGTERM', 120, 40],
    ['a crash', 80, 24],
  ])(
    'are watched on a terminal that is as it was after %s, at %i by %i',
    async (how, columns, rows) => {
      // The server of the case before may be about to end yet, and would take this one's terminal with it.
      const server = `offhook-${process.pid}-${how.replaceAll(' ', '-')}`;
      const tmux = (...args: readonly string[]) =>
        runProgram('tmux', ['-L', server, '-f', '/dev/null', ...args], folder);
      const crash = join(folder, 'crash.mjs');
      writeFileSync(crash, "process.once('SIGUSR2', () => { throw new Error('a defect'); });\n");
      const watch = `${process.execPath} --import ${crash} ${OFFHOOK} watch --state-dir state`;
      const shell = `echo before; ${watch} & echo $! > watched; fg >/dev/null; echo "ended $?"; sleep 600`;
      const size = ['-x', `${columns}`, '-y', `${rows}`];
      const screen = () => tmux('capture-pane', '-p', '-t', 'w');
      const modes = () =>
        tmux('display', '-p', '-t', 'w', '#{alternate_on} #{cursor_flag} #{wrap_flag}').trim();
      const env = ['-e', 'LANG=C.UTF-8'];
      tmux('new-session', '-d', ...env, ...size, '-s', 'w', 'bash', '--norc', '-mc', shell);
      try {
        await expect.poll(screen).toContain('! stuck      Hall');
        expect(screen().includes('7931G')).toBe(columns >= 100);
        expect(screen()).toContain('do: ');
        expect(modes()).toBe('1 0 0');
        tmux('resize-window', '-t', 'w', '-x', '110', '-y', '30');
        await expect.poll(screen).toContain('7931G');
        const pid = Number(readFileSync(join(folder, 'watched'), 'utf8'));
        if (how === 'q') tmux('send-keys', '-t', 'w', 'q');
        else process.kill(pid, how === 'SIGTERM' ? 'SIGTERM' : 'SIGUSR2');
        await expect.poll(screen).toContain('ended ');
        expect(screen()).toMatch(how === 'a crash' ? /before[\s\S]*a defect/ : /before\s+ended 0/);
        expect(modes()).toBe('0 1 1');
      } finally {
        tmux('kill-server');
      }
    },
  );

  it('are told one by one, step by step', async () => {
    const { code, out } = await run('status', WELL);
    expect(code).toBe(0);
    expect(out).toMatch(
      /DISCOVER[\s\S]*10\.20\.1\.53[\s\S]*CTLSEP5CFC665D4F9A\.tlv[\s\S]*SEP5CFC665D4F9A\.cnf\.xml/,
    );
  });

  it('are waited for', async () => {
    expect(await run('wait', 'fetched', WELL)).toMatchObject({ code: 0 });
    const late = await run('wait', 'fetched', '--timeout', '1s');
    expect(late).toMatchObject({ code: 1, out: expect.stringContaining(`${STUCK}  Hall  stuck`) });
  });

  it('are named where nobody wrote them down', async () => {
    const { out } = await run('new');
    expect(out).toContain(`${STRANGER}  model?`);
  });

  it('are adopted by somebody who may not write as far as he may', async () => {
    const ask = ['adopt', STRANGER, '--line', 'next'];
    expect(await run(...ask)).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /is known to be of cisco, by its MAC alone.*--model\): cisco-7931g/,
      ),
    });
    chmodSync(folder, 0o755);
    const as = ['--reuid=4711', '--regid=4711', '--clear-groups', process.execPath, OFFHOOK];
    const words = [...as, ...ask, '--model', 'cisco-7931g', '--write'].join(' ');
    const out = runProgram('sh', ['-c', `setpriv ${words} || echo "= $?"`], folder);
    expect(out).toContain(
      `sudo offhook adopt ${STRANGER} --model cisco-7931g --line 7003 --config ${folder}/offhook.yaml --write`,
    );
    expect(out).toContain('= 77');
    expect(existsSync(join(folder, 'adopted.yaml'))).toBe(false);
  });

  it('are ignored where somebody says so, and shown again', async () => {
    expect(await run('ignore', STRANGER)).toMatchObject({ code: 0 });
    expect((await run('new')).out).toContain('1 ignored');
    expect(await run('ignore', WELL)).toMatchObject({
      code: 2,
      err: expect.stringContaining(`the inventory has ${WELL}`),
    });
    expect(await run('ignore', STRANGER, '--undo')).toMatchObject({ code: 0 });
    expect((await run('new')).out).toContain(`${STRANGER}  model?`);
  });

  it('tell no password, and only their owner may ask', async () => {
    const asked = [['status'], ['status', WELL], ['new'], ['status', '--format', 'json']];
    for (const args of asked) expect((await run(...args)).out).not.toContain('sesame');
    expect(statSync(join(folder, 'state', 'offhook.sock')).mode & 0o777).toBe(0o600);
  });

  it('are known over a restart, with the file that they had', async () => {
    await server.end();
    writeFileSync(join(folder, 'offhook.yaml'), INVENTORY.replace('Reception', 'Lobby'));
    await serve();
    await server.waitFor(/"event":"stale".*1 phone has an older file/);
    const { out } = await run('status');
    expect(out).toMatch(new RegExp(`≠ ${WELL} {2}Lobby .*has the file that it got`));
    const one = JSON.parse((await run('status', WELL, '--format', 'json')).out);
    expect(one).toMatchObject({
      sync: 'stale',
      earlier: [{ configured: true, reached: 'config' }],
      has: { digest: expect.stringMatching(/^[0-9a-f]{12}$/) },
    });
    expect(one.wouldGet).not.toBe(one.has.digest);
    boot(WELL, '10.20.1.53', 'SEP5CFC665D4F9A.cnf.xml');
    await expect.poll(async () => (await run('status', WELL)).out).toMatch(/^✓ fetched/);
  });
});
