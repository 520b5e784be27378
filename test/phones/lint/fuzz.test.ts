// Files of ours with something wrong in them, wherever that may be: it ends in findings, and no secret is among them.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KNOWN_CODES } from '../../../src/artifacts/known-codes.js';
import { fixFile } from '../../../src/phones/lint/fix-file.js';
import { lintBroughtFile, type Reading } from '../../../src/phones/lint/lint-file.js';
import { soak } from '../../soak.js';
import { loadsFile } from '../cisco/loads-file.js';
import { PACKS } from '../shipped-models.js';
import { broken, SECRET, WHOLES } from './broken-files.js';

const READING: Reading = {
  drivers: [...PACKS.drivers.values()],
  models: [...PACKS.models.values()],
  codes: KNOWN_CODES,
};

/** Seconds. */
function cpuSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

describe('files of ours, broken', () => {
  it('are enough, and have secrets', () => {
    expect(WHOLES.length).toBeGreaterThan(10);
    expect(WHOLES.filter(({ text }) => text.includes(SECRET)).length).toBeGreaterThan(5);
  });

  it('end in findings, and never in a secret or a hang', { timeout: 900_000 }, () => {
    const wanted = soak(700, 100_000);
    let tried = 0;
    let longest = 0;
    fc.assert(
      fc.property(broken, ({ name, text }) => {
        tried += 1;
        const start = process.cpuUsage();
        const { findings, masked, content } = lintBroughtFile(
          { name, bytes: Buffer.from(text) },
          READING,
        );
        longest = Math.max(longest, cpuSince(start));
        // Old Macs' files have no other line end.
        const lineEnd = text.includes('\n') ? '\n' : '\r';
        const lines = text.split(lineEnd).length;
        for (const { line, col, message, hint } of findings) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines);
          expect(col).toBeGreaterThanOrEqual(1);
          expect(message).not.toBe('');
          expect(hint).not.toBe('');
        }
        // Where the name of the password is broken as well, nothing says that it is one.
        if (!masked().includes(SECRET)) expect(JSON.stringify(findings)).not.toContain(SECRET);
        if (content.text) expect(masked().split(lineEnd)).toHaveLength(lines);
      }),
      { numRuns: wanted },
    );
    expect(tried).toBe(wanted);
    // Of the processor alone: however busy the machine is, a file takes a thousandth of it.
    expect(longest).toBeLessThan(1);
  });

  it('are repaired to an end', { timeout: 300_000 }, () => {
    fc.assert(
      fc.property(broken, ({ name, text }) => {
        const first = fixFile({ name, bytes: Buffer.from(text) }, READING);
        const again = fixFile(first, READING);
        expect(again.fixed).toEqual([]);
        if (first.fixed.length === 0) expect(Buffer.from(first.bytes).toString()).toBe(text);
      }),
      { numRuns: soak(80, 5_000) },
    );
  });

  it('whatever the bytes are', () => {
    const names = ['SEP5CFC665D4F9A.cnf.xml', '00a859db0462.cfg', 'a.loads', 'a.sbn', 'x'];
    const starts = ['', '<device>', '<<VOIP CONFIG FILE>>Version:', '\ufeff<a', '\xff\xfe<'].map(
      (text) => Buffer.from(text, 'latin1'),
    );
    starts.push(Buffer.from(loadsFile('a.loads', 'a.sbn\r\n').subarray(0, 60)));
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.constantFrom(...starts),
        fc.uint8Array({ maxLength: 300 }),
        (name, start, rest) => {
          const bytes = Buffer.concat([start, rest]);
          const { findings, recognised } = lintBroughtFile({ name, bytes }, READING);
          expect(recognised !== undefined || findings.length > 0).toBe(true);
        },
      ),
      { numRuns: soak(200, 20_000) },
    );
  });
});
