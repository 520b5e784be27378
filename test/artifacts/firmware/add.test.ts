// Archives of vendors and of enemies: what is taken, what is refused, and that nothing half done stays.

import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { type AddOptions, addFirmware } from '../../../src/artifacts/firmware/add.js';
import { isArchiveFault } from '../../../src/firmware/archive/fault.js';
import { ARCHIVE_LIMITS } from '../../../src/firmware/archive/meter.js';
import { signedOf, tarOf, tgzOf, zipOf } from '../../firmware/archives.js';
import { folderOfTests } from '../../folder-of-test.js';
import { loadsFile } from '../../phones/cisco/loads-file.js';
import { PACKS } from '../../phones/shipped-models.js';
import { FIRST, firmwareSet, LIST, membersOf, PARTS } from './firmware-set.js';

const root = folderOfTests('add');
const vendors = { drivers: [...PACKS.drivers.values()], models: [...PACKS.models.values()] };
const SET = firmwareSet();
const ALL = [...SET.keys()].toSorted();

let home = '';
let folder = '';
beforeEach(() => {
  home = mkdtempSync(join(root, 'one-'));
  folder = join(home, 'firmware');
});

function write(path: string, bytes: Uint8Array | string): string {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), bytes);
  return join(home, path);
}
const add = (archive: string, more: Partial<AddOptions> = {}) =>
  addFirmware(archive, folder, {
    ...{ vendors, force: false, stop: new AbortController().signal },
    ...more,
  });
const here = (): readonly string[] =>
  existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted() : [];

const MEMBERS = membersOf(SET);
const JUNK = ['readme.txt', 'copstart.sh', 'load348.txt', 'XMLDefault.cnf.xml'].map((path) => ({
  path,
  bytes: Buffer.from('x'),
}));

describe('an archive of a vendor', () => {
  it.each<readonly [string, string, () => Uint8Array]>([
    ['a ZIP', 'cmterm.zip', () => zipOf([...MEMBERS, ...JUNK])],
    [
      'a ZIP that packs nothing',
      'c.zip',
      () => zipOf(MEMBERS.map((each) => ({ ...each, method: 0 }))),
    ],
    [
      'a ZIP with folders',
      'c.zip',
      () => zipOf([{ path: 'a/', mode: 0o040755 }, ...membersOf(SET, 'a/b/')]),
    ],
    ['a tar', 'cmterm.tar', () => tarOf([...JUNK, ...MEMBERS])],
    ['a packed tar', 'cmterm.tgz', () => tgzOf(membersOf(SET, './usr/local/cm/tftp/'))],
    ['a signed one', 'cmterm.cop.sgn', () => signedOf(tgzOf([...JUNK, ...MEMBERS]))],
    [
      'a signed one whose header is that of firmware',
      'cmterm.cop.sgn',
      () => loadsFile('cmterm.cop.sgn', tgzOf(MEMBERS).toString('latin1')),
    ],
    [
      'a signed one with a tar in it, inside a ZIP',
      'all.zip',
      () =>
        zipOf([
          { path: 'x.cop.sgn', bytes: signedOf(tgzOf([{ path: 'x.tar', bytes: tarOf(MEMBERS) }])) },
        ]),
    ],
    ['one under a name that tells nothing', 'download', () => tgzOf(MEMBERS)],
  ])('is unpacked under its own names: %s', async (_, name, make) => {
    const { added, same, refused } = await add(write(name, make()));
    expect([added.toSorted(), same, refused]).toEqual([ALL, [], []]);
    expect(here()).toEqual(ALL);
    for (const [each, bytes] of SET) expect(readFileSync(join(folder, each))).toEqual(bytes);
  });

  it('may be a folder, in which archives are unpacked and links are not followed', async () => {
    for (const [name, bytes] of SET) write(`in/deep/${name}`, bytes);
    write('in/more.zip', zipOf([{ path: 'x42.14.0.7386.z', bytes: Buffer.from('image') }]));
    const outside = write('secret', 'x');
    symlinkSync(outside, join(home, 'in/apps42.8-5-4.sbn'));
    const { leftOut } = await add(join(home, 'in'));
    expect(here()).toEqual([...ALL, 'x42.14.0.7386.z'].toSorted());
    expect(leftOut).toEqual(['apps42.8-5-4.sbn']);
  });

  it('may be a file of firmware itself, whatever it begins with', async () => {
    await add(write('x42.14.0.7386.z', gzipSync('image')));
    expect(here()).toEqual(['x42.14.0.7386.z']);
  });

  it('brings languages in their folders, and no file that offhook makes or a call manager reads', async () => {
    const members = [
      'usr/local/cm/tftp/German_Germany/mk-sip.jar',
      'usr/local/cm/tftp/German_Germany/g3-tones.xml',
      'Desktops/320x196x4/List.xml',
      'SEP5CFC665D4F9A.cnf.xml',
      'dialplan.xml',
      // As macOS packs what it knows of a file.
      `__MACOSX/._${LIST}`,
    ].map((path) => ({ path, bytes: Buffer.from('x') }));
    const { added, leftOut } = await add(write('locale.tgz', tgzOf([...members, ...JUNK])));
    expect(added).toEqual([
      'German_Germany/mk-sip.jar',
      'German_Germany/g3-tones.xml',
      'Desktops/320x196x4/List.xml',
    ]);
    expect(leftOut).toHaveLength(3 + JUNK.length);
  });
});

