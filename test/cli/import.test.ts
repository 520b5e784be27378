import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OTHER_FILES } from '../inventory/read/other-kinds.js';
import { createFolder, offhook } from './cli-under-test.js';

const SEP = readFileSync('templates/cisco/7942g/cases/minimal/SEP001E4A000001.cnf.xml', 'utf8');
const PASSWORD = /<authPassword>(.+)<\/authPassword>/.exec(SEP)?.[1] ?? '';
const FILES = { 'tftp/SEP001E4A000001.cnf.xml': SEP, 'tftp/notes.txt': 'call Anna\n' };

describe('import', () => {
  it('writes a folder that validates and makes the same file again', async () => {
    const folder = createFolder(FILES);
    const ran = await offhook(folder, ['import', 'tftp', '-o', 'site']);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('tftp/notes.txt:1:1: info:');
    expect(ran.err).toBe('wrote site/offhook.yaml and 1 file of secrets\n');
    expect((await offhook(folder, ['validate', 'site'])).code).toBe(0);
    await offhook(folder, ['generate', '-c', 'site', '-o', 'again', '-q']);
    expect(readFileSync(join(folder, 'again/SEP001E4A000001.cnf.xml'), 'utf8')).toBe(SEP);
  });

  it('keeps each password in a file for its owner alone, and out of all that is said', async () => {
    const folder = createFolder(FILES);
    const ran = await offhook(folder, ['import', 'tftp', '-o', 'site', '--format', 'json']);
    const [name = ''] = readdirSync(join(folder, 'site/secrets'));
    expect(readFileSync(join(folder, 'site/secrets', name), 'utf8')).toBe(`${PASSWORD}\n`);
    expect(statSync(join(folder, 'site/secrets', name)).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'site/offhook.yaml')).mode & 0o777).toBe(0o644);
    const inventory = readFileSync(join(folder, 'site/offhook.yaml'), 'utf8');
    for (const text of [ran.out, ran.err, inventory]) expect(text).not.toContain(PASSWORD);
  });

  it('takes names of columns with blanks in them, and not two columns for one', async () => {
    const folder = createFolder({ 'x.csv': 'Ext;Full Name;SIP Pass\n7001;Anna;hush\n' });
    const columns = 'number=Ext, name=Full Name, password=SIP Pass';
    const given = ['import', 'x.csv', '--pbx', '10.0.0.1', '--columns'];
    const ran = await offhook(folder, [...given, columns]);
    expect(ran.out).toContain('"7001": { name: Anna, password: { file: secrets/7001 }');
    expect((await offhook(folder, [...given, 'number=Ext name=Full Name'])).code).toBe(2);
  });

  it('writes the inventory for its owner alone where a password stands in it', async () => {
    const odd = SEP.replace('<vendorConfig>', '<vendorConfig><snmpPassword>hush</snmpPassword>');
    const folder = createFolder({ 'SEP001E4A000001.cnf.xml': odd });
    await offhook(folder, ['import', 'SEP001E4A000001.cnf.xml', '-o', 'site']);
    expect(statSync(join(folder, 'site/offhook.yaml')).mode & 0o777).toBe(0o600);
    const printed = await offhook(folder, ['import', 'SEP001E4A000001.cnf.xml']);
    expect(printed.out).toContain('vendorConfig/snmpPassword');
    expect(printed.out + printed.err).not.toContain('hush');
  });

  it('takes the MAC of a file that does not say it', async () => {
    const folder = createFolder({ 'phone.xml': SEP });
    const mac = '00:1e:4a:00:00:07';
    const ran = await offhook(folder, ['import', 'phone.xml', '--mac', mac]);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain(`mac: "${mac}"`);
    expect(ran.err).not.toContain('not-carried');
    expect((await offhook(folder, ['import', 'phone.xml'])).err).toContain('import/no-mac');
  });

  it('prints the inventory where no folder is named, and writes nothing', async () => {
    const folder = createFolder(FILES);
    const ran = await offhook(folder, ['import', 'tftp']);
    expect(ran.out).toMatch(/^# Made by/);
    expect(ran.err).toContain('tftp/notes.txt');
    expect(readdirSync(folder)).toEqual(['tftp']);
  });

  it('writes nothing into a folder that is not empty without a word, and nothing over', async () => {
    const folder = createFolder({ ...FILES, 'site/mine': 'mine' });
    const refused = await offhook(folder, ['import', 'tftp', '-o', 'site']);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('site is not empty; name another folder, or use --force');
    expect(readdirSync(join(folder, 'site'))).toEqual(['mine']);
    expect((await offhook(folder, ['import', 'tftp', '-o', 'site', '--force'])).code).toBe(0);
    const before = readFileSync(join(folder, 'site/offhook.yaml'), 'utf8');
    const again = await offhook(folder, ['import', 'tftp', '-o', 'site', '--force']);
    expect(again.code).toBe(2);
    expect(again).toMatchObject({ out: '', err: expect.stringContaining('nothing was written') });
    expect(again.err).toContain('site has an inventory already');
    const plain = await offhook(folder, ['import', 'tftp', '-o', 'site']);
    expect([plain.code, plain.err.includes('--force')]).toEqual([2, false]);
    expect(readFileSync(join(folder, 'site/offhook.yaml'), 'utf8')).toBe(before);
  });

  it.each([
    { args: ['import', 'nowhere'], says: 'nowhere' },
    { args: ['import', 'tftp', '--mac', 'x'], says: 'is no MAC' },
    { args: ['import', 'tftp', '--model', 'cisco-7942'], says: 'did you mean "cisco-7942g"?' },
  ])('cannot $args', async ({ args, says }) => {
    const ran = await offhook(createFolder(FILES), args);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(says);
  });

  it('ends with 1 where a phone could not be imported, and writes nothing where none could', async () => {
    const folder = createFolder({ 'SEP001E4A000001.cnf.xml': SEP.replace('<loadInf', '<x>') });
    const ran = await offhook(folder, ['import', '.', '-o', 'site']);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('import/unreadable');
    expect(ran.err).toContain('nothing was written');
    expect(existsSync(join(folder, 'site'))).toBe(false);
  });

  it.skipIf(process.getuid?.() === 0)('tells of a file that it may not read', async () => {
    const folder = createFolder(FILES);
    chmodSync(join(folder, 'tftp/notes.txt'), 0);
    const ran = await offhook(folder, ['import', 'tftp']);
    expect(ran.err).toContain('import/unreadable');
  });
});

