// What `offhook export asterisk --chan sip` writes, in a real Asterisk 16 with chan_sip: it takes all of it, and a phone that
// has what `generate` wrote registers and is called.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offhook } from '../cli/cli-under-test.js';
import {
  type Asterisk,
  CHAN_SIP_MODULES,
  findAsterisk,
  startAsterisk,
  takeIn,
} from './asterisk.js';
import { createLan, type Lan } from './lan.js';
import { OFFHOOK, type Running, reasonToSkip, runProgram, start } from './programs.js';

const installation = findAsterisk('OFFHOOK_ASTERISK_CHAN_SIP');
const skipped = installation ? reasonToSkip(['ip'], true) : 'OFFHOOK_ASTERISK_CHAN_SIP names none';
if (!installation) console.log(`exports to chan_sip not loaded into one: ${skipped}`);

const PASSWORD = '>a;b\\;--c"=#[x](y)$Z{\\';
const INVENTORY = `
offhook: 1
site: { timeZone: Europe/Berlin, servers: [10.20.1.1] }
pbx: { main: { host: 10.20.1.1, ami: { secret: word, host: 127.0.0.1 } } }
defaults: { pbx: main, adminPassword: word }
lines:
  "7001": { name: Anna, password: word-7001 }
  "7002": { name: 'Büro "2"; x', password: ${JSON.stringify(PASSWORD)} }
  "7003": { name: Hall, password: word-7003 }
phones:
  - { mac: "00:1b:d4:00:00:01", model: cisco-7931g, settings: { rollover: none }, keys: { 1: { line: "7001" } } }
  - { mac: "00:a8:59:00:00:02", model: fanvil-x4, keys: { 1: { line: "7003" }, 2: { blf: "7001", label: Anna } } }
  - { mac: "00:a8:59:00:00:03", model: fanvil-x4, keys: { 1: { line: "7002" } } }
`;
const OWN: Readonly<Record<string, string>> = {
  'sip.conf': '[general]\nudpbindaddr = 10.20.1.1\nallowguest = no\ncontext = none\n',
  'manager.conf': '[general]\nenabled = yes\nbindaddr = 127.0.0.1\n',
};
/** Files that nobody has to have, and that chan_sip will be gone. */
const OF_OTHERS =
  /Unable to load config|find indications config|find valid ccss|in logger\.conf|will be deprecated/;

describe.skipIf(skipped !== undefined)('an Asterisk with chan_sip', () => {
  let folder = '';
  let lan: Lan;
  let asterisk: Asterisk | undefined;
  const running: Running[] = [];
  const ask = (words: string) => asterisk?.ask(words) ?? '';
  const boot = (file: string, address: string, ...call: string[]) => {
    const script = join(import.meta.dirname, 'desk-phone.mjs');
    const words = [process.execPath, script, join(folder, 'files', file), address, ...call];
    const phone = start('ip', ['netns', 'exec', lan.client, ...words], folder);
    running.push(phone);
    return phone;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-asterisk-'));
    const etc = join(folder, 'etc');
    mkdirSync(etc);
    writeFileSync(join(folder, 'offhook.yaml'), INVENTORY);
    const made = await offhook(folder, ['generate', '-o', 'files', '--quiet']);
    expect(made.code, made.err).toBe(0);
    const ran = await offhook(folder, ['export', 'asterisk', '--chan', 'sip', '-o', 'etc/offhook']);
    expect(ran.code, ran.err).toBe(0);
    takeIn(etc, ran.err, OWN);
    lan = createLan();
    lan.bePhone('00:1b:d4:00:00:01');
    for (const address of ['10.20.1.101', '10.20.1.102', '10.20.1.103']) {
      runProgram('ip', ['-n', lan.client, 'address', 'add', `${address}/24`, 'dev', 'phone0']);
    }
    if (installation)
      asterisk = await startAsterisk(installation, etc, lan.server, CHAN_SIP_MODULES);
  });

  afterAll(async () => {
    await Promise.all(running.map((each) => each.end()));
    await asterisk?.end();
    lan?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('takes the files without a word', () => {
    const said = asterisk?.output().split('\n') ?? [];
    const amiss = said.filter((line) => /WARNING|ERROR/.test(line) && !OF_OTHERS.test(line));
    expect(amiss).toEqual([]);
  });

  it('has the peers, what is odd as it was, and the hints', () => {
    const peers = [...ask('sip show peers').matchAll(/^(\S+?)(?:\/\S*)? +\(Unspecified\)/gm)];
    expect(peers.map(([, name]) => name).toSorted()).toEqual(['7001', '7002', '7003']);
    const odd = ask('sip show peer 7002');
    expect(odd).toMatch(/Callerid +: "Büro 2; x" <7002>/);
    const rport = (number: string) =>
      /Force rport +: (\w+)/.exec(ask(`sip show peer ${number}`))?.[1];
    expect(['7001', '7002'].map(rport)).toEqual(['No', 'Auto']);
    expect(ask('core show hints')).toMatch(/7001@offhook-hints *: SIP\/7001/);
  });

  it('has the user who asks', () => {
    expect(ask('manager show user offhook')).toMatch(
      /write perm: (?=.*system)(?=.*call)(?!.*command)/,
    );
  });

  it('is asked by --apply which lines it has, for a reload is a success without them, too', async () => {
    const file = join(folder, 'etc/offhook/sip.conf');
    const whole = readFileSync(file, 'utf8');
    const apply = async (...words: string[]) => {
      const command = ['export', 'asterisk', '--chan', 'sip', '-o', 'etc/offhook', ...words];
      const inside = ['netns', 'exec', lan.server, process.execPath, OFFHOOK, ...command];
      const running = start('ip', inside, folder);
      return { code: await running.ended, said: running.output() };
    };
    writeFileSync(file, whole.replace('[7002](', '[7002('));
    const found = await apply('--apply');
    expect(found.said).toContain('the PBX "main" has no endpoint 7002');
    expect(found.code).toBe(1);
    const mended = await apply('--apply', '--force');
    expect(mended.said).toContain('has 3 of 3 endpoints; passwords not compared');
    expect(mended.code, mended.said).toBe(0);
  });

  it('registers phones with what was generated for them, and puts calls through', async () => {
    const anna = boot('SEP001BD4000001.cnf.xml', '10.20.1.101');
    await anna.waitFor(/7001 is registered/);
    const hall = boot('00a859000002.cfg', '10.20.1.102', '7001');
    await hall.waitFor(/7001 answers/);
    expect(anna.output()).toMatch(/7001 takes a call from/);
    // The password of this one is odd.
    await boot('00a859000003.cfg', '10.20.1.103').waitFor(/7002 is registered/);
  });

  it('refuses who says another name than the number, of which the export warns', async () => {
    const file = join(folder, 'files/00a859000003.cfg');
    const text = readFileSync(file, 'latin1');
    const other = text.replace(/^(SIP1 Register User *:)7002/m, '$1anna');
    expect(other).not.toBe(text);
    writeFileSync(join(folder, 'files/other.cfg'), other, 'latin1');
    await Promise.all(running.splice(0).map((each) => each.end()));
    await boot('other.cfg', '10.20.1.103').waitFor(/7002: SIP\/2\.0 40[13]/);
  });
});
