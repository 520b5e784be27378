import { describe, expect, it } from 'vitest';
import { applyRaw, parseRawPath } from '../../../../../src/phones/cisco/files/sep/raw.js';
import { readCiscoData } from '../../../../../src/phones/cisco/tables/data.js';
import { vendorData } from '../../../../../src/phones/packs/packs.js';
import { PACKS } from '../../cisco-under-test.js';

const { elements } = readCiscoData(vendorData(PACKS.tree, 'cisco'));

const FILE = `<?xml version="1.0" encoding="UTF-8"?>
<device>
  <vendorConfig>
    <webAccess>1</webAccess>
  </vendorConfig>
  <sipProfile>
    <sipLines>
      <line button="1">
        <featureLabel></featureLabel>
      </line>
      <line button="2">
        <featureLabel>old</featureLabel>
      </line>
    </sipLines>
  </sipProfile>
</device>
`;

function apply(path: string, value: string, xml = FILE): string {
  const answer = parseRawPath(path, elements);
  if (!answer.ok) throw new Error(answer.why);
  return applyRaw(xml, [[answer.path, value]]) ?? '';
}

/** Lines that are not in the file before. */
function changesOf(path: string, value: string): readonly string[] {
  const before = FILE.split('\n');
  return apply(path, value)
    .split('\n')
    .filter((line) => !before.includes(line))
    .map((line) => line.trim());
}

describe('raw', () => {
  const rows: readonly { path: string; value: string; lines: readonly string[] }[] = [
    { path: 'vendorConfig/webAccess', value: '0', lines: ['<webAccess>0</webAccess>'] },
    { path: 'vendorConfig/webAccess', value: '', lines: ['<webAccess></webAccess>'] },
    {
      path: 'vendorConfig/webAccess',
      value: 'a<b&"c',
      lines: ['<webAccess>a&lt;b&amp;"c</webAccess>'],
    },
    { path: 'vendorConfig/garp', value: '1', lines: ['<garp>1</garp>'] },
    {
      path: 'brand/new/thing',
      value: 'x',
      lines: ['<brand>', '<new>', '<thing>x</thing>', '</new>', '</brand>'],
    },
    {
      path: 'sipProfile/sipLines/line[@button="2"]/featureLabel',
      value: 'new',
      lines: ['<featureLabel>new</featureLabel>'],
    },
    {
      path: 'sipProfile/sipLines/line[@button="9"]/featureID',
      value: '2',
      lines: ['<line button="9">', '<featureID>2</featureID>'],
    },
    {
      path: 'sipProfile/sipLines/line[@button="1"]/@lineIndex',
      value: '1',
      lines: ['<line button="1" lineIndex="1">'],
    },
    { path: 'brand.new', value: 'x', lines: ['<brand.new>x</brand.new>'] },
    { path: '@ctiid', value: '94', lines: ['<device ctiid="94">'] },
  ];
  it.each(rows)('sets $path to "$value"', ({ path, value, lines }) => {
    expect(changesOf(path, value)).toEqual(lines);
  });

  it('leaves the rest as it was, however often it is applied', () => {
    const once = apply('vendorConfig/webAccess', '1');
    expect(once).toBe(FILE);
    expect(apply('vendorConfig/webAccess', '1', once)).toBe(FILE);
  });

  it('does not hide that a file is broken', () => {
    const broken = '<device><vendorConfig></device>';
    expect(apply('vendorConfig/webAccess', '0', broken)).toBe(broken);
  });

  it('sets the line that is meant, not the first', () => {
    const text = apply('sipProfile/sipLines/line[@button="2"]/featureLabel', 'new');
    expect(text).toMatch(/button="2">\s*<featureLabel>new</);
    expect(text).toMatch(/button="1">\s*<featureLabel></);
  });

  it.each([
    { path: '', why: /no element name/ },
    { path: 'vendorConfig//webAccess', why: /a slash .*: write vendorConfig\/webAccess$/ },
    { path: 'vendorConfig/1st', why: /"1st" is no element name/ },
    { path: '@button/line', why: /"@button" is no element name/ },
    { path: 'sipProfile/sipLines/line[2]/name', why: /is no element name/ },
    { path: 'sipProfile/sipLines/line/name', why: /say which, line\[@button="1"\]/ },
    { path: 'sipProfile', why: /<sipProfile> holds elements/ },
    { path: `${'a/'.repeat(20)}b`, why: /^it has 21 steps/ },
    { path: 'device.sshUserId', why: /a slash .*: write sshUserId$/ },
    { path: 'device.brand', why: /a slash .*: write brand$/ },
    { path: 'vendorConfig.webAccess', why: /a slash .*: write vendorConfig\/webAccess$/ },
    {
      path: 'device > vendorConfig > webAccess',
      why: /no element name: write vendorConfig\/webAccess$/,
    },
    { path: 'vendorConfig\\webAccess', why: /no element name: write vendorConfig\/webAccess$/ },
  ])('refuses "$path"', ({ path, why }) => {
    expect(parseRawPath(path, elements)).toEqual({ ok: false, why: expect.stringMatching(why) });
  });

  it('divides a path of any length once, from its beginning to its end', () => {
    const path = `${'a/'.repeat(300_000)}line[@button="1/2"]`;
    expect(parseRawPath(path, elements)).toMatchObject({ why: expect.stringMatching(/300001/) });
  });

  it.each([
    { name: 'with more elements than any phone has', inner: '<a/>'.repeat(20_000) },
    { name: 'with deeper ones', inner: `${'<a>'.repeat(50)}${'</a>'.repeat(50)}` },
  ])('is not put into a file $name', ({ inner }) => {
    const path = { steps: [{ name: 'pcPort' }] };
    expect(applyRaw(`<device>${inner}</device>`, [[path, '1']])).toBeUndefined();
  });
});