describe('what is in the folder already', () => {
  const changed = Buffer.from(SET.get(LIST) ?? '');
  changed[60] = 1;

  it('is left where it has the same bytes', async () => {
    const archive = write('a.zip', zipOf(MEMBERS));
    await add(archive);
    const before = lstatSync(join(folder, LIST)).ino;
    const { added, same } = await add(archive);
    expect([added, same.toSorted(), lstatSync(join(folder, LIST)).ino]).toEqual([[], ALL, before]);
  });

  it('keeps all out where one has other bytes', async () => {
    write(`firmware/${LIST}`, changed);
    const { added, refused } = await add(write('a.zip', zipOf(MEMBERS)));
    expect([added, refused, here()]).toEqual([[], [LIST], [LIST]]);
    expect(readFileSync(join(folder, LIST))).toEqual(changed);
  });

  it('is replaced by --force, a link instead of what it leads to', async () => {
    const outside = write('outside', 'kept');
    write(`firmware/${LIST}`, changed);
    symlinkSync(outside, join(folder, FIRST));
    const { added, replaced } = await add(write('a.zip', zipOf(MEMBERS)), { force: true });
    expect([added.length, replaced.toSorted()]).toEqual([5, [LIST, FIRST].toSorted()]);
    expect(readFileSync(join(folder, LIST))).toEqual(SET.get(LIST));
    expect([readFileSync(outside, 'utf8'), lstatSync(join(folder, FIRST)).isFile()]).toEqual([
      'kept',
      true,
    ]);
  });

  it('is not written through a link to another folder', async () => {
    mkdirSync(join(home, 'elsewhere'));
    mkdirSync(folder);
    symlinkSync(join(home, 'elsewhere'), join(folder, 'German_Germany'));
    const archive = write(
      'l.tgz',
      tgzOf([{ path: 'German_Germany/g3-tones.xml', bytes: Buffer.from('x') }]),
    );
    await expect(add(archive)).rejects.toMatchObject({ code: 'ELOOP' });
    expect(readdirSync(join(home, 'elsewhere'))).toEqual([]);
  });

  it('is as it was where a folder has the name of one', async () => {
    write(`firmware/${PARTS[0]}`, 'before');
    // Lists come last.
    mkdirSync(join(folder, LIST));
    write(`firmware/${LIST}/x`, '');
    await expect(add(write('a.zip', zipOf(MEMBERS)), { force: true })).rejects.toThrow(
      'is a folder',
    );
    expect(here()).toEqual([LIST, `${LIST}/x`, PARTS[0]].toSorted());
    expect(readFileSync(join(folder, PARTS[0] ?? ''), 'utf8')).toBe('before');
  });

  it('is as it was where the last of several cannot be put there', async () => {
    const [jar = '', cnu = '', apps = ''] = PARTS;
    write(`firmware/${jar}`, 'before');
    symlinkSync('elsewhere', join(folder, cnu));
    // By then a file has the name of its folder.
    const last = { path: `${apps}/g3-tones.xml`, bytes: Buffer.from('x') };
    const archive = write('a.zip', zipOf([...membersOf(firmwareSet([])), last]));
    await expect(add(archive, { force: true })).rejects.toMatchObject({
      code: expect.stringMatching(/^(EEXIST|ENOTDIR)$/),
    });
    expect(here()).toEqual([cnu, jar].toSorted());
    expect(readFileSync(join(folder, jar), 'utf8')).toBe('before');
    expect(lstatSync(join(folder, cnu)).isSymbolicLink()).toBe(true);
  });

  it('is cleaned of what a process that was killed has left, and of nothing else', async () => {
    write('firmware/.offhook-add-999999999-abc/1', 'half');
    write(`firmware/.offhook-add-${process.ppid}-abc/1`, 'of one that runs');
    await add(write('a.zip', zipOf(MEMBERS)));
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([
      `.offhook-add-${process.ppid}-abc`,
    ]);
  });
});

