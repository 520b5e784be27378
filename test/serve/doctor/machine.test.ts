// The looks themselves, at this machine: sockets, ports that are taken, folders.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseIpv4 } from '../../../src/core/ipv4.js';
import { openLeaseJournal } from '../../../src/dhcp/journal/journal.js';
import { createJournalFiles } from '../../../src/dhcp/journal/journal-files.js';
import { checkAnswers } from '../../../src/serve/doctor/answers.js';
import { checkDataPorts, checkHttpPort, checkTftpPort } from '../../../src/serve/doctor/ports.js';
import { checkDhcpSockets, checkTftpSockets } from '../../../src/serve/doctor/sockets.js';
import { checkStateFolder } from '../../../src/serve/doctor/state-folder.js';
import { chooseBackend } from '../../../src/udp/backend.js';
import { folderOfTests } from '../../folder-of-test.js';

const root = folderOfTests('doctor-test');
const backend = await chooseBackend();
const files = createJournalFiles(backend.libc);
const loopback = parseIpv4('127.0.0.1') ?? expect.fail();
const summary = (checks: readonly { subject: string; status: string }[]) =>
  checks.map(({ subject, status }) => `${subject} ${status}`);

describe('sockets', () => {
  it('of TFTP are what the server opens', async () => {
    const [sockets, buffer] = await checkTftpSockets('127.0.0.1', backend);
    expect(sockets).toMatchObject({
      subject: 'tftp-sockets',
      seen: expect.stringMatching(/^(koffi|dgram)/),
    });
    expect(buffer).toMatchObject({
      subject: 'tftp-buffer',
      seen: expect.stringMatching(/of [1-9]\d+ KB$/),
    });
  });

  it('of DHCP are what the server opens', async () => {
    const wires = [{ device: 'lo', address: loopback }];
    const [sockets, buffer] = await checkDhcpSockets({ wires, addresses: [loopback], backend });
    expect(sockets).toMatchObject({
      subject: 'dhcp-sockets',
      seen: expect.stringMatching(/^(a socket on each|one socket)/),
    });
    expect(buffer).toMatchObject({
      subject: 'dhcp-buffer',
      seen: expect.stringMatching(/of [1-9]\d+ KB$/),
    });
  });

  it('of Node alone come with what they cannot do, and why', async () => {
    const plain = await chooseBackend(() => Promise.reject(new Error('no koffi')));
    const wires = [{ device: 'lo', address: loopback }];
    const [tftp] = await checkTftpSockets('127.0.0.1', plain);
    const [dhcp] = await checkDhcpSockets({ wires, addresses: [loopback], backend: plain });
    expect([tftp, dhcp]).toMatchObject([
      { status: 'warning', seen: expect.stringMatching(/^dgram \(Error: no koffi\): .*batches/) },
      {
        status: 'warning',
        seen: expect.stringMatching(/^one socket for all interfaces \(Error: no koffi\): .*reserv/),
      },
    ]);
  });

  it('on an address of another machine are a problem', async () => {
    expect(await checkTftpSockets('192.0.2.1', backend)).toMatchObject([
      {
        status: 'problem',
        seen: expect.stringMatching(/192\.0\.2\.1.*EADDRNOTAVAIL/),
        todo: expect.stringMatching(/no such address/),
      },
    ]);
  });
});

describe('answers', () => {
  it('leave from the address that is served, and from each of ours', async () => {
    const subject = 'tftp-answers';
    const seen = 'leave from the address that was asked: 127.0.0.1';
    expect(await checkAnswers('127.0.0.1', backend)).toEqual([{ subject, status: 'ok', seen }]);
    for (const check of await checkAnswers('0.0.0.0', backend)) {
      expect(check).toMatchObject({ subject, status: 'ok' });
    }
  });
});

