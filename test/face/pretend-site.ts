// A made-up site for the page in the browser: as many phones as are wanted, in all states, with what a hostile one might say.

import { type Mac, parseMac } from '../../src/core/mac.js';
import type {
  FirmwareAnswer,
  NetworkAnswer,
  PoolHistoryAnswer,
  RequestAnswer,
} from '../../src/page/wire/lists.js';
import type { LiveSite } from '../../src/page/wire/live.js';
import type { DiffAnswer, FileAnswer, PhoneAnswer, PhoneRow } from '../../src/page/wire/phone.js';
import type { StrangerAnswer } from '../../src/page/wire/site.js';
import { noWords, type Word } from '../../src/timeline/word.js';

/** What a phone may say in any text of its own. */
export const HOSTILE = '<img src=x onerror=alert(1)>"\'{{7*7}}';

export function macOf(at: number): Mac {
  const hex = (0x5cfc66000000 + at).toString(16).padStart(12, '0');
  return parseMac(hex) as Mac;
}

const ago = (nowMs: number, seconds: number) => new Date(nowMs - seconds * 1_000).toISOString();

/** Of twenty each has its word; the first ten have all of them. */
const WORD_OF: readonly Word[] = [
  ...(['stuck', 'upgrading', 'registered', 'waiting', 'booting', 'part', 'stale'] as const),
  ...(['fetched', 'silent', 'unseen'] as const),
  ...Array.from({ length: 10 }, (): Word => 'registered'),
];

const PLACES = ['Workshop', 'Reception', 'Ivanova', 'Hall', 'Kitchen', 'Store', 'Library', 'Gate'];

const SAYS: Readonly<Record<Word, Partial<PhoneRow> & Pick<PhoneRow, 'sentence' | 'stage'>>> = {
  unseen: { stage: 'unseen', sentence: 'nothing was heard of it' },
  booting: { stage: 'trust', sentence: 'has its address, its first file is next' },
  upgrading: {
    stage: 'firmware',
    sentence: 'apps31… 61 %  part 5 of 7  3.1 of 5.4 MB  240 KB/s  1:40 left',
    progress: {
      ...{ bytes: 3_100_000, ofBytes: 5_400_000, part: 5, parts: 7 },
      ...{ bytesPerSecond: 24_000, secondsLeft: 100 },
    },
  },
  stuck: {
    stage: 'config',
    sentence:
      'asked for its configuration 4 times, every 30 s, and got all of it: it does not accept it',
    todo: 'offhook validate names what is found for this phone; then look at Settings, Status, Status Messages',
    ...{ diagnosis: 'T9', grade: 'owners report' },
  },
  waiting: { stage: 'config', sentence: 'has its configuration for 40 s, and should have gone on' },
  fetched: { stage: 'extras', sentence: 'has its file of 11:20' },
  registered: { stage: 'registration', sentence: 'registered, has its file of 11:20' },
  part: { stage: 'registration', sentence: '1 of 2 lines is registered', todo: 'see the PBX' },
  stale: {
    stage: 'registration',
    sentence: 'registered; its file has changed since',
    sync: 'stale',
  },
  silent: { stage: 'registration', sentence: 'its lease ran out two hours ago' },
};

export function pretendPhone(at: number, nowMs: number, changed = 0): PhoneRow {
  const word = WORD_OF[(at + changed) % WORD_OF.length] ?? 'registered';
  const place = PLACES[at % PLACES.length];
  const net = (at >> 8) % 40;
  return {
    mac: macOf(at),
    label: at === 11 ? HOSTILE : at < PLACES.length ? `${place}` : `${place} ${at}`,
    model: at % 3 === 2 ? 'fanvil-x4' : 'cisco-7931g',
    lines: [String(7000 + at)],
    groups: at % 4 === 0 ? ['lab', 'first floor'] : ['lab'],
    ...(word !== 'unseen' && {
      address: `10.20.${net}.${at % 256}`,
      heard: ago(nowMs, at % 3_000),
    }),
    network: `10.20.${net}.0/24`,
    sync: 'current',
    ...SAYS[word],
    word,
    ...(at === 11 && { sentence: `says ${HOSTILE}` }),
  };
}

