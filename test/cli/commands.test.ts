import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFolder, INVENTORY, offhook, SECRETS } from './cli-under-test.js';

const SEP = 'SEP5CFC665D4F9A.cnf.xml';
const site = (text = INVENTORY) => createFolder({ 'offhook.yaml': text });

describe('offhook', () => {
  it.each([
    [['--version'], 0, /^\d+\.\d+\.\d+\n$/],
    [['--help'], 0, /validate/],
    [['validte'], 2, /Did you mean validate/],
    [['generate'], 2, /output/],
    [['validate', '--format', 'xml'], 2, /xml/],
    [['serve', '--tftp-port', '70000'], 2, /65535/],
    [['validate', '--firmware', 'nowhere'], 2, /there is no folder \S+nowhere/],
    [['firmware', '--firmware', 'nowhere'], 2, /there is no folder \S+nowhere/],
    [
      ['probe', '5c:fc:66:5d:4f:9a', '--model', 'cisco-7931g', '--server', 'a..b'],
      2,
      /--server a\.\.b: .*: check the name, or write an address/,
    ],
    [['serve', '--tftp-data-ports', '40009-40000'], 2, /the lower first/],
    [['explain', 'nothing'], 2, /"nothing" is not an Ethernet address/],
    [['explain', 'SEP001BD4000001'], 2, /write 00:1b:d4:00:00:01/],
    [['validate', '.'], 2, /^offhook: \. is a folder, and there is no offhook.yaml in it\n$/],
    [['validate', 'nope.yaml'], 2, /^offhook: there is no file nope.yaml\n$/],
    [['validate'], 2, /no offhook.yaml here or above; write one with "offhook init/],
  ])('%j ends with %i', async (args, code, said) => {
    const ran = await offhook(createFolder(), args, { env: { HOME: '/nonexistent' } });
    expect(ran.code).toBe(code);
    expect(ran.out + ran.err).toMatch(said);
  });
});

describe('which inventory is meant', () => {
  const named = (name: string) => `colour: ${name}\n`;
  const folder = createFolder({
    'offhook.yaml': named('nearest'),
    'offhook.json': '{}',
    'said.yaml': named('said'),
    'env.yaml': named('env'),
    'config/offhook/offhook.yml': named('user'),
  });
  const env = { OFFHOOK_CONFIG: 'env.yaml' };

  it.each([
    ['the one that is named', folder, ['validate', '-c', 'said.yaml'], env, 'said.yaml:1:1: '],
    ['then the environment', folder, ['validate'], env, 'env.yaml:1:1: '],
    ['then the nearest, YAML first', folder, ['validate'], {}, 'offhook.yaml:1:1: '],
    [
      "then the user's own",
      createFolder(),
      ['validate'],
      { XDG_CONFIG_HOME: join(folder, 'config') },
      join(folder, 'config/offhook/offhook.yml:1:1: '),
    ],
  ])('is %s', async (_, cwd, args, environment, said) => {
    const ran = await offhook(cwd, args, { env: environment });
    expect(ran.out.startsWith(said)).toBe(true);
  });
});

describe('validate', () => {
  it('finds the inventory in a folder above, and has no objection', async () => {
    const folder = createFolder({ 'offhook.yaml': INVENTORY, 'deep/er/x': '' });
    const ran = await offhook(join(folder, 'deep/er'), ['validate'], { env: SECRETS });
    expect(ran).toMatchObject({ code: 0, err: '' });
  });

  it('says what is wrong, where, and what to do', async () => {
    const ran = await offhook(site(INVENTORY.replace('7931g', '7931')), ['validate'], {
      env: SECRETS,
    });
    expect(ran.code).toBe(1);
    expect(ran.out).toContain(
      'offhook.yaml:9:12: error: model: "cisco-7931" is not known - did you mean "cisco-7931g"? [inventory/unknown-model]',
    );
  });

  it('needs no secrets where it is told so', async () => {
    const folder = site();
    expect((await offhook(folder, ['validate'])).code).toBe(1);
    expect((await offhook(folder, ['validate', '--no-secrets'])).code).toBe(0);
  });

  it('reads standard input under the name it is given', async () => {
    const args = ['validate', '-', '--stdin-filename', 'from/pipe.yaml', '--no-secrets'];
    const ran = await offhook(createFolder(), args, {
      input: INVENTORY.replace('main }', 'mian }'),
    });
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('from/pipe.yaml:4:18: error: no PBX is named "mian"');
  });

  it('annotates a GitHub workflow unless a format is asked for', async () => {
    const folder = site(INVENTORY.replace('"5c', '"5'));
    const env = { ...SECRETS, GITHUB_ACTIONS: 'true' };
    expect((await offhook(folder, ['validate'], { env })).out).toMatch(
      /^::error file=offhook.yaml,line=8/,
    );
    const json = await offhook(folder, ['validate', '--format', 'json'], { env });
    expect(JSON.parse(json.out).findings[0]).toMatchObject({ code: 'inventory/bad-mac' });
  });

  it('gives each phone a case in JUnit, with its own findings', async () => {
    const twin = INVENTORY.slice(INVENTORY.indexOf('  - mac')).replace('4f:9a', '4f:9b');
    const wrong = twin.replace('{ line:', '{ line: "7001" }, 25: { line:');
    const folder = site(INVENTORY.replace('name: Ivanova', 'shared: true') + wrong);
    const { out } = await offhook(folder, ['validate', '--format', 'junit'], { env: SECRETS });
    const cases = out.split('<testcase ').slice(1);
    const failing = cases.filter((each) => each.includes('<failure'));
    expect(cases.length).toBe(3);
    expect(failing).toEqual([expect.stringContaining('5c:fc:66:5d:4f:9b')]);
  });

  it('fails on warnings only when asked to', async () => {
    const folder = site(INVENTORY.replace('{ env: SIP_7001 }', 'hunter22'));
    expect((await offhook(folder, ['validate'])).code).toBe(0);
    const strict = await offhook(folder, ['validate', '--fail-on', 'warning']);
    expect(strict.code).toBe(1);
    expect(strict.out).toContain('inventory/plain-secret');
    expect(strict.out).not.toContain('hunter22');
    const wrong = site(INVENTORY.replace('7931g', '7931'));
    const both = ['validate', '--no-secrets', '--fail-on', 'warning'];
    expect((await offhook(wrong, both)).code).toBe(1);
    expect((await offhook(wrong, ['validate', '--no-secrets', '--fail-on', 'never'])).code).toBe(0);
  });

  it('points from a broken file to the inventory line behind it, and to the template', async () => {
    const folder = createFolder({
      'offhook.yaml': INVENTORY,
      'templates/cisco/7931g/SEP.cnf.xml.hbs': '<device>\n<a></b>\n</device>\n',
    });
    const broken = await offhook(folder, ['validate'], { env: SECRETS });
    expect(broken.code).toBe(1);
    expect(broken.out).toContain(`offhook.yaml:8:5: error: ${SEP} would not be well-formed`);
    expect(broken.out).toContain(`${SEP}:2:`);
    writeFileSync(
      join(folder, 'templates/cisco/7931g/SEP.cnf.xml.hbs'),
      '<device>\n {{nope}}</device>',
    );
    const unknown = await offhook(folder, ['validate'], { env: SECRETS });
    expect(unknown.out).toContain('offhook.yaml:8:5: error:');
    expect(unknown.out).toContain('templates/cisco/7931g/SEP.cnf.xml.hbs:2:2');
  });
});

describe('a broken template', () => {
  const broken = '<device>\n{{#each x}}\n';

  it('is one finding at its own place, and spoils no file that does without it', async () => {
    const second =
      '  - { mac: "00:a8:59:00:00:02", model: fanvil-x4, keys: { 1: { line: "7001" } } }';
    const third = second.replace('00:02', '00:03').replace('fanvil-x4', 'cisco-7931g');
    const shared = INVENTORY.replace('name: Ivanova', 'shared: true');
    const folder = createFolder({
      'offhook.yaml': `${shared}${second}\n${third}\n`,
      'templates/cisco/7931g/SEP.cnf.xml.hbs': broken,
    });
    const ran = await offhook(folder, ['validate'], { env: SECRETS });
    expect(ran.out.match(/^\S+: error: .*/gm)).toEqual([
      'templates/cisco/7931g/SEP.cnf.xml.hbs:3:1: error: the template cannot be parsed: unexpected EOF [render/template]',
    ]);
  });

  it('belongs to a vendor that there is', async () => {
    const folder = createFolder({
      'offhook.yaml': INVENTORY,
      'templates/cisko/7931g/phone.json': '{}',
    });
    const ran = await offhook(folder, ['validate'], { env: SECRETS });
    expect(ran.out).toContain(
      'templates/cisko/7931g/phone.json:1:1: error: no vendor is named "cisko" - did you mean "cisco"?',
    );
  });
});

describe('what an error does to files', () => {
  it('is told at the error, not again for each file', async () => {
    const folder = site(INVENTORY.replace('pbx.lab.example', '127.0.0.1'));
    const ran = await offhook(folder, ['validate'], { env: SECRETS });
    expect(ran.code).toBe(1);
    expect(ran.out.match(/\[.*?\/.*?\]/g)).toEqual(['[inventory/unreachable-server]']);
  });

  it('of one phone does not hide what is wrong with another', async () => {
    const raw = 'raw: { "sipProfile/sipProxies/registerWithProxy": "perhaps" }';
    const twin = INVENTORY.slice(INVENTORY.indexOf('  - mac')).replace('4f:9a', '4f:9b');
    const shared = INVENTORY.replace('name: Ivanova', 'shared: true');
    const folder = site(
      shared.replace('    keys', `    label: "a label much too long"\n    ${raw}\n    keys`) +
        twin.replace('    keys', `    ${raw}\n    keys`),
    );
    const { out } = await offhook(folder, ['validate'], { env: SECRETS });
    expect(out).toContain('[inventory/label-too-long]');
    expect(out).not.toContain('SEP5CFC665D4F9A.cnf.xml');
    expect(out).toMatch(/warning: .*perhaps.*\n.*\n {2}note: SEP5CFC665D4F9B\.cnf\.xml/);
  });
});

describe('generate', () => {
  it('writes each file once, for its owner only where it holds a secret', async () => {
    const folder = site();
    const first = await offhook(folder, ['generate', '-o', 'out'], { env: SECRETS });
    expect(first).toMatchObject({ code: 0, out: '' });
    expect(first.err).toMatch(
      /^[1-9]\d* written, 0 changed, 0 unchanged, 0 removed\nfiles with passwords /,
    );
    const path = join(folder, 'out', SEP);
    expect(readFileSync(path, 'utf8')).toContain('<authPassword>hunter22</authPassword>');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const { mtimeNs } = statSync(path, { bigint: true });
    const second = await offhook(folder, ['generate', '-o', 'out'], { env: SECRETS });
    expect(second.err).toMatch(/^0 written, 0 changed, [1-9]\d* unchanged, 0 removed\n$/);
    expect(statSync(path, { bigint: true }).mtimeNs).toBe(mtimeNs);
  });

  it('writes nothing while there is an error', async () => {
    const folder = site(INVENTORY.replace('"7001" } }', '"7002" } }'));
    const ran = await offhook(folder, ['generate', '-o', 'out'], { env: SECRETS });
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('nothing was written');
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  it('writes nothing while a file would be broken', async () => {
    const folder = createFolder({
      'offhook.yaml': INVENTORY,
      'templates/cisco/7931g/SEP.cnf.xml.hbs': '<device>',
    });
    const ran = await offhook(folder, ['generate', '-o', 'out'], { env: SECRETS });
    expect(ran.code).toBe(1);
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  it('gives its findings to a machine as data, and its summary to people', async () => {
    const args = ['generate', '-o', 'out', '--format', 'json'];
    const ran = await offhook(site(), args, { env: SECRETS });
    expect(JSON.parse(ran.out)).toMatchObject({ version: 1, findings: [] });
    expect(ran.err).toMatch(/^\d+ written, /);
  });

  it('says with its exit code that an edited file was kept', async () => {
    const folder = site();
    await offhook(folder, ['generate', '-o', 'out'], { env: SECRETS });
    writeFileSync(join(folder, 'out', SEP), 'mine');
    const kept = await offhook(folder, ['generate', '-o', 'out', '-q'], { env: SECRETS });
    expect(kept.code).toBe(1);
    expect(kept.err).toContain(`${SEP}: edited since offhook wrote it, so it is kept`);
    expect(kept.err).toMatch(/, 1 kept\n$/);
    expect(readFileSync(join(folder, 'out', SEP), 'utf8')).toBe('mine');
  });

  it('shows drift, and what would change without the secret', async () => {
    const folder = site();
    await offhook(folder, ['generate', '-o', 'out'], { env: SECRETS });
    const check = ['generate', '-o', 'out', '--check', '--diff'];
    expect((await offhook(folder, check, { env: SECRETS })).code).toBe(0);
    writeFileSync(join(folder, 'offhook.yaml'), INVENTORY.replace('Ivanova', 'Petrova'));
    const drift = await offhook(folder, check, { env: { SIP_7001: 'sesame99' } });
    expect(drift.code).toBe(1);
    expect(drift.out).toContain('-        <displayName>Ivanova</displayName>');
    expect(drift.out).toContain('+        <displayName>Petrova</displayName>');
    expect(drift.out).toContain('(secret changed)');
    expect(drift.out + drift.err).not.toMatch(/hunter22|sesame99/);
    expect(readFileSync(join(folder, 'out', SEP), 'utf8')).toContain('Ivanova');
  });

  it('removes what it wrote for a phone that is gone, and nothing else', async () => {
    const shared = INVENTORY.replace('name: Ivanova', 'name: Ivanova, shared: true');
    const second =
      '  - { mac: "5c:fc:66:00:00:02", model: cisco-7931g, keys: { 1: { line: "7001" } } }';
    const folder = site(`${shared}${second}\n`);
    await offhook(folder, ['generate', '-o', 'out'], { env: SECRETS });
    writeFileSync(join(folder, 'out/notes.txt'), 'mine');
    writeFileSync(join(folder, 'offhook.yaml'), INVENTORY);
    const ran = await offhook(folder, ['generate', '-o', 'out', '--prune'], { env: SECRETS });
    expect(ran.err).toContain('1 removed');
    const left = readdirSync(join(folder, 'out'));
    expect(left).toContain(SEP);
    expect(left).toContain('notes.txt');
    expect(left).not.toContain('SEP5CFC66000002.cnf.xml');
  });

  it('does not remove most of a folder because phones were lost, unless it is forced', async () => {
    const phones = Array.from(
      { length: 6 },
      (_, index) =>
        `  - { mac: "5c:fc:66:00:00:0${index}", model: cisco-7931g, keys: { 1: { line: "7001" } } }\n`,
    );
    const shared = INVENTORY.replace('name: Ivanova', 'name: Ivanova, shared: true');
    const folder = site(`${shared}${phones.join('')}`);
    await offhook(folder, ['generate', '-o', 'out'], { env: SECRETS });
    const before = readdirSync(join(folder, 'out'));
    writeFileSync(join(folder, 'offhook.yaml'), INVENTORY);
    const refused = await offhook(folder, ['generate', '-o', 'out', '--prune'], { env: SECRETS });
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/--prune would remove 6 of \d+ files; .* --force/);
    expect(readdirSync(join(folder, 'out'))).toEqual(before);
    const forced = ['generate', '-o', 'out', '--prune', '--force'];
    expect((await offhook(folder, forced, { env: SECRETS })).err).toContain('6 removed');
  });

  const rightsOf = (folder: string) => {
    const { mode, gid } = statSync(join(folder, 'out', SEP));
    return { mode: (mode & 0o777).toString(8), gid };
  };

  it('says once that files with passwords are for their owner alone', async () => {
    const folder = site();
    const first = await offhook(folder, ['generate', '-o', 'out'], { env: SECRETS });
    expect(first.err).toMatch(
      /\(0600\); atftpd, dnsmasq and tftpd-hpa --permissive .* --mode 0640 --group GROUP, .* --mode 0644/,
    );
    expect(rightsOf(folder).mode).toBe('600');
    const again = await offhook(folder, ['generate', '-o', 'out'], { env: SECRETS });
    expect(again.err).not.toMatch(/0600/);
    chmodSync(join(folder, 'out', SEP), 0o644);
    const compared = await offhook(folder, ['generate', '-o', 'out', '--check'], { env: SECRETS });
    expect(compared.err).toMatch(new RegExp(`${SEP}: .* a run would change them`));
    const mended = await offhook(folder, ['generate', '-o', 'out'], { env: SECRETS });
    expect(mended.err).toContain(`${SEP}: its permissions were others`);
    expect(rightsOf(folder).mode).toBe('600');
  });

  it('says once that the permissions of many files were others', async () => {
    const second =
      '  - { mac: "5c:fc:66:00:00:02", model: cisco-7931g, keys: { 1: { line: "7001" } }, settings: { rollover: none } }\n';
    const folder = site(`${INVENTORY.replace('{ name:', '{ shared: true, name:')}${second}`);
    await offhook(folder, ['generate', '-o', 'out'], { env: SECRETS });
    const files = readdirSync(join(folder, 'out')).filter((name) => name.endsWith('.cnf.xml'));
    for (const name of files) chmodSync(join(folder, 'out', name), 0o666);
    const { err } = await offhook(folder, ['generate', '-o', 'out'], { env: SECRETS });
    expect(err.match(/permissions were others/g)).toHaveLength(1);
    expect(err).toContain(`, and ${files.length - 1} more: its permissions were others`);
  });

  it('gives files the permissions and the group that are said, by option before inventory', async () => {
    const gid = process.getgid?.() ?? 0;
    const said = INVENTORY.replace('site: {', `site: { fileMode: "0640", fileGroup: "${gid}",`);
    expect(said).not.toBe(INVENTORY);
    const folder = site(said);
    const ran = await offhook(folder, ['generate', '-o', 'out'], { env: SECRETS });
    expect(ran.err).not.toMatch(/0600/);
    expect(rightsOf(folder)).toEqual({ mode: '640', gid });
    await offhook(folder, ['generate', '-o', 'out', '--mode', '0644'], { env: SECRETS });
    expect(rightsOf(folder)).toEqual({ mode: '644', gid });
  });

  it.each([
    [['--mode', '0200'], /keeps the files from who writes them: write "0600"/],
    [['--mode', 'rw'], /three octal digits/],
    [['--mode', '0666'], /lets anyone on this machine change .*: write "0664"/],
    [['--group', 'root:tftp'], /names a user and a group, .*: write tftp/],
    [['--group', 'nobody-has-this-group'], /there is no group "nobody-has-this-group"/],
  ])('refuses %j', async (options, said) => {
    const folder = site();
    const ran = await offhook(folder, ['generate', '-o', 'out', ...options], { env: SECRETS });
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(said);
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });
});

describe('explain', () => {
  it('shows each value with its line, in any spelling of the MAC, without a secret', async () => {
    const ran = await offhook(site(), ['explain', '5CFC.665D.4F9A'], { env: SECRETS });
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/^timeZone +Europe\/Moscow +offhook\.yaml:2:19$/m);
    // Both models of the vendor have this setting from what they share.
    const shared = 'templates/cisco/shared/schema.json';
    const [, line = 0] =
      /^settings\.webAccess .*cisco\/shared\/schema\.json:(\d+):\d+$/m.exec(ran.out) ?? [];
    expect(readFileSync(shared, 'utf8').split('\n')[Number(line) - 1]).toMatch(/"default": false/);
    expect(ran.out).toMatch(new RegExp(`^files: .*${SEP}`, 'm'));
    expect(ran.out).not.toContain('hunter22');
  });

  it('shows how its PBX is asked and what is carried of its lines, and of no other PBX', async () => {
    const text = INVENTORY.replace(
      'pbx: { main: { host: pbx.lab.example } }',
      `pbx:
  main:
    host: pbx.lab.example
    ami: { secret: planted-ami, host: 127.0.0.1 }
    ari: { secret: planted-ari, host: 127.0.0.1, user: rooms, rooms: ["800", "801"] }
  other: { host: b.lab.example, ami: { secret: planted-other, host: 127.0.0.2 } }
pbxLinks: [{ from: main, to: other }]`,
    ).replace('site: { ', 'site: { pnp: true, ');
    const ran = await offhook(site(text), ['explain', '5cfc665d4f9a'], { env: SECRETS });
    const rows = ran.out.split('\n').map((line) => line.split(/ {2,}/));
    expect(rows.filter(([name = '']) => /^(pbx|site)/.test(name))).toEqual([
      ['site.pnp', 'true', 'offhook.yaml:2:14'],
      ['pbx.main.ami.host', '127.0.0.1', 'offhook.yaml:6:39'],
      ['pbx.main.ami.port', '5038', 'built in'],
      ['pbx.main.ami.tls', 'false', 'built in'],
      ['pbx.main.ami.user', 'offhook', 'built in'],
      ['pbx.main.ami.secret', '********', 'offhook.yaml:6:20'],
      ['pbx.main.ami.permit', '127.0.0.1', 'built in'],
      ['pbx.main.ari.host', '127.0.0.1', 'offhook.yaml:7:39'],
      ['pbx.main.ari.port', '8088', 'built in'],
      ['pbx.main.ari.tls', 'false', 'built in'],
      ['pbx.main.ari.user', 'rooms', 'offhook.yaml:7:56'],
      ['pbx.main.ari.secret', '********', 'offhook.yaml:7:20'],
      ['pbx.main.ari.rooms', '800, 801', 'offhook.yaml:7:70'],
      ['pbxLinks.main.other', '7001', 'offhook.yaml:9:12'],
    ]);
    expect(ran.out + ran.err).not.toContain('planted');
    const json = await offhook(site(text), ['explain', '5cfc665d4f9a', '--format', 'json']);
    expect(json.out).toContain('pbx.main.ari.secret');
    expect(json.out).not.toContain('planted');
  });

  it('is JSON for machines', async () => {
    const ran = await offhook(site(), ['explain', '5cfc665d4f9a', '--format', 'json']);
    const explained = JSON.parse(ran.out);
    expect(explained).toMatchObject({ version: 1, mac: '5c:fc:66:5d:4f:9a' });
    expect(explained.values).toContainEqual({
      name: 'model',
      value: 'cisco-7931g',
      layer: 'inventory',
      place: { file: 'offhook.yaml', line: 9, col: 12 },
    });
  });

  it.each([
    [
      'that has not the shape',
      'settings: { rollover: none }',
      'lable: x',
      /unknown key "lable"/,
      true,
    ],
    [
      'of another model',
      'model: cisco-7931g',
      'model: cisco-7931',
      /"cisco-7931" is not known/,
      false,
    ],
    ['whose line is not there', 'line: "7001"', 'line: "7002"', /no line "7002"/, true],
  ])(
    'says what is wrong with a phone %s, and shows what it can',
    async (_, good, bad, told, shown) => {
      const text = INVENTORY.replace(good, bad);
      expect(text).not.toBe(INVENTORY);
      const ran = await offhook(site(text), ['explain', '5cfc665d4f9a']);
      expect(ran.code).toBe(1);
      expect(ran.err).toMatch(told);
      expect(/^timeZone +Europe\/Moscow/m.test(ran.out)).toBe(shown);
      const json = await offhook(site(text), ['explain', '5cfc665d4f9a', '--format', 'json']);
      expect(JSON.parse(json.out).findings[0].message).toMatch(told);
    },
  );

  it('does not call a phone missing where the inventory cannot be read', async () => {
    const ran = await offhook(site(`${INVENTORY}]`), ['explain', '5cfc665d4f9a']);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('it has errors, which "offhook validate" tells');
  });

  it('does not know a phone that is not there', async () => {
    const ran = await offhook(site(), ['explain', '02:00:00:00:00:00']);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('no phone with the MAC 02:00:00:00:00:00');
  });
});