describe('a port', () => {
  it('for data of TFTP is a problem where none of them can be had', async () => {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const { port } = socket.address();
    const look = (last: number, first = port) => checkDataPorts('127.0.0.1', { first, last });
    // One before the last can be had.
    expect(await look(port, port - 20)).toMatchObject({ status: 'ok' });
    expect(await look(port)).toMatchObject({ subject: 'tftp-data', status: 'problem' });
    expect(await look(port + 20)).toMatchObject({
      status: 'ok',
      seen: `UDP 127.0.0.1:${port}-${port + 20} for TFTP's data can be had`,
    });
    socket.close();
  });

  it('of UDP that is taken is a problem with a name, and one that is not is none', async () => {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const { port } = socket.address();
    const taken = await checkTftpPort('127.0.0.1', port);
    expect(taken).toMatchObject({ subject: 'tftp-port', status: 'problem' });
    if (existsSync('/proc/net/udp'))
      expect(taken.seen).toContain(`(process ${process.pid}) has UDP`);
    await new Promise<void>((resolve) => socket.close(resolve));
    expect(await checkTftpPort('127.0.0.1', port)).toMatchObject({ status: 'ok' });
    // It was only looked at.
    expect(await checkTftpPort('127.0.0.1', port)).toMatchObject({ status: 'ok' });
  });

  it('of TCP likewise', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const taken = await checkHttpPort('127.0.0.1', port);
    expect(taken).toMatchObject({ subject: 'http-port', status: 'problem' });
    if (existsSync('/proc/net/tcp'))
      expect(taken.seen).toContain(`(process ${process.pid}) has TCP`);
    await new Promise((resolve) => server.close(resolve));
    expect(await checkHttpPort('127.0.0.1', port)).toMatchObject({ status: 'ok' });
    expect(await checkHttpPort('127.0.0.1', port)).toMatchObject({ status: 'ok' });
  });
});

describe('the state folder', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(root, 'state-'));
  });
  const FINE = ['state-folder ok', 'state-lock ok', 'state-flush', 'state-room'];
  const fine = (lines: readonly string[]) =>
    expect(lines.map((line) => line.replace(/(flush|room) .*/, '$1'))).toEqual(FINE);

  it('is left as it was found', async () => {
    fine(summary(await checkStateFolder(folder, backend)));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is not made', async () => {
    const checks = await checkStateFolder(join(folder, 'deep/er'), backend);
    fine(summary(checks));
    expect(checks[0]?.seen).toMatch(/deep\/er will be made/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('must not be open to others, as for a server', async () => {
    chmodSync(folder, 0o777);
    const [check] = await checkStateFolder(folder, backend);
    expect(check).toMatchObject({
      status: 'problem',
      seen: expect.stringMatching(/others may write .*mode 777/),
    });
  });

  it('cannot be below a file', async () => {
    writeFileSync(join(folder, 'file'), '');
    const checks = await checkStateFolder(join(folder, 'file/state'), backend);
    expect(checks[0]).toMatchObject({
      status: 'problem',
      seen: expect.stringMatching(/file \(ENOTDIR\)/),
    });
  });

  it('is seen to be in use by a server, and not any more when that has stopped', async () => {
    const journal = await openLeaseJournal({ path: join(folder, 'leases.jsonl'), files });
    const held = await checkStateFolder(folder, backend);
    expect(held[1]).toMatchObject({ seen: expect.stringContaining(`process ${process.pid} `) });
    await journal.close();
    expect((await checkStateFolder(folder, backend))[1]?.seen).toMatch(/nobody/);
  });

  it('may have the lock of one that crashed', async () => {
    writeFileSync(join(folder, 'leases.jsonl.lock'), '999999999 boot 1');
    expect((await checkStateFolder(folder, backend))[1]?.seen).toMatch(/crash/);
  });

  it.skipIf(process.getuid?.() === 0)('must be writable', async () => {
    mkdirSync(join(folder, 'closed'), { mode: 0o500 });
    expect((await checkStateFolder(join(folder, 'closed'), backend))[0]).toMatchObject({
      status: 'problem',
      seen: expect.stringMatching(/EACCES/),
    });
  });
});
