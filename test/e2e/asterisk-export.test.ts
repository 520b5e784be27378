// What `offhook export asterisk` writes, in two real Asterisks that an inventory joins: they take all of it, and phones that
// have what `generate` wrote register, call, pick up and watch one another.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { offhook } from '../cli/cli-under-test.js';
import { type Asterisk, findAsterisk, MODULES, startAsterisk, takeIn } from './asterisk.js';
import { createLan, type Lan } from './lan.js';
import { OFFHOOK, type Running, reasonToSkip, runProgram, start } from './programs.js';

const installation = findAsterisk();
const skipped = installation ? reasonToSkip(['ip'], true) : 'OFFHOOK_ASTERISK names none';
if (!installation) console.log(`exports to Asterisk not loaded into one: ${skipped}`);

/** Passwords that mean something to Asterisk's reader, and names. */
const ODD = {
  '7005': { password: '>a;b\\;--c"=#[x](y)$Z{\\', name: '"Anna" \\ <Weber>; Büro' },
  '+49*30#1': { password: '#"(:', name: "O'Neil, x" },
};
const INVENTORY = `
offhook: 1
site: { timeZone: Europe/Berlin, servers: [10.20.1.1] }
pbx:
  main: { host: 10.20.1.1, ami: { secret: ';word', host: 127.0.0.1 } }
  branch:
    host: 10.20.1.2
    ami: { secret: word-ami, permit: [10.20.1.1], host: 10.20.1.2, unencrypted: true }
pbxLinks: [{ from: main, to: branch, lines: ["7001"] }]
defaults: { pbx: main, adminPassword: word }
lines:
  "7001": { name: Anna, password: word-7001 }
  "7002": { name: Workshop, password: word-7002 }
  "7004": { name: Hall, password: word-7004, shared: true }
  "8001": { name: Boris, password: word-8001, pbx: branch }
${Object.entries(ODD)
  .map(([number, said]) => `  ${JSON.stringify(number)}: ${JSON.stringify(said)}`)
  .join('\n')}
phones:
  - { mac: "00:1b:d4:00:00:01", model: cisco-7942g, keys: { 1: { line: "7001" }, 2: { line: "7005" } } }
  - { mac: "00:a8:59:00:00:02", model: fanvil-x4, keys: { 1: { line: "7002" }, 2: { line: "+49*30#1" }, 3: { blf: "701", label: Parked } } }
  - { mac: "00:a8:59:00:00:03", model: fanvil-x4, keys: { 1: { line: "7004" }, 2: { blf: "7001", label: Anna, pickup: "*8" } } }
  - { mac: "00:1b:d4:00:00:04", model: cisco-7931g, settings: { rollover: none }, keys: { 1: { line: "7004" } } }
  - { mac: "00:a8:59:00:00:05", model: fanvil-x4, keys: { 1: { line: "8001" }, 2: { blf: "7001", label: Anna }, 3: { blf: "7001*main", label: Anna too } } }
`;
/** Files of phones by what they are called here, and where they are. */
const PHONES = {
  anna: ['SEP001BD4000001.cnf.xml', '10.20.1.101'],
  workshop: ['00a859000002.cfg', '10.20.1.102'],
  hall: ['00a859000003.cfg', '10.20.1.103'],
  stairs: ['SEP001BD4000004.cnf.xml', '10.20.1.104'],
  boris: ['00a859000005.cfg', '10.20.1.105'],
} as const;
const PBXES = { main: '10.20.1.1', branch: '10.20.1.2' } as const;

const MORE_MODULES = [
  ...['res_pjsip_outbound_publish', 'res_pjsip_publish_asterisk', 'res_pjsip_notify'],
  ...[
    'res_pjsip_endpoint_identifier_ip',
    'res_pjsip_exten_state',
    'res_pjsip_dialog_info_body_generator',
  ],
  ...['func_strings', 'func_devstate', 'app_directed_pickup'],
];

/** Files that nobody has to have, and the order in which modules are loaded. */
const OF_OTHERS =
  /Unable to load config file|find indications config|find valid ccss|in logger\.conf|pjproject: <\?>/;

/** What an owner has: a transport, and the lines that the export asks for. */
function writeOwner(folder: string, address: string, lines: string): void {
  const own: Readonly<Record<string, string>> = {
    'pjsip.conf': `[udp]\ntype = transport\nprotocol = udp\nbind = ${address}\n`,
    'manager.conf': '[general]\nenabled = yes\nbindaddr = 0.0.0.0\n',
    'extensions.conf': '[offhook]\nexten => 99,1,Hangup()\n',
  };
  expect(takeIn(folder, lines, own)).toBeGreaterThanOrEqual(3);
}

