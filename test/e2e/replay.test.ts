// A phone of foreign clients against the server, captured by tcpdump: what a replay of it tells is what the server told.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { formatIpv4 } from '../../src/core/ipv4.js';
import type { Told } from '../../src/timeline/events.js';
import { readEvent } from '../../src/timeline/recorded-events.js';
import { offhook } from '../cli/cli-under-test.js';
import { SOAKING } from '../soak.js';
import { CLIENT_INTERFACE, createLan, type Lan, SERVED_INTERFACE } from './lan.js';
import { OFFHOOK, type Running, reasonToSkip, runProgram, start } from './programs.js';

const PHONE = '5c:fc:66:5d:4f:9a';
const OWN_FILE = 'SEP5CFC665D4F9A.cnf.xml';
const PHONE_IP = '10.20.1.53';
const INVENTORY = `offhook: 1
site: { timeZone: Europe/Moscow, ntp: [10.20.1.1] }
network:
  interface: ${SERVED_INTERFACE}
  subnet: 10.20.1.0/24
  router: 10.20.1.254
  tftp: [10.20.1.1]
pbx: { main: { host: 10.20.1.1 } }
defaults: { pbx: main }
lines: { "7001": { password: { file: secret } } }
phones:
  - { mac: "${PHONE}", label: Reception, model: cisco-7931g, address: ${PHONE_IP}, keys: { 1: { line: "7001" } } }
`;

const skipped = reasonToSkip(['ip', 'udhcpc', 'tftp', 'curl', 'tcpdump'], true);

/** What both the log and a replay tell of an exchange or a request. */
type Told3 = readonly (string | number | undefined)[];

