// What we make, as anybody else's file: there is nothing to say of it.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KNOWN_CODES } from '../../../src/artifacts/known-codes.js';
import { lintBroughtFile, type Reading } from '../../../src/phones/lint/lint-file.js';
import { createFolder, offhook } from '../../cli/cli-under-test.js';
import { CASES, PACKS } from '../shipped-models.js';

const READING: Reading = {
  drivers: [...PACKS.drivers.values()],
  models: [...PACKS.models.values()],
  codes: KNOWN_CODES,
};

/** What is worth knowing whoever made the file: a phone behind NAT needs its PBX's help. */
const WORTH_KNOWING = ['cisco/nat-pbx'];

describe.each(CASES)('the files of $name', ({ expected }) => {
  it.each(readdirSync(expected))('%s', (name) => {
    const bytes = readFileSync(join(expected, name));
    const { recognised, findings } = lintBroughtFile({ name, bytes }, READING);
    expect(recognised?.kind.unjudged).toBeUndefined();
    expect(recognised?.by).toBe('content');
    expect(findings.filter(({ rule }) => !WORTH_KNOWING.includes(rule))).toEqual([]);
  });
});

it.each(['lab', 'branches'])('what examples/%s makes', async (name) => {
  const folder = createFolder();
  const site = join(import.meta.dirname, '../../../examples', name);
  const env = { PHONE_ADMIN: 'a1', SIP_7001: 'a2', SIP_7002: 'a3' };
  const args = ['generate', '--config', site, '-o', 'out', '--quiet'];
  const made = await offhook(folder, args, { env });
  expect(made.code, made.err).toBe(0);
  const files = readdirSync(join(folder, 'out')).filter((file) => !file.startsWith('.'));
  expect(files.length).toBeGreaterThan(1);
  const paths = files.map((file) => join('out', file));
  const { code, out } = await offhook(folder, ['lint', ...paths, '--fail-on', 'warning']);
  expect(code, out).toBe(0);
});