/** `what`: of that phone; absent: the phone itself. */
export function pretendOf(
  row: PhoneRow,
  what: string | undefined,
  nowMs: number,
): PhoneAnswer | FileAnswer | DiffAnswer {
  const name = `SEP${row.mac.replaceAll(':', '').toUpperCase()}.cnf.xml`;
  const label = row.label ?? HOSTILE;
  const text = `<device>\n  <phoneLabel>${label}</phoneLabel>\n  <authPassword>***</authPassword>\n</device>\n`;
  if (what === 'file') return { name, text };
  if (what !== 'diff') return pretendAnswer(row, nowMs);
  const changed =
    '-  <preferredCodec>none</preferredCodec>\n+  <preferredCodec>g711alaw</preferredCodec>\n';
  const head = `--- a/${name}\n+++ b/${name}\n@@ -1,3 +1,3 @@\n <device>\n`;
  return { files: [{ name, text: `${head}${changed} </device>\n` }] };
}

function pretendAnswer(row: PhoneRow, nowMs: number): PhoneAnswer {
  const name = row.mac.replaceAll(':', '').toUpperCase();
  const isOver = row.word === 'registered' || row.word === 'fetched' || row.word === 'stale';
  const file = `SEP${name}.cnf.xml`;
  return {
    ...row,
    has: { at: ago(nowMs, 4_800), digest: '3f9a1c04be77' },
    wouldGet: row.sync === 'stale' ? '81cc04d2a9f0' : '3f9a1c04be77',
    firmware: 'SIP31.8-5-3SR1S',
    ...(row.word !== 'unseen' && {
      boot: {
        ...{ number: 3, began: ago(nowMs, 99), leftOut: row.word === 'waiting' ? 3 : 0 },
        steps: [
          step(0, `DISCOVER → OFFER ${row.address}`, ''),
          step(100, `REQUEST → ACK ${row.address}`, 'lease 8 h'),
          step(2_400, `CTL${name}.tlv`, 'not there, which is fine'),
          step(2_600, file, row.word === 'stuck' ? '7,385 bytes, 12 ms' : `${HOSTILE}`),
          ...(isOver ? [] : [{ ...step(32_600, file, '7,385 bytes'), ...REPEATS, ...hereOf(row) }]),
        ],
        next: isOver
          ? []
          : [
              { what: 'registers', purpose: 'with pbx.lab.example', dueMs: 79_000 },
              { what: 'ringlist.xml', purpose: 'when somebody looks for a ring' },
            ],
      },
    }),
    earlier: [
      { began: ago(nowMs, 5_000), reached: 'registration', configured: true },
      { began: ago(nowMs, 90_000), reached: 'config', configured: false },
    ],
    lease: {
      address: row.address ?? '10.20.1.7',
      until: new Date(nowMs + 28_000_000).toISOString(),
    },
    heardBy: { dhcp: ago(nowMs, 120), file: ago(nowMs, 3) },
    place: 'lab.yaml:41:3',
    files: [file, `CTL${name}.tlv`],
    ...(row.model === 'fanvil-x4' && { csta: true }),
  };
}

const step = (atMs: number, what: string, outcome: string) => ({
  ...{ atMs, lastMs: atMs, what, outcome, count: 1 },
});
const hereOf = ({ word }: PhoneRow) =>
  word === 'stuck' ? { mark: 'stuck' as const } : word === 'waiting' && { mark: 'waits' as const };
const REPEATS = { lastMs: 96_000, count: 4, everyMs: 30_000 };

export function pretendLive(rows: Iterable<PhoneRow>, nowMs: number, strangers: number): LiveSite {
  const words = noWords();
  let phones = 0;
  for (const { word } of rows) {
    words[word] += 1;
    phones += 1;
  }
  return {
    ...{ version: 1, started: ago(nowMs, 270_000), strangers, ignored: 1, others: 14 },
    server: {
      ...{ offhook: '0.1.0', inventory: '/etc/offhook/lab/offhook.yaml', tftp: '10.20.1.1:69' },
      pools: [
        { network: '10.20.1.0/24', used: 41, size: 50 },
        { network: '10.30.1.0/24', used: 12, size: 100 },
      ],
    },
    ...{ reloaded: ago(nowMs, 2_300), upgrading: words.upgrading, phones, words },
    site: [
      {
        ...{ id: 'G2', name: 'need-resync', grade: 'fact', row: 'T9', phones: words.stale },
        says: `${words.stale === 1 ? '1 phone has' : `${words.stale} phones have`} an older file since the reload at 12:02`,
        todo: 'restart them, or wait for their next boot',
      },
      {
        ...{ id: 'G6', name: 'rival', grade: 'fact' },
        says: 'another DHCP server answers on this network: 10.20.1.254',
        todo: 'turn it off, or give its addresses to no phone',
      },
      {
        ...{ id: 'G4', name: 'lossy', grade: 'our reading' },
        says: '7 % of the TFTP packets had to be repeated in the last five minutes',
        todo: 'look at the cables and switches between',
      },
    ],
    now: new Date(nowMs).toISOString(),
    findings: { error: 0, warning: 2, info: 1 },
    reloadRefused: false,
  };
}