const MIB = 1 << 20;
const bytes = Buffer.from('x');
const [first, second] = MEMBERS;
const pack = (path: string, archive: Uint8Array) => zipOf([{ path, bytes: archive }]);

describe('a hostile archive', () => {
  it.each<readonly [string, RegExp, () => Uint8Array]>([
    ['leads out of the folder, ZIP', /\.\./, () => zipOf([{ path: `../${LIST}`, bytes }])],
    [
      'leads out of the folder, tar',
      /leads out/,
      () => tarOf([{ path: `a/../../${LIST}`, bytes }]),
    ],
    [
      'leads out by backslashes',
      /relative path|leads out/,
      () => zipOf([{ path: `..\\${LIST}`, bytes }]),
    ],
    ['leads out by backslashes, tar', /leads out/, () => tarOf([{ path: `..\\${LIST}`, bytes }])],
    ['has an absolute path, ZIP', /absolute/, () => zipOf([{ path: `/etc/${LIST}`, bytes }])],
    ['has an absolute path, tar', /absolute/, () => tarOf([{ path: `/etc/${LIST}`, bytes }])],
    ['has a path with a drive', /absolute/, () => tarOf([{ path: `C:/${LIST}`, bytes }])],
    [
      'has two files of one name',
      /two files/,
      () =>
        zipOf([
          { path: LIST, bytes },
          { path: `a/${LIST}`, bytes: Buffer.from('y') },
        ]),
    ],
    [
      'has two names that differ in case alone',
      /two files/,
      () =>
        tarOf([
          { path: LIST, bytes },
          { path: LIST.toLowerCase(), bytes },
        ]),
    ],
    [
      'is a bomb, ZIP',
      /grows/,
      () => zipOf([1, 2].map((n) => ({ path: `${n}.sbn`, bytes: Buffer.alloc(MIB - 9) }))),
    ],
    ['is a bomb, tar', /grows/, () => tgzOf([{ path: 'readme', bytes: Buffer.alloc(20 * MIB) }])],
    [
      'is a bomb inside another archive',
      /grows/,
      () => pack('b.zip', pack('a.sbn', Buffer.alloc(20 * MIB))),
    ],
    [
      'says less than there is',
      /too many bytes/,
      () => zipOf([{ path: LIST, bytes: Buffer.alloc(999), saidSize: 9 }]),
    ],
    [
      'says more than there is',
      /not enough bytes/,
      () => zipOf([{ path: LIST, bytes, saidSize: 99 }]),
    ],
    ['was damaged', /its sum is another/, () => zipOf([{ path: LIST, bytes, saidSum: 1 }])],
    ['is encrypted', /encrypted/, () => zipOf([{ path: LIST, bytes, flags: 1 }])],
    ['is packed in another way', /not known/, () => zipOf([{ path: LIST, bytes, method: 14 }])],
    [
      'has too many files',
      /more than 40 files/,
      () => tarOf(Array.from({ length: 41 }, (_, n) => ({ path: `${n}` }))),
    ],
    [
      'lies too deep',
      /deeper/,
      () => [1, 2, 3].reduce((inner: Uint8Array, n) => pack(`${n}.zip`, inner), zipOf(MEMBERS)),
    ],
    [
      'has too large a file',
      /more than 1048576 bytes/,
      () => tarOf([{ path: 'a.sbn', bytes: Buffer.alloc(MIB + 1) }]),
    ],
    ['breaks off, ZIP', /./, () => zipOf(MEMBERS).subarray(0, -30)],
    ['breaks off, tar', /damaged/, () => tarOf(MEMBERS).subarray(0, 700)],
    ['breaks off, packed', /unexpected end/, () => tgzOf(MEMBERS).subarray(0, -30)],
    ['is packed twice', /packed twice/, () => gzipSync(tgzOf(MEMBERS))],
    ['holds no archive', /damaged/, () => gzipSync('x'.repeat(2000))],
    ['has bad sums in it', /damaged/, () => tarOf(MEMBERS).fill(0xff, 1100, 1110)],
    ['is none', /no archive/, () => Buffer.from('<html>not found</html>')],
    ['is empty', /no archive/, () => Buffer.of()],
  ])('that %s is refused, and nothing is there afterwards', async (_, message, make) => {
    const limits = { ...ARCHIVE_LIMITS, entries: 40, fileBytes: MIB, freeBytes: MIB };
    const refusal = await add(write('a.bin', make()), { limits }).catch((error: unknown) => error);
    expect(isArchiveFault(refusal) && (refusal as Error).message).toMatch(message);
    expect(existsSync(folder)).toBe(false);
    expect(readdirSync(home)).toEqual(['a.bin']);
  });

  it('has its links and devices left out', async () => {
    const tar = tarOf([
      { path: LIST, type: '2', linkTo: '/etc/passwd' },
      { path: 'dsp31.8-5-3ES4.sbn', type: '1', linkTo: LIST },
      { path: 'cnu31.8-5-3ES4.sbn', type: '3' },
      { path: first?.path ?? '', type: '5' },
      ...(second ? [second] : []),
    ]);
    const { added } = await add(write('a.tar', tar));
    expect([added, here()]).toEqual([[second?.path], [second?.path]]);
    const zip = zipOf([{ path: 'jar31sip.8-5-3ES4.sbn', bytes, mode: 0o120777 }]);
    expect(await add(write('a.zip', zip))).toMatchObject({
      added: [],
      leftOut: ['jar31sip.8-5-3ES4.sbn'],
    });
  });

  it('is left when somebody wants an end', async () => {
    const stop = new AbortController();
    stop.abort();
    const archive = write('a.zip', zipOf(MEMBERS));
    await expect(add(archive, { stop: stop.signal })).rejects.toMatchObject({ code: 'ABORT_ERR' });
    expect(existsSync(folder)).toBe(false);
  });
});

it.skipIf(process.getuid?.() === 0)('a folder that may not be written is as it was', async () => {
  mkdirSync(folder);
  chmodSync(folder, 0o500);
  await expect(add(write('a.zip', zipOf(MEMBERS)))).rejects.toMatchObject({ code: 'EACCES' });
  chmodSync(folder, 0o700);
  expect(here()).toEqual([]);
});
