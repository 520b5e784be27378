// Firmware and sounds that phones are told of: somebody has to bring them, and is told so before a phone asks.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDisk } from '../../src/artifacts/disk.js';
import { readSnapshot, type SnapshotSource } from '../../src/artifacts/read-snapshot.js';
import { namesSaid } from '../findings/names-said.js';
import { loadsFile, partFile } from '../phones/cisco/loads-file.js';

const LOAD = 'SIP42.8-5-4S';
const INVENTORY = `site: { timeZone: Etc/UTC }
pbx: { main: { host: 10.20.1.9 } }
lines: { "1": { password: { env: A } } }
rings: [{ name: Bell, file: Bell.raw }]
phones:
  - { mac: "00:1e:4a:00:00:01", model: cisco-7942g, firmware: ${LOAD}, pbx: main, keys: { 1: { line: "1" } } }
`;
const PARTS = ['jar42sip.8-5-4.sbn', 'cnu42.8-5-4.sbn'];
const listOf = (name: string | undefined, parts: readonly string[]) =>
  loadsFile(name, `#comment\n${parts.join('\r\n')}\n`);
let cwd = '';

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'offhook-brought-'));
  for (const dir of ['firmware', 'loads', 'more']) mkdirSync(join(cwd, dir));
  writeFileSync(join(cwd, 'offhook.yaml'), INVENTORY);
  writeFileSync(join(cwd, 'loads', `${LOAD}.loads`), listOf(`${LOAD}.loads`, PARTS));
  for (const part of PARTS) writeFileSync(join(cwd, 'loads', part), loadsFile(part, 'code'));
  writeFileSync(join(cwd, 'more/Bell.raw'), 'sound'.repeat(48));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** The folder to put it into, or the file that is meant. */
const HINTED = /into [^,]+|\S+ is there/;

/** The line, the file, and what its hint says of where it belongs. */
function missing(more: Partial<SnapshotSource>): readonly string[] {
  const { diagnostics } = readSnapshot({ cwd, file: 'offhook.yaml', ...more });
  return diagnostics
    .filter(({ code }) => code === 'inventory/no-such-file')
    .map(({ place, message, hint }) =>
      [place.line, ...namesSaid(message), ...(HINTED.exec(hint) ?? [])].join(' '),
    );
}

describe('a file that somebody has to bring', () => {
  it('is looked for when someone asks what is wrong, and not before: that takes a large site long', () => {
    const disk = createDisk();
    const asked: string[] = [];
    const isFileLike = (path: string) => {
      asked.push(basename(path));
      return disk.isFileLike(path);
    };
    const snapshot = readSnapshot({ cwd, file: 'offhook.yaml' }, { ...disk, isFileLike });
    const before = [...asked];
    expect(snapshot.diagnostics.map(({ code }) => code)).toContain('inventory/no-such-file');
    expect([before, asked]).toEqual([[], [`${LOAD}.loads`, 'Bell.raw']]);
  });

  it('is missed in firmware/ beside the inventory, with its place', () => {
    expect(missing({})).toEqual(['4 Bell.raw into firmware', `6 ${LOAD}.loads into firmware`]);
  });

  it('is missed where a setting names it, once for all phones', () => {
    const settings = 'defaults: { models: { cisco: { settings: { softKeyFile: keys.xml } } } }\n';
    writeFileSync(join(cwd, 'keys.yaml'), `${INVENTORY}${settings}`);
    expect(missing({ file: 'keys.yaml', firmware: 'loads', plain: 'more' })).toEqual([
      '7 keys.xml into loads',
    ]);
  });

  it('is missed in the folder that was named', () => {
    expect(missing({ firmware: 'loads' })).toEqual(['4 Bell.raw into loads']);
  });

  it('is told of under a name that differs in case alone', () => {
    const firmware = mkdtempSync(join(cwd, 'case-'));
    mkdirSync(join(firmware, 'bell.raw'));
    writeFileSync(join(firmware, `${LOAD.toLowerCase()}.loads`), listOf(`${LOAD}.loads`, PARTS));
    expect(missing({ firmware })).toEqual([
      expect.stringMatching(/^4 Bell.raw into .*case-/),
      `6 ${LOAD}.loads ${LOAD.toLowerCase()}.loads is there`,
    ]);
  });

  it('may be in either folder', () => {
    expect(missing({ firmware: 'loads', plain: 'more' })).toEqual([]);
  });
});

describe('a firmware', () => {
  const loads = `${LOAD}.loads`;
  const [jar = '', cnu = ''] = PARTS;

  /** Findings about a folder in which there is this, as `code message`. */
  function told(files: Readonly<Record<string, string | Uint8Array>>): readonly string[] {
    const firmware = mkdtempSync(join(cwd, 'firmware-'));
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(firmware, name), bytes);
    const { diagnostics } = readSnapshot({ cwd, file: 'offhook.yaml', firmware, plain: 'more' });
    return diagnostics
      .filter(({ code }) => /-file$/.test(code))
      .map(
        ({ code, place, message }) => `${place.line} ${code.replace('inventory/', '')} ${message}`,
      );
  }
  const part = (name: string) => loadsFile(name, 'code');

  it.each<
    [name: string, files: Readonly<Record<string, string | Uint8Array>>, found: readonly string[]]
  >([
    [
      'of which all is there',
      { [loads]: listOf(loads, PARTS), [jar]: part(jar), [cnu]: part(cnu) },
      [],
    ],
    [
      'of which a part is missing',
      { [loads]: listOf(loads, PARTS), [jar]: part(jar) },
      [`6 no-such-file the part of the firmware ${cnu} is not there`],
    ],
    [
      'of which parts are empty and cut short',
      { [loads]: listOf(loads, PARTS), [jar]: '', [cnu]: part(cnu).subarray(0, 200) },
      [
        `6 broken-file the part of the firmware ${cnu} is no firmware, or was cut short`,
        `6 broken-file the part of the firmware ${jar} is empty`,
      ],
    ],
    [
      'of which a part lacks its last byte',
      {
        [loads]: listOf(loads, PARTS),
        [jar]: part(jar),
        [cnu]: partFile(cnu, [30_000]).subarray(0, -1),
      },
      [
        `6 broken-file the part of the firmware ${cnu} was cut short: it has ${partFile(cnu, [30_000]).length - 1} of ${partFile(cnu, [30_000]).length} bytes`,
      ],
    ],
    [
      'of which the list is cut short',
      { [loads]: listOf(loads, PARTS).subarray(0, 100) },
      [`6 broken-file the firmware ${loads} is no list of parts, or was cut short`],
    ],
    [
      'of which the list names nothing',
      { [loads]: listOf(loads, []) },
      [`6 broken-file the firmware ${loads} is no list of parts, or was cut short`],
    ],
    [
      'of which the list has another name',
      { [loads]: listOf('SIP42.9.loads', PARTS), [jar]: part(jar), [cnu]: part(cnu) },
      [
        `6 broken-file the firmware ${loads} was signed as SIP42.9.loads, and phones refuse it under another name`,
      ],
    ],
    [
      'that is a page of the web',
      { [loads]: '<html>Not found' },
      [`6 broken-file the firmware ${loads} is no list of parts, or was cut short`],
    ],
  ])('%s', (_name, files, found) => {
    expect(told(files)).toEqual(found);
  });
});
