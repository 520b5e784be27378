// `offhook replay`: captures and recordings in, timelines and diagnoses out, and what is wrong with a file in one line.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Mac } from '../../src/core/mac.js';
import { option } from '../../src/dhcp/message/options.js';
import {
  readEvent,
  recordEvent,
  recordingEnd,
  recordingHeader,
} from '../../src/timeline/recorded-events.js';
import { firmwareSet, LIST, PARTS } from '../artifacts/firmware/firmware-set.js';
import {
  answers,
  asks,
  at,
  dhcpMessage,
  fromTftp,
  ipv4,
  PHONE_IP,
  SERVER_IP,
  toTftp,
} from '../capture/dialogue.js';
import * as make from '../capture/packets.js';
import { createFolder, offhook } from './cli-under-test.js';

const MAC = make.PHONE;
const NAME = 'SEP001BD4000001.cnf.xml';
const INVENTORY = `offhook: 1
site: { timeZone: Europe/Moscow }
pbx: { main: { host: 10.20.1.1 } }
defaults: { pbx: main }
lines: { "7001": {} }
phones:
  - { mac: "${MAC}", label: Workshop, model: cisco-7931g, keys: { 1: { line: "7001" } } }
`;
const CLASS = option('classId', 'Cisco Systems, Inc. IP Phone CP-7931G');
const GIVEN = [option('serverId', ipv4(SERVER_IP)), option('subnetMask', ipv4('255.255.255.0'))];

const ask = (seconds: number) =>
  at(seconds, toTftp({ type: 'RRQ', fileName: NAME, mode: 'octet', options: [] }, 69));
const data = (seconds: number) =>
  at(seconds, fromTftp({ type: 'DATA', block: 1, data: Buffer.alloc(100) }));
const ack = (seconds: number) => at(seconds, toTftp({ type: 'ACK', block: 1 }));

/** It takes an address, and asks for its file again and again. */
const UNPROVISIONED: readonly make.Made[] = [
  at(0, asks(dhcpMessage('REQUEST', [CLASS, option('addressRequest', ipv4(PHONE_IP))]))),
  at(0.1, answers(dhcpMessage('ACK', GIVEN, { yiaddr: ipv4(PHONE_IP) }))),
  ...[1, 31, 61, 91].flatMap((second) => [ask(second), data(second + 0.1), ack(second + 0.2)]),
  at(92, make.arp('02:00:00:00:00:77', '10.20.1.77')),
];

const folderWith = (files: Readonly<Record<string, Uint8Array>>) => {
  const folder = createFolder({ 'lab/offhook.yaml': INVENTORY });
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  return folder;
};
const capture = make.pcap(UNPROVISIONED);