export function pretendStrangers(nowMs: number): readonly StrangerAnswer[] {
  return [
    {
      ...{ mac: macOf(0xf00001), model: 'cisco-7931g', knownBy: 'option 60' },
      ...{ similar: macOf(9), address: '10.20.1.101', heard: ago(nowMs, 12) },
      sentence: 'asked for an address 3 times and got one',
    },
    {
      ...{ mac: macOf(0xf00002), vendor: 'Fanvil', knownBy: 'block of MACs' },
      ...{ vendorClass: HOSTILE, heard: ago(nowMs, 50), sentence: `says ${HOSTILE}` },
    },
    {
      ...{ mac: macOf(0xf00003), model: 'fanvil-x4', knownBy: 'file name' },
      ...{ address: '10.20.1.102', heard: ago(nowMs, 300) },
      sentence: 'asked for f0X4hw1.100.cfg, which is not there',
    },
    {
      ...{ mac: macOf(0xf00004), model: 'cisco-7931g', knownBy: 'User-Agent', ignored: true },
      sentence: 'nothing since the server began',
    },
  ];
}

export function pretendNetworks(nowMs: number): readonly NetworkAnswer[] {
  const counts = { offered: 1, resting: 1, reserved: 20, held: 18 };
  const until = new Date(nowMs + 20_000_000).toISOString();
  return [
    {
      ...{ network: '10.20.1.0/24', device: 'eth1', free: 7, bound: 41, ...counts },
      leases: [
        { address: '10.20.1.101', mac: macOf(2), label: 'Ivanova', until },
        { address: '10.20.1.102', mac: macOf(11), label: HOSTILE, until: 'never' },
        { address: '10.20.1.103', until },
      ],
      otherServers: [{ server: '10.20.1.254', heard: ago(nowMs, 700) }],
    },
    {
      ...{ network: '10.30.1.0/24', free: 88, bound: 12, ...counts },
      ...{ waits: 'no interface has an address of it', leases: [], otherServers: [] },
    },
    { network: '10.40.1.0/24', device: 'eth2', reserved: 3, held: 2, leases: [], otherServers: [] },
  ];
}

/** Of the first a day, of the second too little to be drawn. */
export function pretendHistory(nowMs: number): readonly PoolHistoryAnswer[] {
  const known = { everySeconds: 300, until: ago(nowMs, 60) };
  const day = Array.from({ length: 288 }, (_, at) => (at === 200 ? 49 : 20 + (at % 24)));
  return [
    { ...known, network: '10.20.1.0/24', size: 50, used: day },
    { ...known, network: '10.30.1.0/24', size: 100, used: [12] },
  ];
}

export function pretendRequest(seq: number, nowMs: number): RequestAnswer {
  const at = new Date(nowMs).toISOString();
  const who = {
    mac: macOf(seq % 40),
    label: PLACES[seq % PLACES.length] ?? '',
    address: '10.20.1.9',
  };
  if (seq % 3 === 0) {
    const dhcp = {
      protocol: 'dhcp',
      what: 'REQUEST → ACK 10.20.1.9',
      outcome: 'lease 8 h',
    } as const;
    return { ...{ seq, at, failed: false, ms: 1 }, ...who, ...dhcp };
  }
  const isMiss = seq % 7 === 1;
  return {
    ...{ seq, at, protocol: 'tftp', failed: isMiss, bytes: isMiss ? 0 : 7_385, ms: 6 },
    ...who,
    what: seq % 5 === 0 ? HOSTILE : 'SEP5CFC66000009.cnf.xml',
    outcome: isMiss ? 'not found' : 'sent',
  };
}

export function pretendFirmware(upgrading: readonly Mac[]): readonly FirmwareAnswer[] {
  const whole = { bytes: 5_400_000, parts: 7, wanted: 37, have: 9, upgrading };
  return [
    { name: 'SIP31.8-5-3SR1S', model: 'cisco-7931g', trouble: [], ...whole },
    {
      ...{ name: 'SIP31.9-4-2SR3-1S', model: 'cisco-7931g', ...whole, have: 0, upgrading: [] },
      trouble: ['dsp31.9-4-2ES26.sbn is missing'],
    },
  ];
}
