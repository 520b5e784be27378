// What docs/troubleshooting.md says of a phone that does not register: the words of a real Asterisk, on the files of
// docs/quick-start.md with one thing wrong.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readProjectFile } from '../shape/source-files.js';
import { type Asterisk, findAsterisk, startAsterisk } from './asterisk.js';
import { createLan, type Lan } from './lan.js';
import { stepsOf } from './page.js';
import { reasonToSkip, runProgram, start } from './programs.js';

const installation = findAsterisk();
const skipped = installation ? reasonToSkip(['ip'], true) : 'OFFHOOK_ASTERISK names none';
if (!installation) console.log(`tests of Asterisk skipped: ${skipped}`);

const PHONE = '10.20.1.100';
/** As much of a 7931G's file as its account is in. */
const SEP = `<device><sipProfile><voipControlPort>5060</voipControlPort><sipLines><line button="1">
<proxy>10.20.1.1</proxy><name>7001</name><authName>7001</authName><authPassword>FILE-7001</authPassword>
</line></sipLines></sipProfile></device>`;
const GOOD = stepsOf(readProjectFile('docs/quick-start.md')).flatMap((step) =>
  step.kind === 'file' && step.path.startsWith('/etc/asterisk/') ? [step] : [],
);
/** What the page's table has in its first column, or undefined: nothing is logged. */
const CASES = [
  { wrong: 'nothing', from: /$^/, to: '', phone: /7001 is registered/, says: undefined },
  {
    wrong: 'force_rport is as it is unless said',
    from: /^force_rport = no\n/m,
    to: '',
    phone: /no answer to REGISTER/,
    says: undefined,
  },
  {
    wrong: 'the password',
    from: /^password = FILE-7001$/m,
    to: 'password = another',
    phone: /401 Unauthorized/,
    says: 'Failed to authenticate',
  },
  {
    wrong: 'the number',
    from: /^\[7001\]/gm,
    to: '[7009]',
    phone: /no answer to REGISTER/,
    says: 'No matching endpoint found',
  },
];

describe.skipIf(skipped !== undefined).each(CASES)('with $wrong wrong', (each) => {
  let folder = '';
  let lan: Lan;
  let asterisk: Asterisk;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-asterisk-'));
    lan = createLan();
    lan.bePhone('00:1b:d4:00:00:01');
    runProgram('ip', ['-n', lan.client, 'address', 'add', `${PHONE}/24`, 'dev', 'phone0']);
    for (const { path, text } of GOOD) {
      mkdirSync(join(folder, 'etc/asterisk'), { recursive: true });
      writeFileSync(join(folder, path), text.replace(each.from, each.to));
    }
    writeFileSync(join(folder, 'SEP'), SEP);
    if (!installation) return;
    asterisk = await startAsterisk(installation, join(folder, 'etc/asterisk'), lan.server);
  });

  afterAll(async () => {
    await asterisk?.end();
    lan?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('the phone hears, and Asterisk says, what the page says', async () => {
    const script = join(import.meta.dirname, 'desk-phone.mjs');
    const words = ['env', 'TRIES=4', process.execPath, script, join(folder, 'SEP'), PHONE];
    const phone = start('ip', ['netns', 'exec', lan.client, ...words], folder);
    await phone.waitFor(each.phone);
    await phone.end();
    // The answer may be here before the line of the log.
    if (each.says !== undefined) await asterisk.waitFor(new RegExp(each.says));
    const known = ['Failed to authenticate', 'No matching endpoint found'];
    const said = known.filter((sentence) => asterisk.output().includes(sentence));
    expect(said).toEqual(each.says === undefined ? [] : [each.says]);
    expect(GOOD).toHaveLength(2);
    const page = readProjectFile('docs/troubleshooting.md');
    for (const sentence of said) expect(page).toContain(`| \`${sentence}\` |`);
  });
});
