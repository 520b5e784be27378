import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseIpv4 } from '../../src/core/ipv4.js';
import { parseMac } from '../../src/core/mac.js';
import { type LeaseJournal, openLeaseJournal } from '../../src/dhcp/journal/journal.js';
import type { Lease } from '../../src/dhcp/leases/lease.js';
import { openAskSocket } from '../../src/serve/ask-socket.js';
import { serverRoutes } from '../../src/serve/server-routes.js';
import { nodeJournalFiles } from '../dhcp/node-journal-files.js';
import { askedServer, dhcpThat } from '../serve/asked-server.js';
import { createFolder, offhook } from './cli-under-test.js';

const PHONE = '5c:fc:66:5d:4f:9a';
const GUEST = '02:00:00:00:00:01';
const LATER = Date.now() + 3_600_000;

function lease(address: string, mac: string, state: Lease['state'], untilMs = LATER): Lease {
  const [ip, phone] = [parseIpv4(address), parseMac(mac)];
  if (ip === undefined || phone === undefined) throw new Error(address);
  return { address: ip, state, mac: phone, client: `mac:${mac}`, untilMs };
}

const LEASES = [
  lease('10.20.1.153', PHONE, 'bound'),
  lease('10.20.1.20', GUEST, 'bound', Date.UTC(2026, 0, 1)),
  lease('10.20.1.9', PHONE, 'bound'),
  lease('10.20.1.30', GUEST, 'resting'),
];

async function openWith(leases: readonly Lease[]): Promise<{ dir: string; journal: LeaseJournal }> {
  const dir = createFolder();
  const journal = await openLeaseJournal({
    path: join(dir, 'leases.jsonl'),
    files: nodeJournalFiles,
  });
  await Promise.all(leases.map(journal.append));
  return { dir, journal };
}

async function closedWith(leases: readonly Lease[]): Promise<string> {
  const { dir, journal } = await openWith(leases);
  await journal.close();
  return dir;
}

async function states(dir: string): Promise<Readonly<Record<string, string>>> {
  const { out } = await offhook(dir, ['leases', '--format', 'json', '--state-dir', '.']);
  const { leases } = JSON.parse(out) as { leases: { address: string; state: string }[] };
  return Object.fromEntries(leases.map(({ address, state }) => [address, state]));
}

describe('leases', () => {
  it('shows who has which address while a server has the journal', async () => {
    const { dir, journal } = await openWith(LEASES);
    const { code, out, err } = await offhook(dir, ['leases', '--state-dir', dir]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n').map((line) => line.split(/ +/).slice(0, 3))).toEqual([
      ['ADDRESS', 'STATE', 'MAC'],
      ['10.20.1.9', 'bound', PHONE],
      ['10.20.1.20', 'free', GUEST],
      ['10.20.1.30', 'resting', GUEST],
      ['10.20.1.153', 'bound', PHONE],
      [''],
    ]);
    await journal.close();
  });

  it('shows it as JSON, from the folder that the environment names', async () => {
    const dir = await closedWith(LEASES.slice(0, 1));
    const ran = await offhook('/', ['leases', '--format', 'json'], {
      env: { STATE_DIRECTORY: `${dir}:/elsewhere` },
    });
    expect(JSON.parse(ran.out)).toEqual({
      version: 1,
      leases: [
        {
          address: '10.20.1.153',
          state: 'bound',
          mac: PHONE,
          until: new Date(LATER).toISOString(),
          client: `mac:${PHONE}`,
        },
      ],
    });
  });

  it('shows a lease without end as what it is, and to programs the time that its seconds have', async () => {
    const dir = await closedWith([lease('10.20.1.9', PHONE, 'bound', LATER + 0xffff_ffff * 1_000)]);
    const shown = await offhook(dir, ['leases', '--state-dir', dir]);
    expect(shown.out).toMatch(/ never +mac:/);
    const json = await offhook(dir, ['leases', '--format', 'json', '--state-dir', dir]);
    expect(json.out).toContain('"until": "21');
  });

  it('shows nothing, and says where it looked, before the first lease', async () => {
    const dir = createFolder();
    const ran = await offhook(dir, ['leases', '--state-dir', 'state', '--format', 'json']);
    expect(ran).toMatchObject({ code: 0, err: expect.stringContaining(join(dir, 'state')) });
    expect(JSON.parse(ran.out)).toEqual({ version: 1, leases: [] });
  });
});

describe('leases release', () => {
  it('frees every address of the phone, and leaves the others', async () => {
    const dir = await closedWith(LEASES);
    const before = statSync(join(dir, 'leases.jsonl')).ino;
    const ran = await offhook(dir, ['leases', 'release', '5C-FC-66-5D-4F-9A', '--state-dir', dir]);
    expect(ran).toEqual({ code: 0, out: '10.20.1.153 is free\n10.20.1.9 is free\n', err: '' });
    expect(await states(dir)).toMatchObject({
      '10.20.1.153': 'free',
      '10.20.1.9': 'free',
      '10.20.1.30': 'resting',
    });
    expect(statSync(join(dir, 'leases.jsonl')).ino).toBe(before);
  });

  it('ends with 1 where there is nothing to release', async () => {
    const dir = await closedWith(LEASES);
    const args = ['leases', 'release', '02:00:00:00:00:99', '--state-dir', dir];
    expect(await offhook(dir, args)).toMatchObject({ code: 1, out: '' });
    expect((await offhook(createFolder(), args.with(-1, 'none'))).code).toBe(1);
  });

  it('says as `leases` does that a file is no folder of a state', async () => {
    const dir = await closedWith(LEASES);
    const file = join(dir, 'leases.jsonl');
    const shown = await offhook(dir, ['leases', '--state-dir', file]);
    const ran = await offhook(dir, ['leases', 'release', PHONE, '--state-dir', file]);
    expect(ran).toEqual({ code: 2, out: '', err: expect.stringContaining('is a file') });
    expect(shown).toEqual(ran);
  });

  it('is left to the server that runs', async () => {
    const { dir, journal } = await openWith(LEASES);
    const text = readFileSync(join(dir, 'leases.jsonl'), 'utf8');
    const asked: string[] = [];
    const releaseHere = async (mac: string) => {
      asked.push(mac);
      return LEASES.filter((each) => each.mac === mac).map(({ address }) => address);
    };
    const routes = serverRoutes(askedServer({ dhcp: () => dhcpThat(releaseHere) }));
    const socket = await openAskSocket(join(dir, 'offhook.sock'), routes);
    const release = (mac: string) => offhook(dir, ['leases', 'release', mac, '--state-dir', '.']);
    const ran = await release('5CFC665D4F9A');
    expect(ran).toEqual({ code: 0, out: '10.20.1.153 is free\n10.20.1.9 is free\n', err: '' });
    expect(await release('02:00:00:00:00:99')).toMatchObject({ code: 1, out: '' });
    expect(asked).toEqual([PHONE, '02:00:00:00:00:99']);
    expect(readFileSync(join(dir, 'leases.jsonl'), 'utf8')).toBe(text);
    await socket.close();
    await journal.close();
  });

  it('changes nothing beside a server that cannot be asked, and names it', async () => {
    const { dir, journal } = await openWith(LEASES);
    const text = readFileSync(join(dir, 'leases.jsonl'), 'utf8');
    const ran = await offhook(dir, ['leases', 'release', PHONE, '--state-dir', dir]);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(`process ${process.pid} holds`);
    expect(ran.err).toContain('offhook.sock to release them itself, it does not answer');
    expect(readFileSync(join(dir, 'leases.jsonl'), 'utf8')).toBe(text);
    await journal.close();
  });
});
