// Findings that may be, and what a code means, from the command line.

import { describe, expect, it } from 'vitest';
import { ARTIFACT_CODES } from '../../src/artifacts/codes.js';
import { createFolder, INVENTORY, offhook, SECRETS } from './cli-under-test.js';

const folder = createFolder({
  'offhook.yaml': `${INVENTORY}rings: [{ name: Bell, file: bell.raw }]\n`,
});
const MISSING = 'inventory/no-such-file';

describe('--allow', () => {
  it('lets a finding be', async () => {
    const before = await offhook(folder, ['validate'], { env: SECRETS });
    expect(before.out).toContain(`[${MISSING}]`);
    for (const command of [['validate'], ['generate', '-o', 'out']]) {
      const ran = await offhook(folder, [...command, '--allow', MISSING], { env: SECRETS });
      expect(ran.code).toBe(0);
      expect(ran.out + ran.err).not.toContain(MISSING);
    }
  });

  it('lets a finding in a file that is made be', async () => {
    const raw = INVENTORY.replace(
      /( *)(- mac: .*)/,
      '$1$2\n$1  raw: { vendorConfig/webAccess: "7" }',
    );
    const odd = createFolder({ 'offhook.yaml': raw });
    const before = await offhook(odd, ['validate'], { env: SECRETS });
    expect(before.out).toContain('[cisco/out-of-range]');
    const ran = await offhook(odd, ['validate', '--allow', 'cisco/out-of-range'], { env: SECRETS });
    expect(ran.out).not.toContain('cisco/out-of-range');
  });

  it.each([
    ['inventory/no-such-fil', /no rule is called .* did you mean .*no-such-file/],
    ['source/syntax', /source\/syntax cannot be allowed/],
  ])('is refused for %s', async (code, said) => {
    for (const command of [['validate'], ['serve', '--dhcp', 'off']]) {
      const ran = await offhook(folder, [...command, '--allow', code], { env: SECRETS });
      expect(ran.code).toBe(2);
      expect(ran.err).toMatch(said);
    }
  });
});

it('what the inventory allows and nothing needs is a remark', async () => {
  const text = INVENTORY.replace('site: {', 'site: { allow: [{ rule: fanvil/column, reason: x }],');
  const ran = await offhook(createFolder({ 'offhook.yaml': text }), ['validate'], { env: SECRETS });
  expect(ran.code).toBe(0);
  expect(ran.out).toMatch(/info: .* \[inventory\/allows-nothing\]/);
});

describe('explain-code', () => {
  it('prints the page of a code', async () => {
    const ran = await offhook(folder, ['explain-code', 'cisco/line-gap']);
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(
      /^cisco\/line-gap\n\n.*\*warning: risky\*\n\nWhat to do: .*\n\nSource: SIPCC/,
    );
  });

  it('is for programs, too', async () => {
    const ran = await offhook(folder, ['explain-code', 'source/syntax', '--format', 'json']);
    expect(JSON.parse(ran.out)).toMatchObject({
      code: 'source/syntax',
      severity: 'error',
      evidence: 'rejected',
      allowable: false,
    });
    const other = await offhook(folder, ['explain-code', MISSING, '--format', 'json']);
    const { title, hint } = ARTIFACT_CODES[MISSING];
    expect(JSON.parse(other.out)).toEqual({
      version: 1,
      code: MISSING,
      severity: 'warning',
      evidence: 'risky',
      cause: title,
      hint,
      allowable: true,
    });
  });

  it('knows no other', async () => {
    const ran = await offhook(folder, ['explain-code', 'cisco/linegap']);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('did you mean "cisco/line-gap"?');
  });
});