describe.skipIf(skipped !== undefined)('two Asterisks', () => {
  let folder = '';
  let lan: Lan;
  const pbx: Partial<Record<keyof typeof PBXES, Asterisk>> = {};
  const running: Running[] = [];

  const ask = (name: keyof typeof PBXES, words: string) => pbx[name]?.ask(words) ?? '';
  /** Asked again and again: states travel by themselves. */
  const askUntil = (name: keyof typeof PBXES, words: string, wanted: RegExp) => {
    let said = '';
    for (let times = 0; times < 300 && !wanted.test(said); times++) said = ask(name, words);
    expect(said).toMatch(wanted);
  };
  const boot = (name: keyof typeof PHONES, env: readonly string[] = [], ...call: string[]) => {
    const [file, address] = PHONES[name];
    const script = join(import.meta.dirname, 'desk-phone.mjs');
    const words = [
      'env',
      ...env,
      process.execPath,
      script,
      join(folder, 'files', file),
      address,
      ...call,
    ];
    const phone = start('ip', ['netns', 'exec', lan.client, ...words], folder);
    running.push(phone);
    return phone;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-asterisk-'));
    writeFileSync(join(folder, 'offhook.yaml'), INVENTORY);
    const made = await offhook(folder, ['generate', '-o', 'files', '--quiet']);
    expect(made.code, made.err).toBe(0);
    lan = createLan();
    lan.bePhone('00:1b:d4:00:00:01');
    for (const address of ['10.20.1.2', ...Object.values(PHONES).map(([, each]) => each)]) {
      runProgram('ip', ['-n', lan.client, 'address', 'add', `${address}/24`, 'dev', 'phone0']);
    }
    runProgram('ip', ['-n', lan.client, 'link', 'set', 'lo', 'up']);
    for (const [name, address] of Object.entries(PBXES)) {
      const etc = join(folder, name);
      mkdirSync(etc);
      const words = ['export', 'asterisk', '--pbx', name, '-o', join(etc, 'offhook')];
      const exported = await offhook(folder, words);
      expect(exported.code, exported.err).toBe(0);
      writeOwner(etc, address, exported.err);
      if (!installation) return;
      const where = name === 'main' ? lan.server : lan.client;
      pbx[name as keyof typeof PBXES] = await startAsterisk(installation, etc, where, [
        ...MODULES,
        ...MORE_MODULES,
      ]);
    }
  });

  afterEach(() => Promise.all(running.splice(0).map((each) => each.end())));

  afterAll(async () => {
    await Promise.all(Object.values(pbx).map((each) => each.end()));
    lan?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('take the files without a word', () => {
    for (const each of Object.values(pbx)) {
      const said = each
        .output()
        .split('\n')
        .filter((line) => /WARNING|ERROR/.test(line));
      expect(said.filter((line) => !OF_OTHERS.test(line))).toEqual([]);
    }
  });

  it('have the endpoints, and no others but one another', () => {
    const endpoints = (name: keyof typeof PBXES) =>
      [...ask(name, 'pjsip show endpoints').matchAll(/^ Endpoint: {2}([^<\s/]+)/gm)].map(
        ([, each]) => each,
      );
    const numbers = ['7001', '7002', '7004', ...Object.keys(ODD)];
    expect(endpoints('main').toSorted()).toEqual([...numbers, 'offhook-pbx-branch'].toSorted());
    expect(endpoints('branch').toSorted()).toEqual(['8001', 'offhook-pbx-main']);
  });

  it.each(Object.entries(ODD))('read what is odd as it was: %s', (number, { password, name }) => {
    const value = (words: string, field: string) =>
      new RegExp(`^ ${field} +: (.*)$`, 'm').exec(ask('main', words))?.[1];
    expect(value(`pjsip show auth ${number}`, 'password')).toBe(password);
    const shown = name.replaceAll(/["\\]/g, '');
    expect(value(`pjsip show endpoint ${number}`, 'callerid')).toBe(`"${shown}" <${number}>`);
  });

  it('answer a Cisco at its control port, and a Fanvil where it came from', () => {
    const rport = (number: string) =>
      /^ force_rport +: (\w+)/m.exec(ask('main', `pjsip show endpoint ${number}`))?.[1];
    // 7004 is on one of each.
    expect(['7001', '7002', '7004'].map(rport)).toEqual(['false', 'true', 'false']);
  });

  it('look through what the owner wrote before what was made', () => {
    const shown = ask('main', 'dialplan show offhook');
    expect(shown).toMatch(/'99' => +1\. Hangup\(\)/);
    expect(shown).toMatch(/Include => +'offhook-hints'[\s\S]*Include => +'offhook-watched'/);
    expect(ask('main', 'core show hint 701')).toMatch(/701@offhook-watched *: Custom:701/);
  });

  it('register phones with what was generated for them, tell each other of it, and put calls through', async () => {
    expect(ask('branch', 'core show hint 7001')).toMatch(/State:Unavailable/);
    const anna = boot('anna', ['RINGS=1']);
    await anna.waitFor(/7001 is registered/);
    askUntil('branch', 'core show hint 7001', /7001@offhook-peers *: PJSIP\/7001 +State:Idle/);

    const boris = boot('boris', [], '7001');
    await anna.waitFor(/7001 rings/);
    askUntil('branch', 'core show hint 7001', /State:Ringing/);
    const hall = boot('hall', ['STAYS=1'], '*87001');
    await hall.waitFor(/\*87001 answers/);
    await boris.waitFor(/7001 answers/);
  });

  it('ring all phones of a line', async () => {
    const both = [boot('hall', ['RINGS=1']), boot('stairs', ['RINGS=1'])];
    for (const each of both) await each.waitFor(/7004 is registered/);
    boot('workshop', [], '7004');
    const rung = await Promise.all(both.map((each) => each.waitFor(/7004 rings/)));
    expect(rung).toHaveLength(2);
  });

  it('send the NOTIFYs that are written for a vendor', () => {
    expect(ask('main', 'pjsip send notify offhook-cisco-check-sync endpoint 7001')).toMatch(
      /Sending NOTIFY of type 'offhook-cisco-check-sync' to '7001'/,
    );
  });

  it('let the user ask who is said to, from where it is said, and do no more', () => {
    const tell = (host: string) => {
      const actions = [
        ['Action: Login', 'Username: offhook', 'Secret: ;word'],
        ['Action: PJSIPShowEndpoints'],
        ['Action: Command', 'Command: core show version'],
        ['Action: Logoff'],
      ];
      const text = actions.map((lines) => `${lines.join('\\r\\n')}\\r\\n\\r\\n`).join('');
      const script = `exec 3<>/dev/tcp/${host}/5038; printf '${text}' >&3; cat <&3`;
      return runProgram('ip', ['netns', 'exec', lan.server, 'bash', '-c', script]);
    };
    const told = tell('127.0.0.1');
    expect(told).toMatch(/Authentication accepted[\s\S]*ObjectName: 7001\r\n/);
    expect(told).toContain('Message: Permission denied');
    expect(tell('10.20.1.1')).toContain('Authentication failed');
  });

  it('are asked by --apply which lines they have, for a reload is a success without them, too', async () => {
    const file = join(folder, 'main/offhook/pjsip.conf');
    const whole = readFileSync(file, 'utf8');
    const apply = async (...words: string[]) => {
      const command = ['export', 'asterisk', '--pbx', 'main', '-o', 'main/offhook', ...words];
      const inside = ['netns', 'exec', lan.server, process.execPath, OFFHOOK, ...command];
      const running = start('ip', inside, folder);
      return { code: await running.ended, said: running.output() };
    };
    writeFileSync(file, whole.replace(/^password = word-7004$/m, 'password = another'));
    const other = await apply('--apply');
    expect(other.said).toContain('has another password for 7004 than the inventory');
    expect(other.said).toContain('the PBX "main" has 6 of 6 endpoints; passwords compared');
    expect(other.said).not.toContain('word-');
    expect(other.code).toBe(1);
    // Asterisk passes over what comes after it, too.
    writeFileSync(file, whole.replace('[7002](', '[7002('));
    const broken = await apply('--apply');
    expect(broken.said).toContain('the PBX "main" has no endpoint 7002');
    expect(broken.said).not.toContain('has no endpoint 7001');
    expect(broken.code).toBe(1);
    // A file that somebody changed is overwritten only when that is said.
    const mended = await apply('--apply', '--force');
    expect(mended.said).toContain('the PBX "main" has 6 of 6 endpoints');
    expect(mended.code, mended.said).toBe(0);
    expect((await apply('--check')).said).toContain('has 6 of 6 endpoints');
  });

  it('are told by offhook what lines of the other are doing, and that it is not known when that is killed', async () => {
    const state = (wanted: string) =>
      askUntil(
        'branch',
        'core show hint 7001*main',
        new RegExp(`Custom:7001\\*main +State:${wanted}`),
      );
    const anna = boot('anna', ['RINGS=1']);
    await anna.waitFor(/7001 is registered/);
    // What somebody said of her is put right.
    ask('branch', 'devstate change Custom:7001*main BUSY');
    state('Busy');
    const words = ['serve', '--state-dir', join(folder, 'state')];
    const serving = start(
      'ip',
      ['netns', 'exec', lan.server, process.execPath, OFFHOOK, ...words],
      folder,
    );
    running.push(serving);
    state('Idle');
    boot('boris', [], '7001');
    await anna.waitFor(/7001 rings/);
    state('Ringing');
    await pbx.main?.end();
    state('Unavailable');
    expect(serving.output()).not.toMatch(/word-|;word/);
  });

  it('have what the files in the folder say, which a second look finds unchanged', async () => {
    const words = ['--pbx', 'main', '-o', join(folder, 'main/offhook'), '--check'];
    const again = await offhook(folder, ['export', 'asterisk', ...words]);
    expect(again.err).toMatch(/^0 to write, 0 to change, 4 unchanged/);
    expect(readFileSync(join(folder, 'main/offhook/pjsip.conf'), 'utf8')).toContain('word-7001');
  });
});
