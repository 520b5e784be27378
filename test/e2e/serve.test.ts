// `serve` as a user meets it: what it prints, a good and a bad edit, and what it says when it cannot start.

import { linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchTftp } from '../../src/tftp/client.js';
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

async function fetchSep(port: number): Promise<string> {
  const result = await fetchTftp({ server: '127.0.0.1', port, name: SEP });
  return result.kind === 'file' ? Buffer.from(result.bytes).toString() : result.kind;
}

describe('a running server', () => {
  it('says what it serves, where, and what to type next; and that command works', async () => {
    const { server } = await serve();
    expect(server.output()).toContain('offhook serves 1 phone, 1 file, from offhook.yaml');
    expect(server.output()).toContain('DHCP  off');
    const [, next = ''] = await server.waitFor(/npx offhook (probe .*)/);
    const probe = start(process.execPath, [OFFHOOK, ...next.split(' ')], folder);
    expect(await probe.end('SIGCONT')).toBe(0);
    expect(probe.output()).toContain('a phone would be content with this');
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

  it('reads everything again on SIGHUP where it does not watch', async () => {
    const { port, server } = await serve('--no-watch');
    writeFileSync(join(folder, 'secret'), 'open\n');
    server.child.kill('SIGHUP');
    await server.waitFor(/reloaded/);
    expect(await fetchSep(port)).toContain('<authPassword>open</authPassword>');
  });

  it('is simply a TFTP server where there is a folder and no inventory', async () => {
    rmSync(join(folder, 'offhook.yaml'));
    const { port, server } = await serve('--files', '.');
    expect(server.output()).toContain('offhook serves 0 phones, 0 files, from no inventory');
    const result = await fetchTftp({ server: '127.0.0.1', port, name: 'secret' });
    expect(result.kind === 'file' && Buffer.from(result.bytes).toString()).toBe('sesame\n');
  });

  it('serves firmware that comes to lie beside the inventory, and no secret that lies there', async () => {
    const { port } = await serve();
    const ask = (name: string) => fetchTftp({ server: '127.0.0.1', port, name });
    expect((await ask('image')).kind).not.toBe('file');
    mkdirSync(join(folder, 'firmware'));
    writeFileSync(join(folder, 'firmware/image'), 'image');
    linkSync(join(folder, 'secret'), join(folder, 'firmware/link'));
    const result = await ask('image');
    expect(result.kind === 'file' && Buffer.from(result.bytes).toString()).toBe('image');
    expect(await ask('link')).toMatchObject({ kind: 'error', code: 1 });
  });

  it('keeps the inventory and its secrets out of a folder that has both, and warns of it', async () => {
    const { port, server } = await serve('--files', '.');
    for (const name of ['secret', 'offhook.yaml']) {
      const result = await fetchTftp({ server: '127.0.0.1', port, name });
      expect(result).toMatchObject({ kind: 'error', code: 1 });
    }
    await server.waitFor(/has the inventory, its secrets or the leases in it/);
  });
});

describe('a server that cannot start', () => {
  const failing = async (...args: string[]) => {
    running = start(
      process.execPath,
      [OFFHOOK, 'serve', '--address', '127.0.0.1', ...args],
      folder,
    );
    const code = await new Promise((resolve) => running?.child.once('close', resolve));
    return { code, said: running.output() };
  };

  it('names the port that another program has, and the way out', async () => {
    const { port } = await serve();
    const first = running;
    const { code, said } = await failing('--tftp-port', `${port}`);
    await first?.end();
    expect(code).toBe(69);
    expect(said).toContain(
      `cannot listen on UDP 127.0.0.1:${port} for TFTP: another program has it`,
    );
  });

  it('does not start with an inventory that has errors', async () => {
    edit(inventory('x').replace('pbx: main', 'pbx: mian'));
    const { code, said } = await failing('--tftp-port', '0');
    expect(code).toBe(78);
    expect(said).toContain('inventory/unknown-pbx');
  });

  it('wants a network for DHCP', async () => {
    const { code, said } = await failing('--tftp-port', '0', '--dhcp', 'on');
    expect(code).toBe(2);
    expect(said).toContain('"network" section');
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
