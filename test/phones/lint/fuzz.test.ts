// Files of ours with something wrong in them, wherever that may be: it ends in findings, and no secret is among them.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KNOWN_CODES } from '../../../src/artifacts/known-codes.js';
import { fixFile } from '../../../src/phones/lint/fix-file.js';
import { lintBroughtFile, type Reading } from '../../../src/phones/lint/lint-file.js';
import { soak } from '../../soak.js';
import { loadsFile } from '../cisco/loads-file.js';
import { CASES, PACKS } from '../shipped-models.js';

const READING: Reading = {
  drivers: [...PACKS.drivers.values()],
  models: [...PACKS.models.values()],
  codes: KNOWN_CODES,
};

/** Stands where a file has a password, and is like nothing else. */
const SECRET = 'Qzx7WvKj';
const PASSWORDS =
  /(?<=<(\w*[Pp]assword)>)[^<]+(?=<\/\1>)|(?<=^[^\r\n:=]*(?:Pswd|Password)\s*[:=] ?)[^\s:=][^\r\n]*/gm;

interface Whole {
  readonly name: string;
  readonly text: string;
}

/** The largest of each kind: what is in the others is in them. */
const WHOLES: readonly Whole[] = CASES.filter(({ name }) => /full|dotted|later/.test(name)).flatMap(
  ({ expected }) =>
    readdirSync(expected).map((name) => {
      const text = readFileSync(join(expected, name), 'utf8');
      return { name, text: text.replace(PASSWORDS, SECRET) };
    }),
);

/** What people and programs put where it does not belong. */
const PIECES = [
  ...['<', '>', '/', '&', '"', "'", ';', ':', '=', '#', '\n', '\r', '\0', '\ufeff', '\u2028', 'é'],
  ...[
    '</',
    '/>',
    '<!--',
    '-->',
    '--',
    ']]>',
    '<![CDATA[',
    '<?',
    '?>',
    '&#0;',
    '&x;',
    '<!DOCTYPE a [',
  ],
  ...['{{ x }}', '[== X ==]', '<% x %>', '<device>', '</device>', '###', '<<END OF FILE>>'],
  ...['<SIP CONFIG MODULE>', 'offhook-allow', '<!-- offhook-allow cisco/root: x -->', 'on', '-1'],
];

const cut = fc.record({
  /** Close to a secret, where it may come out. */
  near: fc.option(fc.integer({ min: -20, max: 10 }), { freq: 3 }),
  where: fc.double({ min: 0, max: 1, noNaN: true }),
  less: fc.oneof(fc.nat(3), fc.nat(9)),
  more: fc.oneof(fc.constantFrom('', ...PIECES), fc.string({ maxLength: 3 })),
});
const broken = fc
  .record({
    whole: fc.constantFrom(...WHOLES),
    cuts: fc.array(cut, { minLength: 1, maxLength: 3 }),
    end: fc.oneof(
      { weight: 4, arbitrary: fc.constant(1) },
      { weight: 1, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
    ),
  })
  .map(({ whole: { name, text }, cuts, end }) => ({
    name,
    text: cuts
      .reduce((now, { near, where, less, more }) => {
        const secret = now.indexOf(SECRET, Math.floor(where * now.length));
        const isNear = near !== null && secret !== -1;
        const at = isNear ? secret + near : Math.floor(where * now.length);
        return now.slice(0, at) + more + now.slice(at + less);
      }, text)
      .slice(0, Math.ceil(end * text.length)),
  }));

describe('files of ours, broken', () => {
  it('are enough, and have secrets', () => {
    expect(WHOLES.length).toBeGreaterThan(10);
    expect(WHOLES.filter(({ text }) => text.includes(SECRET)).length).toBeGreaterThan(5);
  });

  it('end in findings, and never in a secret', { timeout: 900_000 }, () => {
    fc.assert(
      fc.property(broken, ({ name, text }) => {
        const { findings, masked, content } = lintBroughtFile(
          { name, bytes: Buffer.from(text) },
          READING,
        );
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
      { numRuns: soak(700, 100_000) },
    );
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
