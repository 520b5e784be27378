// `offhook lint`: files that somebody brings, from the command line.

import { chmodSync, chownSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFolder, offhook } from './cli-under-test.js';

const GOOD = '<DIALTEMPLATE>\n  <TEMPLATE MATCH="."/>\n</DIALTEMPLATE>\n';
const BAD = GOOD.replace('/>', '>');
const ODD = GOOD.replace('MATCH', 'USER="Robot" MATCH');
const folder = createFolder({
  'good.xml': GOOD,
  'bad.xml': BAD,
  'odd.xml': ODD,
  'notes.txt': 'buy milk\n',
  'tree/dialplan.xml': GOOD,
  'tree/deep/dialplan.xml': BAD,
});
const lint = (...args: readonly string[]) => offhook(folder, ['lint', ...args]);

describe('lint', () => {
  it('says first whether a phone would refuse the file', async () => {
    const good = await lint('good.xml');
    expect(good).toEqual({
      code: 0,
      out: 'nothing that a phone is known to refuse\n1 file: nothing to report\n',
      err: '',
    });
    const bad = await lint('bad.xml');
    expect(bad.code).toBe(1);
    expect(bad.out.split('\n').slice(0, 4)).toEqual([
      'a phone would refuse this file, because <TEMPLATE> has no end before the </DIALTEMPLATE> of line 3: write </TEMPLATE> (line 2)',
      'bad.xml:2:3: error: <TEMPLATE> has no end before the </DIALTEMPLATE> of line 3: write </TEMPLATE> [xml/end-tag]',
      '  2 |   <TEMPLATE MATCH=".">',
      '        ^',
    ]);
  });

  it('says what it does not know', async () => {
    const { code, out } = await lint('notes.txt');
    expect(code).toBe(0);
    expect(out).toMatch(/^nothing was judged: .*"notes.txt"\n/);
  });

  it('fails for what is refused, unless told otherwise', async () => {
    expect((await lint('odd.xml')).code).toBe(0);
    expect((await lint('odd.xml', '--fail-on', 'warning')).code).toBe(1);
    expect((await lint('bad.xml', '--fail-on', 'never')).code).toBe(0);
    expect(
      (await lint('odd.xml', '--fail-on', 'warning', '--allow', 'cisco/dial-value')).code,
    ).toBe(0);
  });

  it('looks at all of a folder', async () => {
    const { code, out } = await lint('tree', 'good.xml');
    expect(code).toBe(1);
    expect(out).toMatch(/^phones would refuse 1 of 3 files; the first: tree\/deep\/dialplan.xml: /);
    expect(out).toContain('tree/deep/dialplan.xml:2:3: error: ');
  });

  it('reads what comes on standard input', async () => {
    const named = await offhook(
      folder,
      ['lint', '--stdin', '--name', 'a/SEP5CFC665D4F9A.cnf.xml'],
      {
        input: '<device>',
      },
    );
    expect(named.out).toContain('a/SEP5CFC665D4F9A.cnf.xml:1:1: error: <device> has no end');
    const bytes = Buffer.from('\ufeff<device>', 'utf16le');
    const wide = await offhook(folder, ['lint', '--stdin'], { bytes });
    expect(wide.out).toContain('stdin:1:1: warning: the file is in UTF-16 ');
  });

  it('explains a finding where it stands', async () => {
    const { out } = await lint('odd.xml', '--explain');
    expect(out).toMatch(
      /\n {2}hint: .*\n {2}cause: .*\n {2}evidence: ignored: it does nothing: .*\n {2}source: names and messages /,
    );
  });

  it.each([
    ['json', (out: string) => JSON.parse(out).findings[0].code],
    ['sarif', (out: string) => JSON.parse(out).runs[0].results[0].ruleId],
    ['junit', (out: string) => /<failure type="([^"]+)"/.exec(out)?.[1]],
    ['github', (out: string) => /title=([^:]+)::/.exec(out)?.[1]],
  ])('writes %s', async (format, codeIn) => {
    const { code, out } = await lint('bad.xml', '--format', format);
    expect(code).toBe(1);
    expect(codeIn(out)).toBe('xml/end-tag');
  });

  it('has a case for each file in JUnit', async () => {
    const { out } = await lint('bad.xml', 'good.xml', '--format', 'junit');
    const names = [...out.matchAll(/<testcase classname="offhook.file" name="([^"]+)"/g)];
    expect(names.map(([, name]) => name)).toEqual(['bad.xml', 'good.xml']);
  });

  it.each([
    [[], /name files or folders/],
    [['--stdin', 'good.xml'], /no file is named/],
    [['nothing.xml'], /nothing.xml: it does not exist/],
    [['good.xml', '--model', 'acme-1'], /no model "acme-1"/],
    [['good.xml', '--firmware', 'new'], /it must be a version/],
    [['good.xml', '--allow', 'xml/end-tag'], /cannot be allowed/],
  ])('cannot run as %j', async (args, said) => {
    const { code, err } = await lint(...args);
    expect(code).toBe(2);
    expect(err).toMatch(said);
  });
});