describe('a capture', () => {
  const folder = folderWith({
    'boot.pcap': capture,
    'boot.pcap.gz': gzipSync(make.pcapng(UNPROVISIONED)),
    'first.pcap': make.pcap(UNPROVISIONED.slice(0, 6)),
    'second.pcap': make.pcap(UNPROVISIONED.slice(6)),
  });

  it('says what the phone did, what is wrong, and what to do', async () => {
    const { code, out, err } = await offhook(folder, ['replay', 'boot.pcap']);
    expect(err).toBe('');
    expect(code).toBe(1);
    expect(out).toMatch(new RegExp(`^! ${MAC} {2}Cisco .*7931G: stuck\n {2}.*${NAME}.*\n {2}do: `));
    expect(out).toMatch(/\n {2}\([a-z ]+, T9\)\n/);
    expect(out).toMatch(/ \+0\.0 s {2}REQUEST → ACK 10\.20\.1\.53\n/);
    expect(out).toMatch(
      / \+0\.9 s {2}SEP001BD4000001\.cnf\.xml: 100 bytes, 200 ms {2}×4, every 30 s {2}<- stuck\n/,
    );
    expect(out).toMatch(/\n1 phone\n$/);
  });

  it('has labels and models of an inventory', async () => {
    const { out } = await offhook(folder, ['replay', 'boot.pcap', '--config', 'lab']);
    expect(out).toContain(`! ${MAC}  Workshop  Cisco`);
  });

  it('is JSON for programs', async () => {
    const { out } = await offhook(folder, ['replay', 'boot.pcap', '--format', 'json']);
    const { phones } = JSON.parse(out);
    expect(phones).toMatchObject([
      { mac: MAC, model: 'cisco-7931g', known: false, word: 'stuck', diagnosis: { id: 'T9' } },
    ]);
    expect(phones[0].boot.steps).toHaveLength(2);
  });

  it.each([
    ['packed, in the other format', ['boot.pcap.gz']],
    ['in two parts', ['first.pcap', 'second.pcap']],
    ['in two parts, the second first', ['second.pcap', 'first.pcap']],
  ])('%s says the same', async (_, files) => {
    const [one, other] = [
      await offhook(folder, ['replay', 'boot.pcap']),
      await offhook(folder, ['replay', ...files]),
    ];
    expect(other).toEqual(one);
  });

  it('comes on standard input', async () => {
    const { out } = await offhook(folder, ['replay', '-'], { bytes: capture });
    expect(out).toBe((await offhook(folder, ['replay', 'boot.pcap'])).out);
  });

  it('tells of one phone, if so wanted', async () => {
    const jsonl = ['--format', 'jsonl', '--mac'];
    const events = async (mac: string) => {
      const { out } = await offhook(folder, ['replay', 'boot.pcap', ...jsonl, mac]);
      return out.split('\n').flatMap((line) => readEvent(line) ?? []);
    };
    expect(await events('001B.D400.0001')).toHaveLength(9);
    expect(await events('00:1b:d4:00:00:02')).toEqual([]);
  });
});

describe('what comes next', () => {
  const folder = folderWith({ 'taken.pcap': make.pcap(UNPROVISIONED.slice(0, 2)) });

  it('is told in grey, of what the inventory makes', async () => {
    const { out } = await offhook(folder, ['replay', 'taken.pcap', '--config', 'lab']);
    expect(out).toMatch(
      /\n +\+30\.0 s {2}\(next\) CTLSEP001BD4000001\.tlv: trust list, expected within 30 s\n/,
    );
    const json = await offhook(folder, [
      'replay',
      'taken.pcap',
      '--config',
      'lab',
      '--format',
      'json',
    ]);
    const [phone] = JSON.parse(json.out).phones;
    expect([phone.boot.steps.length, phone.boot.next[1].what]).toEqual([1, NAME]);
  });

  it('of firmware is how far it is, of a set that is there', async () => {
    const [part = ''] = PARTS;
    const set = new Map(firmwareSet([LIST]));
    const size = set.get(part)?.length ?? 0;
    const half = Math.floor(size / 2);
    for (const [name, bytes] of set) {
      mkdirSync(join(folder, 'lab/firmware'), { recursive: true });
      writeFileSync(join(folder, 'lab/firmware', name), bytes);
    }
    const fetched = (seconds: number, fileName: string, acked: number, of: number) => [
      at(seconds, toTftp({ type: 'RRQ', fileName, mode: 'octet', options: [] }, 69)),
      at(
        seconds + 0.1,
        fromTftp({
          type: 'OACK',
          options: [
            { name: 'blksize', value: `${acked}` },
            { name: 'tsize', value: `${of}` },
          ],
        }),
      ),
      at(seconds + 0.2, fromTftp({ type: 'DATA', block: 1, data: Buffer.alloc(acked) })),
      at(seconds + 0.3, toTftp({ type: 'ACK', block: 1 })),
    ];
    const list = set.get(LIST)?.length ?? 0;
    const packets = [
      ...UNPROVISIONED.slice(0, 2),
      ...fetched(1, LIST, list + 1, list).with(
        2,
        at(1.2, fromTftp({ type: 'DATA', block: 1, data: Buffer.alloc(list) })),
      ),
      ...fetched(3, part, half, size),
    ];
    writeFileSync(join(folder, 'half.pcap'), make.pcap(packets));
    const { out } = await offhook(folder, ['replay', 'half.pcap', '--config', 'lab']);
    expect(out).toContain('upgrading');
    expect(out).toMatch(
      new RegExp(`${part.split('.')[0]}… 4\\d %  part 2 of ${PARTS.length + 1} `),
    );
  });
});