describe.skipIf(skipped !== undefined || !SOAKING)('a capture of a boot', () => {
  let folder = '';
  let lan: Lan;
  let server: Running;
  let logged: readonly Told3[] = [];
  const at = (name: string) => join(folder, name);
  const asPhone = (command: string, ...args: string[]) => {
    const inside = ['netns', 'exec', lan.client, command, ...args];
    try {
      runProgram('ip', inside, folder);
    } catch {
      // A file that is not there: the client says so, and that is what is wanted.
    }
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-replay-'));
    writeFileSync(at('offhook.yaml'), INVENTORY);
    writeFileSync(at('secret'), 'sesame\n');
    lan = createLan();
    const inServer = ['netns', 'exec', lan.server];
    server = start(
      'ip',
      [
        ...[...inServer, process.execPath, OFFHOOK, 'serve', '--state-dir', 'state'],
        ...['--no-dhcp-search', '--no-watch', '--http-port', '80', '--log-format', 'json'],
        '--verbose',
      ],
      folder,
    );
    await server.waitFor(/DHCP {2}10\.20\.1\.1:67/);
    const capture = (file: string, ...options: readonly string[]) =>
      start('ip', [...inServer, 'tcpdump', '-U', '-Z', 'root', ...options, '-w', at(file)], folder);
    const captures = [
      capture('wire.pcap', '-i', SERVED_INTERFACE),
      capture('any.pcap', '-i', 'any', '--time-stamp-precision=nano'),
    ];
    for (const each of captures) await each.waitFor(/listening on/);
    lan.bePhone(PHONE);
    lan.runUdhcpc('client', '-V', 'Cisco Systems, Inc. IP Phone CP-7931G');
    const address = [`${PHONE_IP}/24`, 'dev', CLIENT_INTERFACE];
    runProgram('ip', ['-n', lan.client, 'address', 'add', ...address]);
    for (const name of ['CTLSEP5CFC665D4F9A.tlv', OWN_FILE, 'missing.loads']) {
      asPhone('tftp', '-m', 'binary', '10.20.1.1', '-c', 'get', name);
    }
    asPhone('curl', '-s', '-o', at('by-http'), '-A', 'Phone 1.0', `http://10.20.1.1/${OWN_FILE}`);
    asPhone('curl', '-s', '-o', at('none'), 'http://10.20.1.1/none.txt');
    await server.waitFor(/"file":"none\.txt"/);
    // Each packet is written as it comes; the last answer has been seen when a capture holds it.
    const isCaptured = (file: string) => readFileSync(at(file)).includes('404 Not Found');
    await vi.waitUntil(() => ['wire.pcap', 'any.pcap'].every(isCaptured), { timeout: 120_000 });
    for (const each of captures) await each.end('SIGINT');
    await server.end();
    logged = server.output().split('\n').flatMap(ofLog);
  });

  afterAll(async () => {
    await server?.end();
    lan?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const replayed = async (...args: readonly string[]): Promise<readonly Told[]> => {
    const { out, err } = await offhook(folder, ['replay', ...args, '--format', 'jsonl']);
    expect(err).toBe('');
    return out.split('\n').flatMap((line) => readEvent(line) ?? []);
  };

  it('was logged by the server', () => {
    expect(logged).toContainEqual(['dhcp', PHONE, 'DISCOVER', 'OFFER', PHONE_IP]);
    expect(logged).toContainEqual(['dhcp', PHONE, 'REQUEST', 'ACK', PHONE_IP]);
    expect(logged).toContainEqual(['tftp', PHONE, 'CTLSEP5CFC665D4F9A.tlv', 'expected-miss', 0]);
    expect(logged).toContainEqual(['tftp', PHONE, 'missing.loads', 'not-found', 0]);
    expect(logged.filter(([, , , outcome]) => outcome === 'sent')).toHaveLength(2);
  });

  it.each(['wire.pcap', 'any.pcap'])('tells the same: %s', async (file) => {
    const told = (await replayed(file)).flatMap(ofEvent);
    expect(told.toSorted()).toEqual(logged.toSorted());
  });

  it('tells each once, though it was captured in two places', async () => {
    const told = (await replayed('wire.pcap', 'any.pcap')).flatMap(ofEvent);
    expect(told.toSorted()).toEqual(logged.toSorted());
  });

  it('comes back from a recording of its events', async () => {
    const { out } = await offhook(folder, ['replay', 'wire.pcap', '--format', 'jsonl']);
    writeFileSync(at('events.jsonl'), out);
    expect((await offhook(folder, ['replay', 'events.jsonl', '--format', 'jsonl'])).out).toBe(out);
    const [first, second] = [
      await offhook(folder, ['replay', 'wire.pcap']),
      await offhook(folder, ['replay', 'events.jsonl']),
    ];
    expect(first.out).toContain(`${PHONE}  Reception  Cisco`);
    expect(first.out).toContain(`${OWN_FILE}: `);
    expect(second).toEqual(first);
  });

  it('holds the password that its files hold, and a recording of its events does not', async () => {
    expect(readFileSync(at('wire.pcap')).includes('sesame')).toBe(true);
    for (const format of ['text', 'json', 'jsonl']) {
      const { out } = await offhook(folder, ['replay', 'wire.pcap', '--format', format]);
      expect(out).not.toContain('sesame');
    }
  });
});

function ofLog(line: string): readonly Told3[] {
  if (!line.startsWith('{')) return [];
  const { event, mac, type, reply, address, file, outcome, bytes } = JSON.parse(line);
  if (event === 'dhcp') return [[event, mac, type, reply, address]];
  return event === 'tftp' || event === 'http' ? [[event, mac, file, outcome, bytes]] : [];
}

function ofEvent({ mac, event }: Told): readonly Told3[] {
  if (event.kind === 'dhcp') {
    const address = event.address && formatIpv4(event.address);
    return [['dhcp', mac, event.type, event.reply, address]];
  }
  if (event.kind !== 'file' || event.outcome === 'running') return [];
  return [[event.protocol, mac, event.name, event.outcome, event.bytes]];
}