describe('a file of another kind in place of an inventory', () => {
  const NAMED = OTHER_FILES.filter(({ imported }) => imported !== undefined);

  it.each(NAMED)(
    '$name: the command that is told reads it',
    async ({ name, text, imported = [] }) => {
      const folder = createFolder({ [name]: text });
      const ran = await offhook(folder, ['validate', name, '--format', 'json']);
      expect(ran.code).toBe(1);
      const [found, ...others] = JSON.parse(ran.out).findings;
      expect(others).toEqual([]);
      const commands: string[] = [...found.hint.matchAll(/`offhook ([^`]+)`/g)].map(
        ([, words]) => words,
      );
      expect(commands.at(-1)).toMatch(/^import /);
      for (const words of commands) {
        const args = words.match(/'[^']*'|\S+/g)?.map((word) => word.replaceAll("'", '')) ?? [];
        const isImport = args[0] === 'import';
        const told = await offhook(folder, isImport ? [...args, ...imported] : args);
        expect(told.code).toBeLessThan(2);
        expect(existsSync(join(folder, 'site/offhook.yaml'))).toBe(isImport);
      }
    },
  );

  it('is named by import where it reads none of that kind', async () => {
    const folder = createFolder({ 'pjsip.conf': '[7001]\ntype=endpoint\n' });
    const ran = await offhook(folder, ['import', 'pjsip.conf', '-o', 'site']);
    expect(ran.out).toContain('a configuration of Asterisk');
    expect(ran.out).toContain('import/other-kind');
  });
});