describe('a registration alone', () => {
  const register = { kind: 'sip', atMs: 5_000, state: 'registered', address: PHONE_IP } as const;
  const events = ['00:1b:d4:00:00:99', MAC].map((mac) =>
    recordEvent({ mac: mac as Mac, event: { ...register, line: '7001' } }),
  );
  const recorded = [recordingHeader(), ...events, recordingEnd(6_000)].join('');
  const folder = folderWith({ 'events.jsonl': Buffer.from(recorded) });
  const boots = async (...more: readonly string[]) => {
    const { out } = await offhook(folder, ['replay', 'events.jsonl', '--format', 'json', ...more]);
    const { phones } = JSON.parse(out) as { phones: { mac: string; boot?: object }[] };
    return Object.fromEntries(phones.map(({ mac, boot }) => [mac, boot !== undefined]));
  };

  it('is where the timeline begins of who is in the inventory, and of all where there is none', async () => {
    expect(await boots()).toEqual({ '00:1b:d4:00:00:99': true, [MAC]: true });
    const config = ['--config', 'lab'];
    expect(await boots(...config)).toEqual({ '00:1b:d4:00:00:99': false, [MAC]: true });
  });
});

describe('a recording', () => {
  const folder = folderWith({ 'boot.pcap': capture });

  it('is what "--format jsonl" prints, and comes back the same', async () => {
    const { out } = await offhook(folder, ['replay', 'boot.pcap', '--format', 'jsonl']);
    expect(out.split('\n')).toHaveLength(1 + 9 + 1 + 1);
    writeFileSync(join(folder, 'events.jsonl'), out);
    const again = await offhook(folder, ['replay', 'events.jsonl', '--format', 'jsonl']);
    expect(again).toEqual({ code: 0, out, err: '' });
    const told = await offhook(folder, ['replay', 'events.jsonl']);
    expect(told).toEqual(await offhook(folder, ['replay', 'boot.pcap']));
  });

  it('knows for how long nothing more happened', async () => {
    const silent = make.pcap([...UNPROVISIONED.slice(0, 2), ...UNPROVISIONED.slice(-1)]);
    writeFileSync(join(folder, 'silent.pcap'), silent);
    const { out } = await offhook(folder, ['replay', 'silent.pcap', '--format', 'jsonl']);
    writeFileSync(join(folder, 'silent.jsonl'), out);
    for (const file of ['silent.pcap', 'silent.jsonl']) {
      const told = JSON.parse((await offhook(folder, ['replay', file, '--format', 'json'])).out);
      expect(told.phones, file).toMatchObject([{ word: 'stuck', diagnosis: { id: 'T1' } }]);
    }
  });

  it('with lines that are no events says where the first is', async () => {
    const { out } = await offhook(folder, ['replay', 'boot.pcap', '--format', 'jsonl']);
    const [header = '', first = '', ...rest] = out.split('\n');
    const long = `{"kind":"${'x'.repeat(300_000)}"}`;
    const spoilt = [header, first, 'no', long, ...rest].join('\n');
    const { out: told, err } = await offhook(folder, ['replay', '-', '--format', 'jsonl'], {
      input: spoilt,
    });
    expect(told).toBe(out);
    expect(err).toBe(
      '-: lines that are no recorded event, which were passed over (line 3) (2 in all)\n',
    );
  });
});

