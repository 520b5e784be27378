import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesHoldSecret,
  holdsSecret,
  maskSecretsIn,
  withoutPasswords,
} from '../../src/core/secret-in-text.js';
import { rejected } from '../../src/findings/evidence.js';
import { findingsOf } from '../../src/findings/finding.js';

describe('a secret inside a text', () => {
  it.each([
    ['http://prov:sesame@10.20.1.1/phones', 'http://prov:********@10.20.1.1/phones'],
    ['tftp://:sesame@10.20.1.1', 'tftp://:********@10.20.1.1'],
    ['https://u:ses@me#1?@h/x', 'https://u:********@h/x'],
    ['a http://u:sesame@h b https://v:sesame@h', 'a http://u:********@h b https://v:********@h'],
    ['<url>http://u:sesame@h</url>', '<url>http://u:********@h</url>'],
    ['http:/prov:sesame@10.20.1.1/phones', 'http:/prov:********@10.20.1.1/phones'],
    ['http:prov:sesame@10.20.1.1', 'http:prov:********@10.20.1.1'],
    ['prov:sesame@10.20.1.1', 'prov:********@10.20.1.1'],
    ['"prov:sesame@h" holds "@"', '"prov:********@h" holds "@"'],
    ['Auto Image Url :http:/u:sesame@h', 'Auto Image Url :http:/u:********@h'],
    ['sip:7001:sesame@pbx', 'sip:7001:********@pbx'],
    ['http://h/x?user=a&password=sesame&b=1', 'http://h/x?user=a&password=********&b=1'],
    ['http://h/x?a=1&amp;token=sesame', 'http://h/x?a=1&amp;token=********'],
  ])('%s', (text, masked) => {
    expect(maskSecretsIn(text)).toBe(masked);
    expect(holdsSecret(text)).toBe(true);
    expect(bytesHoldSecret(Buffer.from(text))).toBe(true);
    expect(maskSecretsIn(masked)).toBe(masked);
  });

  it.each([
    '',
    'sesame',
    'http://10.20.1.1:6970/a@b',
    'http://prov@10.20.1.1/',
    'sip:7001@pbx.example',
    'write to anna@lab.example: soon',
    '"SIP1 Register Addr" :pbx@lab',
    'http://h/x?user=a',
    'tftp://{server}:69/$mac.cfg',
  ])('is not in %s', (text) => {
    expect(maskSecretsIn(text)).toBe(text);
    expect(holdsSecret(text)).toBe(false);
  });

  it('is all of the text in a field with a telling name', () => {
    expect(maskSecretsIn('sesame', 'raw.commonProfile/phonePassword')).toBe('********');
    expect(maskSecretsIn('', 'raw.commonProfile/phonePassword')).toBe('');
    expect(holdsSecret('sesame', 'raw.SIP1 Register Pswd')).toBe(true);
    expect(holdsSecret('sesame', 'raw.vendorConfig/garp')).toBe(false);
  });

  it('is never repeated by a finding', () => {
    const place = { file: 'offhook.yaml', line: 1, col: 1 };
    const hint = 'write http://u:sesame@h';
    const finding = findingsOf({ 'our/fault': rejected('Something odd', 'change it') });
    const found = finding('our/fault', place, '"ftp://u:sesame@h" is odd', { hint });
    expect(JSON.stringify(found)).not.toContain('sesame');
  });
});

it('is looked for in a long text, too, and not from each of its colons to the end', () => {
  const long = `@/${'a:'.repeat(200_000)}`;
  // Not by `toBe`: nobody wants to read what would differ.
  expect(maskSecretsIn(long) === long).toBe(true);
  expect(maskSecretsIn(`${long} u:sesame@h`) === `${long} u:********@h`).toBe(true);
});

it('is looked for in each line by itself', () => {
  const pieces = [
    'http://',
    'u:p',
    ':',
    '@h',
    '@',
    '?pin=1',
    '"',
    ' ',
    '\r',
    '\t',
    '/',
    'sip:',
    '>',
    'x',
  ];
  const line = fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((all) => all.join(''));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 4 }), (lines) => {
      const masked = lines.map((each) => maskSecretsIn(each)).join('\n');
      expect(maskSecretsIn(lines.join('\n'))).toBe(masked);
    }),
  );
});

describe('a line that cannot be read', () => {
  it.each([
    ['service: http://u:ses@me@h/x }}', 'service: http://********@h/x }}'],
    ['service: http://sesame@h/x }}', 'service: http://********@h/x }}'],
    ['service: http://h/x?token=sesame }}', 'service: http://h/x?token=******** }}'],
    ['password: sesame, name: x }}', 'password: ********'],
    ['"1": { menuPasword = sesame', '"1": { menuPasword  ********'],
    ['{"pin":"sesame" "name":"x"}', '{"pin": ********'],
    ['name: x, label: y }}', 'name: x, label: y }}'],
  ])('%s', (line, shown) => expect(withoutPasswords(line)).toBe(shown));
});
