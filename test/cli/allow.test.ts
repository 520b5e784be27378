// Findings that may be, and what a code means, from the command line.

import { describe, expect, it } from 'vitest';
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
    expect(ran.out).toMatch(/^cisco\/line-gap\n\n.*\*warning: risky\*\n\nWhat to do: /);
  });

  it('is for programs, too', async () => {
    const ran = await offhook(folder, ['explain-code', 'source/syntax', '--format', 'json']);
    expect(JSON.parse(ran.out)).toMatchObject({
      code: 'source/syntax',
      severity: 'error',
      evidence: 'rejected',
      allowable: false,
    });
  });

  it('knows no other', async () => {
    const ran = await offhook(folder, ['explain-code', 'cisco/linegap']);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('did you mean "cisco/line-gap"?');
  });
});