describe('what cannot be read', () => {
  const folder = folderWith({
    'text.pcap': Buffer.from('hello, I am no capture\n'),
    'empty.pcap': Buffer.alloc(0),
    'short.pcap': capture.subarray(0, capture.length - 7),
    'damaged.pcap': make.join(capture, Buffer.alloc(16, 255), Buffer.alloc(99)),
    'damaged.gz': make.join(gzipSync(capture).subarray(0, 40), Buffer.alloc(40, 1)),
    'cut.gz': gzipSync(capture).subarray(0, -20),
    'nothing.pcap': make.pcap([]),
  });
  const replay = (name: string) => offhook(folder, ['replay', name, '--format', 'jsonl']);

  it.each([
    ['text.pcap', /^offhook: text\.pcap is neither a capture \(pcap, pcapng\) nor a recording/],
    ['empty.pcap', /^offhook: empty\.pcap is empty\n$/],
    ['not-there.pcap', /^offhook: .*not-there\.pcap: it does not exist/],
    ['lab', /^offhook: \/.*\/lab: it is a folder; name a file/],
    ['damaged.gz', /^offhook: damaged\.gz cannot be unpacked/],
  ])('is told in one line: %s', async (name, line) => {
    const { code, err } = await replay(name);
    expect(err).toMatch(line);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
  });

  it('is the end of a file: what came before is told', async () => {
    const { code, out, err } = await replay('short.pcap');
    expect(out.split('\n')).toHaveLength(12);
    expect(err).toMatch(/^short\.pcap: the file ends in the middle of a packet.* \(byte \d+\)\n$/);
    expect(code).toBe(0);
    expect((await replay('cut.gz')).err).toMatch(/ends in the middle of a packet/);
  });

  it('is damaged: what came before is told, and it is a finding', async () => {
    const { code, out, err } = await replay('damaged.pcap');
    expect(out.split('\n')).toHaveLength(12);
    expect(err).toBe(
      `damaged.pcap: the file is damaged: nothing behind this place can be read (byte ${capture.length})\n`,
    );
    expect(code).toBe(1);
  });

  it('holds nothing of phones', async () => {
    const { code, err } = await replay('nothing.pcap');
    expect(err).toBe('nothing of DHCP, TFTP, HTTP or SIP registrations was found\n');
    expect(code).toBe(0);
  });
});

it('a recording with numbers that nothing has is told all the same', async () => {
  const event = {
    ...{ mac: MAC, kind: 'file', atMs: 1e15, protocol: 'tftp', address: 'x', name: NAME },
    ...{ role: 'config', outcome: 'sent', bytes: -1e300, ms: 1e300, repeats: 0.5 },
  };
  for (const format of ['text', 'json', 'jsonl']) {
    const { code } = await offhook(createFolder(), ['replay', '-', '--format', format], {
      input: `${JSON.stringify(event)}\n`,
    });
    expect(code, format).toBeLessThan(2);
  }
});

it('nothing from the wire moves the cursor', async () => {
  const evil = '\u001b[2Jx\u0007\u202e\u009b1m';
  const folder = folderWith({
    'evil.pcap': make.pcap([
      at(0, asks(dhcpMessage('DISCOVER', [CLASS, option('hostname', evil)]))),
      at(
        1,
        toTftp({ type: 'RRQ', fileName: `SEP${evil}.cnf.xml`, mode: 'octet', options: [] }, 69),
      ),
      at(1.1, fromTftp({ type: 'ERROR', code: 1, message: evil })),
    ]),
  });
  for (const format of ['text', 'json', 'jsonl']) {
    const { out, err } = await offhook(folder, ['replay', 'evil.pcap', '--format', format]);
    expect(out).toContain('SEP');
    expect(out + err).not.toMatch(/[^\n\P{C}]/u);
  }
});

it('what many phones do at once is said first, of all of them', async () => {
  const events = Array.from({ length: 5 }, (_, index) => {
    const mac = `00:1b:d4:00:01:0${index}`;
    const name = `SEP${mac.replaceAll(':', '').toUpperCase()}.cnf.xml`;
    const sent = { mac, kind: 'file', protocol: 'tftp', address: `10.20.1.6${index}`, name };
    return [0, 30_000].map((atMs) =>
      JSON.stringify({
        ...sent,
        ...{ atMs, role: 'config', outcome: 'sent', bytes: 10, size: 10, ms: 1, repeats: 0 },
      }),
    );
  }).flat();
  const lines = ['{"offhook":"events","version":1}', ...events].join('\n').concat('\n');
  const folder = folderWith({ 'site.jsonl': Buffer.from(lines) });
  const { out } = await offhook(folder, ['replay', 'site.jsonl']);
  expect(out).toMatch(/^▲ 5 phones at once: it shows "Unprovisioned"/);
  const { out: json } = await offhook(folder, ['replay', 'site.jsonl', '--format', 'json']);
  expect(JSON.parse(json).site).toMatchObject([{ id: 'G1', row: 'T9', phones: 5 }]);
});
