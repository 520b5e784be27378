import { describe, expect, it, vi } from 'vitest';
import type { FileFolder } from '../../src/artifacts/file-folder.js';
import { contentOf } from '../../src/core/file-content.js';
import { parseIpv4 } from '../../src/core/ipv4.js';
import { type Mac, parseMac } from '../../src/core/mac.js';
import { createSiteFiles } from '../../src/serve/site-files.js';
import { LAB, servedSiteOf } from './snapshot-under-test.js';

const SEP = 'SEP5CFC665D4F9A.cnf.xml';
const CISCO = parseMac('5c:fc:66:5d:4f:9a') as Mac;
const FANVIL = parseMac('00:a8:59:db:04:62') as Mac;
const RESERVED = '10.20.1.53';
const LEASED = '10.20.1.100';
const STRANGE = '203.0.113.9';
const leases = (address: number) => (address === parseIpv4(LEASED) ? FANVIL : undefined);
const withAccess = (access: string) => LAB.replace('site: {', `site: { access: ${access},`);

describe('who may have a file', () => {
  it.each([
    ['where we are the DHCP server, its own phone', LAB, leases, SEP, RESERVED, 'file'],
    ['where we are the DHCP server, no other', LAB, leases, SEP, STRANGE, 'denied'],
    ['where we are the DHCP server, by its lease', LAB, leases, '00a859db0462.cfg', LEASED, 'file'],
    ['where we are the DHCP server, not by another lease', LAB, leases, SEP, LEASED, 'denied'],
    ['where another is the DHCP server, anyone', LAB, undefined, SEP, STRANGE, 'file'],
    ['anyone, if the inventory says so', withAccess('open'), leases, SEP, STRANGE, 'file'],
    ['the site, if the inventory says so', withAccess('site'), leases, SEP, '10.20.1.9', 'file'],
    ['nobody else then', withAccess('site'), leases, SEP, STRANGE, 'denied'],
    ['nobody who is not there', LAB, leases, 'none', STRANGE, 'not-found'],
  ])('%s', async (_, text, holders, name, address, kind) => {
    const files = createSiteFiles(servedSiteOf(text), [], () => holders);
    expect((await files.open(name, address)).kind).toBe(kind);
    expect((await files.open(`/${name}`, address)).kind).toBe(kind);
  });
});

describe('a file that all phones of a model share', () => {
  const COMMON = 'f0X4hw1.100.cfg';
  const server = 'http://prov:sesame@10.20.1.1';
  const guarded = LAB.replace(
    '{ pbx: main }',
    `{ pbx: main, models: { fanvil-x4: { settings: { provisioningServer: "${server}" } } } }`,
  );

  it.each([
    ['without a secret, anyone', LAB, STRANGE, 'file'],
    ['with one, the phones of the inventory', guarded, LEASED, 'file'],
    ['with one, nobody else', guarded, STRANGE, 'denied'],
  ])('%s', async (_, text, address, kind) => {
    const files = createSiteFiles(servedSiteOf(text), [], () => leases);
    expect((await files.open(COMMON, address)).kind).toBe(kind);
  });
});

describe('a plain file', () => {
  const release = vi.fn();
  const content = { ...contentOf(Buffer.from('old')), release };
  const folder: FileFolder = {
    open: (name) =>
      name.startsWith('late/')
        ? Promise.resolve({ kind: 'file', content })
        : { kind: 'file', content },
  };
  const files = createSiteFiles(servedSiteOf(LAB), [folder], () => leases);

  it.each([
    ['with the name of a phone, to that phone', `old/${SEP}`, RESERVED, 'file', 0],
    ['with the name of a phone, to no other', `old/${SEP}`, STRANGE, 'denied', 1],
    ['with the name of a phone, to no other, later too', `late/${SEP}`, STRANGE, 'denied', 1],
    ['with the name of a phone, to that phone later', `late/${SEP}`, RESERVED, 'file', 0],
    ['that is no phone’s, to anyone', 'cvm31sip.sbn', STRANGE, 'file', 0],
  ])('%s', async (_, name, address, kind, released) => {
    release.mockClear();
    expect((await files.open(name, address)).kind).toBe(kind);
    expect(release).toHaveBeenCalledTimes(released);
  });
});

describe('who is behind a request', () => {
  const { phones } = createSiteFiles(servedSiteOf(LAB), [], () => leases);

  it.each([
    ['the phone that the name speaks of, whatever the address', STRANGE, SEP, CISCO],
    ['the phone that the address is reserved for', RESERVED, 'cvm31sip.sbn', CISCO],
    ['the phone that leased the address', LEASED, 'cvm31sip.sbn', FANVIL],
    ['nobody that we know', STRANGE, 'cvm31sip.sbn', undefined],
    ['nobody that we know, over IPv6', '::1', 'cvm31sip.sbn', undefined],
  ])('%s', (_, address, name, mac) => {
    expect(phones.macOf(address, name)).toBe(mac);
  });

  it('has a model', () => {
    expect([CISCO, FANVIL].map(phones.modelOf)).toEqual(['cisco-7931g', 'fanvil-x4']);
  });
});

it('the next site answers the next request, in all that it says', async () => {
  const files = createSiteFiles(servedSiteOf(withAccess('open')), [], () => leases);
  expect((await files.open(SEP, STRANGE)).kind).toBe('file');
  const moved = LAB.replace(RESERVED, '10.20.1.54').replace('cisco-7931g', 'cisco-7942g');
  files.replace(servedSiteOf(moved));
  expect((await files.open(SEP, RESERVED)).kind).toBe('denied');
  expect((await files.open(SEP, '10.20.1.54')).kind).toBe('file');
  expect(files.phones.macOf('10.20.1.54', 'x')).toBe(CISCO);
  expect(files.phones.modelOf(CISCO)).toBe('cisco-7942g');
});
