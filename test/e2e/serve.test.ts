// `serve` as a user meets it: what it prints, a good and a bad edit, and what it says when it cannot start.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { fetchTftp } from '../../src/tftp/client.js';
import { offhook } from '../cli/cli-under-test.js';
import { SOAKING } from '../soak.js';
import { OFFHOOK, type Running, start } from './programs.js';

const SEP = 'SEP5CFC665D4F9A.cnf.xml';
const inventory = (name: string) => `site: { timeZone: Europe/Moscow }
pbx: { main: { host: pbx.lab.example } }
lines: { "7001": { name: ${name}, pbx: main, password: { file: secret } } }
phones:
  - { mac: "5c:fc:66:5d:4f:9a", model: cisco-7931g, keys: { 1: { line: "7001" } } }
`;

let folder = '';
let running: Running | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-serve-'));
  writeFileSync(join(folder, 'secret'), 'sesame\n');
  writeFileSync(join(folder, 'offhook.yaml'), inventory('Ivanova'));
});

afterEach(async () => {
  await running?.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const edit = (text: string) => writeFileSync(join(folder, 'offhook.yaml'), text);

async function serve(
  ...args: string[]
): Promise<{ readonly port: number; readonly server: Running }> {
  const all = [OFFHOOK, 'serve', '--address', '127.0.0.1', '--tftp-port', '0', ...args];
  running = start(process.execPath, all, folder);
  const [, port] = await running.waitFor(/TFTP {2}127\.0\.0\.1:(\d+)/);
  return { port: Number(port), server: running };
}

/** In this process, as starting Node takes longer than all that is looked at; it ends with its test. */
async function serveHere(
  ...args: string[]
): Promise<{ readonly port: number; readonly out: string; logged(): string }> {
  const stop = new AbortController();
  const all = ['serve', '--address', '127.0.0.1', '--tftp-port', '0', '--no-watch', ...args];
  return new Promise((resolve, reject) => {
    const onOut = (out: string) => {
      const [, port] = /TFTP {2}127\.0\.0\.1:(\d+)/.exec(out) ?? [];
      if (port !== undefined) resolve({ port: Number(port), out, logged: () => log });
    };
    let log = '';
    const onErr = (err: string) => {
      log = err;
    };
    const ended = offhook(folder, all, { stop: stop.signal, onOut, onErr });
    void ended.then(({ err }) => reject(new Error(`it ended: ${err}`)), reject);
    onTestFinished(async () => {
      stop.abort();
      await ended;
    });
  });
}

async function fetchSep(port: number): Promise<string> {
  const result = await fetchTftp({ server: '127.0.0.1', port, name: SEP });
  return result.kind === 'file' ? Buffer.from(result.bytes).toString() : result.kind;
}

describe('a running server', () => {
  it('says what it serves, where, and what to type next, which works; later firmware is served, and no secret beside it', async () => {
    const { out, port, logged } = await serveHere();
    await expect.poll(logged).toContain('"event":"open-access"');
    expect(logged()).toContain('anyone who reaches this server may read the passwords of phones');
    expect(out).toContain('offhook serves 1 phone, 1 file, from offhook.yaml');
    expect(out).toContain('DHCP  off');
    const [, next = ''] = /offhook (probe .*)/.exec(out) ?? [];
    const probe = await offhook(folder, next.split(' '));
    expect(probe.out).toContain('a phone would be content with this');
    expect(probe.code).toBe(0);

    const ask = (name: string) => fetchTftp({ server: '127.0.0.1', port, name });
    expect((await ask('image')).kind).not.toBe('file');
    mkdirSync(join(folder, 'firmware'));
    writeFileSync(join(folder, 'firmware/image'), 'image');
    linkSync(join(folder, 'secret'), join(folder, 'firmware/link'));
    const result = await ask('image');
    expect(result.kind === 'file' && Buffer.from(result.bytes).toString()).toBe('image');
    expect(await ask('link')).toMatchObject({ kind: 'error', code: 1 });
  });

  it('proposes no probe that it would deny, and probe says why it is denied', async () => {
    edit(inventory('Ivanova').replace('site: {', 'site: { access: lease,'));
    const { out, port, logged } = await serveHere();
    expect(out).not.toMatch(/offhook probe/);
    const [, next = ''] = /offhook (explain .*)/.exec(out) ?? [];
    const explained = await offhook(folder, next.split(' '));
    expect(explained).toMatchObject({ code: 0, out: expect.stringContaining(`files: ${SEP}`) });
    const probe = await offhook(folder, ['probe', '5c:fc:66:5d:4f:9a', '--port', `${port}`]);
    expect(probe.out).toContain("under `site.access: lease` a phone's files go to its own");
    expect(probe.code).toBe(1);
    expect(logged()).not.toContain('open-access');
  });

  it('takes a good edit over, and a bad one not, and says so', async () => {
    const { port, server } = await serve();
    expect(await fetchSep(port)).toContain('<displayName>Ivanova</displayName>');
    edit(inventory('Petrova'));
    await server.waitFor(/reloaded/);
    expect(await fetchSep(port)).toContain('<displayName>Petrova</displayName>');
    edit(inventory('Sidorova').replace('cisco-7931g', 'cisco-7931'));
    await server.waitFor(/the inventory has errors/);
    expect(server.output()).toContain('offhook.yaml:5:40');
    expect(await fetchSep(port)).toContain('<displayName>Petrova</displayName>');
    edit('phones: [');
    await server.waitFor(/source\/syntax/);
    rmSync(join(folder, 'offhook.yaml'));
    await server.waitFor(/reload failed/);
    expect(await fetchSep(port)).toContain('<displayName>Petrova</displayName>');
    expect(server.output()).not.toContain('sesame');
    expect(await server.end()).toBe(0);
  });

  // test/cli/serve-reload.test.ts reloads without a process of its own.
  it.runIf(SOAKING)('reads everything again on SIGHUP where it does not watch', async () => {
    const { port, server } = await serve('--no-watch');
    writeFileSync(join(folder, 'secret'), 'open\n');
    server.child.kill('SIGHUP');
    await server.waitFor(/reloaded/);
    expect(await fetchSep(port)).toContain('<authPassword>open</authPassword>');
  });

  it('is simply a TFTP server where there is a folder and no inventory', async () => {
    rmSync(join(folder, 'offhook.yaml'));
    const { port, out } = await serveHere('--files', '.');
    expect(out).toContain('offhook serves 0 phones, 0 files, from no inventory');
    const result = await fetchTftp({ server: '127.0.0.1', port, name: 'secret' });
    expect(result.kind === 'file' && Buffer.from(result.bytes).toString()).toBe('sesame\n');
  });

  it('keeps the inventory and its secrets out of a folder that has both, and warns of it', async () => {
    const { port, logged } = await serveHere('--files', '.');
    for (const name of ['secret', 'offhook.yaml']) {
      const result = await fetchTftp({ server: '127.0.0.1', port, name });
      expect(result).toMatchObject({ kind: 'error', code: 1 });
    }
    await expect.poll(logged).toMatch(/has the inventory, its secrets or the leases in it/);
  });
});

describe('a server that cannot start', () => {
  /** In this process: starting Node for each takes longer than all that is looked at here. */
  const failing = (...args: string[]) =>
    offhook(folder, ['serve', '--address', '127.0.0.1', '--no-watch', ...args]);

  it('names the port that another program has, and the way out', async () => {
    const other = createSocket('udp4').bind(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address();
    const { code, err } = await failing('--tftp-port', `${port}`);
    other.close();
    expect(code).toBe(69);
    expect(err).toContain(
      `cannot listen on UDP 127.0.0.1:${port} for TFTP: another program has it`,
    );
  });

  it.runIf(SOAKING && process.platform === 'linux' && process.arch === 'x64')(
    'starts where four gigabytes of addresses may be had',
    async () => {
      const script = `ulimit -v 4000000; exec "${process.execPath}" "${OFFHOOK}" serve --address 127.0.0.1 --tftp-port 0`;
      running = start('sh', ['-c', script], folder);
      await running.waitFor(/offhook serves/);
      expect(await running.end('SIGTERM')).toBe(0);
    },
  );

  it('does not start with an inventory that has errors', async () => {
    edit(inventory('x').replace('pbx: main', 'pbx: mian'));
    const { code, out, err } = await failing('--tftp-port', '0');
    expect(code).toBe(78);
    expect(out + err).toContain('inventory/unknown-pbx');
  });

  it('wants a network for DHCP', async () => {
    const { code, err } = await failing('--tftp-port', '0', '--dhcp', 'on');
    expect(code).toBe(2);
    expect(err).toContain('\\"network\\" section');
  });

  it.skipIf(process.getuid?.() !== 0)('says what to do without the right to a port', async () => {
    // Dropping root keeps the files readable: the folder is made so for this test alone.
    const args = ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, OFFHOOK];
    const readable = start('chmod', ['-R', 'a+rX', folder]);
    await readable.end('SIGCONT');
    running = start(
      'setpriv',
      [...args, 'serve', '--address', '127.0.0.1', '--tftp-port', '69'],
      folder,
    );
    const code = await new Promise((resolve) => running?.child.once('close', resolve));
    expect(running.output()).toContain("ports below 1024 are root's");
    expect(running.output()).toContain('--tftp-port 6969');
    expect(code).toBe(77);
  });
});