describe('--fix', () => {
  const NAME = 'SEP001bd4abcdef.cnf.xml';
  const RIGHT = 'SEP001BD4ABCDEF.cnf.xml';
  const broken = [
    '<device>',
    '<deviceProtocol>SIP</deviceProtocol>',
    '<sshPassword>tulip</sshPassword>',
    '<sipProfile><natEnabled>on</natEnabled></sipProfile>',
    '<directoryURL>http://h/?a&b</directoryURL>',
    '</device>',
    '',
  ].join('\n');
  const mended = broken.replace('>on<', '>true<').replace('?a&b', '?a&amp;b');
  const withFile = () => createFolder({ [NAME]: broken });

  it('repairs the file and its name, and keeps its permissions', async () => {
    const folder = withFile();
    chmodSync(join(folder, NAME), 0o640);
    const { out, err } = await offhook(folder, ['lint', NAME, '--fix']);
    expect(err).toBe('repaired 3 places in 1 file\n');
    expect(out).toContain(`${RIGHT}:`);
    expect(out).not.toContain('xml/bare-ampersand');
    expect(readdirSync(folder)).toEqual([RIGHT]);
    expect(readFileSync(join(folder, RIGHT), 'utf8')).toBe(mended);
    expect(statSync(join(folder, RIGHT)).mode & 0o777).toBe(0o640);
  });

  it.skipIf(process.getuid?.() !== 0)('leaves it to its owner (only root can)', async () => {
    const folder = withFile();
    chownSync(join(folder, NAME), 65_534, 65_534);
    await offhook(folder, ['lint', NAME, '--fix']);
    const { uid, gid } = statSync(join(folder, RIGHT));
    expect({ uid, gid }).toEqual({ uid: 65_534, gid: 65_534 });
  });

  it('repairs all of a folder', async () => {
    const folder = withFile();
    const { err } = await offhook(folder, ['lint', '.', '--fix', '--quiet']);
    expect(err).toBe('repaired 3 places in 1 file\n');
    expect(readdirSync(folder)).toEqual([RIGHT]);
  });

  it('shows what it would do, without secrets, and does nothing', async () => {
    const folder = withFile();
    const { out, err } = await offhook(folder, ['lint', NAME, '--diff']);
    expect(err).toBe('--fix would repair 3 places in 1 file\n');
    expect(out).toContain(`rename to ${RIGHT}\n`);
    expect(out).toContain('-<sipProfile><natEnabled>on</natEnabled></sipProfile>\n');
    expect(out).toContain('+<sipProfile><natEnabled>true</natEnabled></sipProfile>\n');
    expect(out).toContain('<sshPassword>********</sshPassword>');
    expect(out).not.toContain('tulip');
    expect(readFileSync(join(folder, NAME), 'utf8')).toBe(broken);
  });

  it('puts no file in the place of another', async () => {
    const folder = withFile();
    writeFileSync(join(folder, RIGHT), 'mine');
    const { err } = await offhook(folder, ['lint', NAME, '--fix']);
    expect(err).toMatch(
      /is not repaired: .*keep one of the two files\nrepaired 0 places in 0 files\n$/,
    );
    expect(readFileSync(join(folder, RIGHT), 'utf8')).toBe('mine');
    expect(readFileSync(join(folder, NAME), 'utf8')).toBe(broken);
  });

  it('is not for standard input', async () => {
    const { code, err } = await offhook('.', ['lint', '--stdin', '--fix']);
    expect(code).toBe(2);
    expect(err).toContain('are for files');
  });
});
