// `offhook doctor` as typed, on loopback and without DHCP: what it prints, and how it ends.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadsFile } from '../phones/cisco/loads-file.js';
import { createFolder, INVENTORY, offhook, SECRETS } from './cli-under-test.js';

const QUIET = ['doctor', '--address', '127.0.0.1', '--tftp-port', '0', '--dhcp', 'off'];
const env = { ...SECRETS, HOME: '/nonexistent' };
const run = (folder: string, ...more: string[]) => offhook(folder, [...QUIET, ...more], { env });

interface Reported {
  readonly subject: string;
  readonly status: string;
  readonly seen: string;
  readonly todo?: string;
}

async function report(folder: string, ...more: string[]): Promise<readonly Reported[]> {
  const { out } = await run(folder, '--format', 'json', ...more);
  const { version, checks } = JSON.parse(out);
  expect(version).toBe(1);
  return checks;
}
const find = (checks: readonly Reported[], subject: string) =>
  checks.find((each) => each.subject === subject);

describe('doctor', () => {
  it('looks at the machine where there is no inventory, one line a check', async () => {
    const { code, out, err } = await run(createFolder());
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = out.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^ok {7}inventory {5}none found/);
    expect(lines[1]).toBe(`ok       node          ${process.version}`);
    expect(lines.at(-1)).toMatch(/^problems: 0, warnings: \d$/);
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^(ok|warning| +to do:) +\S/);
  });

  it('looks at the inventory that serve would take', async () => {
    const folder = createFolder({ 'offhook.yaml': INVENTORY });
    const checks = await report(folder);
    expect(find(checks, 'inventory')).toMatchObject({
      status: 'ok',
      seen: 'offhook.yaml, phones: 1',
    });
    expect(find(checks, 'dhcp')).toMatchObject({ status: 'ok' });
    expect(checks.every((each) => (each.status === 'ok') === (each.todo === undefined))).toBe(true);
  });

  it('asks the PBX as the inventory says, by AMI and by ARI, and tells no secret', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const { port } = gone.address() as AddressInfo;
    await once(gone.close(), 'close');
    const at = `host: 127.0.0.1, port: ${port}`;
    const asked = INVENTORY.replace(
      'host: pbx.lab.example',
      `host: pbx.lab.example, ami: { secret: planted-ami, ${at} }, ari: { secret: planted-ari, ${at}, rooms: ["800"] }`,
    );
    const checks = await report(createFolder({ 'offhook.yaml': asked }));
    expect(checks.filter(({ subject }) => subject === 'pbx')).toMatchObject([
      { status: 'warning', seen: expect.stringMatching(/main .*AMI.*nothing listens there/) },
      {
        status: 'warning',
        seen: expect.stringMatching(/main .*conferences.*nothing listens there/),
      },
    ]);
    expect(JSON.stringify(checks)).not.toContain('planted');
  });

  it('tells of firmware that nobody has brought', async () => {
    const load = 'SIP31.8-5-3SR1S';
    const named = INVENTORY.replace(
      'model: cisco-7931g',
      `model: cisco-7931g\n    firmware: ${load}`,
    );
    const folder = createFolder({ 'offhook.yaml': named, [`loads/${load}.loads`]: '' });
    expect(find(await report(folder), 'firmware')).toMatchObject({ status: 'warning' });
    expect(find(await report(folder, '--firmware', 'loads'), 'firmware')?.seen).toMatch(/is empty/);
    const [part, name] = ['jar31sip.sbn', `${load}.loads`];
    writeFileSync(join(folder, 'loads', name), loadsFile(name, `${part}\n`));
    expect(find(await report(folder, '--firmware', 'loads'), 'firmware')?.seen).toContain(part);
    writeFileSync(join(folder, 'loads', part), loadsFile(part, 'code'));
    expect(find(await report(folder, '--firmware', 'loads'), 'firmware')).toBeUndefined();
  });

  it('shows names as text, whatever they hold', async () => {
    const file = 'a\u001b[2J.yaml';
    const folder = createFolder({ [file]: INVENTORY });
    const { out } = await run(folder, '--config', file);
    expect(out).toContain('a\\u{1b}[2J.yaml, phones: 1');
    expect(out).not.toContain('\u001b');
    expect(find(await report(folder, '--config', file), 'inventory')?.seen).toContain(file);
  });

  it('ends with 1 where serve would not start, and tells no secret', async () => {
    const broken = INVENTORY.replace('7931g', '7931').replace('SIP_7001', 'NO_SUCH');
    const folder = createFolder({ 'offhook.yaml': broken });
    const ran = await run(folder);
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(
      /^problem {2}inventory {5}offhook.yaml, phones: \d, errors: [1-9].*\n {9}to do: "offhook validate offhook.yaml"/,
    );
    expect(ran.out + ran.err).not.toContain(SECRETS.SIP_7001);
  });

  it('names who has the port of TFTP, and of HTTP', async () => {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const port = String(socket.address().port);
    const args = ['doctor', '--address', '127.0.0.1', '--dhcp', 'off', '--tftp-port', port];
    const ran = await offhook(createFolder(), args, { env });
    socket.close();
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(
      new RegExp(`^problem {2}tftp-port .*127\\.0\\.0\\.1:${port} for TFTP.*\\n +to do: .+`, 'm'),
    );
    expect(find(await report(createFolder(), '--http-port', '0'), 'http-port')?.status).toBe('ok');
  });

  it('says that phones are sent elsewhere', async () => {
    const site = { servers: ['192.0.2.7', 'tftp.lab.example', '127.0.0.1'] };
    const text = INVENTORY.replace(/^site: .*$/m, `site: ${JSON.stringify(site)}`);
    const checks = await report(createFolder({ 'offhook.yaml': text }));
    const announced = checks.filter(({ subject }) => subject === 'announced');
    expect(announced.map(({ status, seen }) => [status, seen.split(',')[0]])).toEqual([
      ['warning', 'site.servers sends phones to 192.0.2.7'],
      ['ok', 'site.servers sends phones to 127.0.0.1'],
    ]);
  });

  it('wants a network where DHCP is wanted', async () => {
    const folder = createFolder({ 'offhook.yaml': INVENTORY });
    expect(find(await report(folder, '--dhcp', 'on'), 'dhcp')).toMatchObject({
      status: 'problem',
      todo: expect.stringContaining('network'),
    });
  });

  it('ends with 2 where it cannot look', async () => {
    const ran = await run(createFolder(), '--config', 'nope.yaml');
    expect(ran).toMatchObject({ code: 2, out: '', err: 'offhook: there is no file nope.yaml\n' });
  });
});
