// Firmware and sounds that phones are told of: somebody has to bring them, and is told so before a phone asks.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSnapshot, type SnapshotSource } from '../../src/artifacts/read-snapshot.js';

const LOAD = 'SIP42.8-5-4S';
const INVENTORY = `site: { timeZone: Etc/UTC }
pbx: { main: { host: 10.20.1.9 } }
lines: { "1": { password: { env: A } } }
rings: [{ name: Bell, file: Bell.raw }]
phones:
  - { mac: "00:1e:4a:00:00:01", model: cisco-7942g, firmware: ${LOAD}, pbx: main, keys: { 1: { line: "1" } } }
`;
let cwd = '';

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'offhook-brought-'));
  for (const dir of ['firmware', 'loads', 'more']) mkdirSync(join(cwd, dir));
  writeFileSync(join(cwd, 'offhook.yaml'), INVENTORY);
  writeFileSync(join(cwd, 'loads', `${LOAD}.loads`), '');
  writeFileSync(join(cwd, 'more/Bell.raw'), '');
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

function missing(more: Partial<SnapshotSource>): readonly string[] {
  const { diagnostics } = readSnapshot({ cwd, file: 'offhook.yaml', ...more });
  return diagnostics
    .filter(({ code }) => code === 'inventory/no-such-file')
    .map(({ place, message, hint }) => `${place.line} ${message}; ${hint}`);
}

describe('a file that somebody has to bring', () => {
  it('is missed in firmware/ beside the inventory, with its place', () => {
    expect(missing({})).toEqual([
      '4 the sound Bell.raw is not there; put it into firmware, or name its folder with --firmware',
      `6 the firmware ${LOAD}.loads is not there; put it into firmware, or name its folder with --firmware`,
    ]);
  });

  it('is missed in the folder that was named', () => {
    expect(missing({ firmware: 'loads' })).toEqual([
      '4 the sound Bell.raw is not there; put it into loads, or name its folder with --firmware',
    ]);
  });

  it('may be in either folder', () => {
    expect(missing({ firmware: 'loads', plain: 'more' })).toEqual([]);
  });
});
