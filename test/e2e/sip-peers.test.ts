// Our SIP against programs of others: SIPp as a phone that is asked, a real Asterisk as the PBX where one registers.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFolder, INVENTORY, offhook, SECRETS } from '../cli/cli-under-test.js';
import { readProjectFile } from '../shape/source-files.js';
import { agent } from '../sip/agents-under-test.js';
import { type Asterisk, findAsterisk, startAsterisk } from './asterisk.js';
import { createLan, type Lan } from './lan.js';
import { stepsOf } from './page.js';
import { OFFHOOK, type Running, reasonToSkip, runProgram, start } from './programs.js';

const MAC = '5c:fc:66:5d:4f:9a';

/** Answers OPTIONS that are as RFC 3261 wants them, and says by its exit code whether they were. */
const PHONE = `<?xml version="1.0" encoding="UTF-8"?>
<scenario name="a phone that is asked">
  <recv request="OPTIONS">
    <action>
      <ereg regexp="[0-9]+ OPTIONS" search_in="hdr" header="CSeq:" check_it="true" assign_to="1"/>
      <ereg regexp="70" search_in="hdr" header="Max-Forwards:" check_it="true" assign_to="2"/>
      <ereg regexp="sip:" search_in="hdr" header="Contact:" check_it="true" assign_to="3"/>
      <ereg regexp="branch=z9hG4bK" search_in="hdr" header="Via:" check_it="true" assign_to="4"/>
    </action>
  </recv>
  <send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:];tag=[call_number]
[last_Call-ID:]
[last_CSeq:]
Allow: OPTIONS, NOTIFY
User-Agent: SIPp plays a phone
Content-Length: 0

]]></send>
  <Reference variables="1,2,3,4"/>
</scenario>
`;

const noSipp = reasonToSkip(['sipp']);

describe.skipIf(noSipp !== undefined)('SIPp as a phone', () => {
  it.each([
    ['udp', 'u1'],
    ['tcp', 't1'],
  ])('is content with ping by %s', async (transport, mode) => {
    const folder = createFolder({ 'phone.xml': PHONE, 'offhook.yaml': INVENTORY });
    // A port that was free a moment ago, on an address that nobody else here listens on.
    const address = '127.31.9.1';
    const place = await agent({ local: { address, port: 0 } });
    const port = `${place.local.port}`;
    await place.close();
    const words = ['-sf', 'phone.xml', '-i', address, '-p', port, '-m', '1', '-t', mode];
    const sipp = start('sipp', [...words, '-nostdin', '-timeout', '60s'], folder);
    const where = ['--address', address, '--port', port, '--transport', transport];
    const ping = () =>
      offhook(folder, ['ping', MAC, ...where, '--timeout', '30'], { env: SECRETS });
    // It does not say when it listens.
    let { code, out } = await ping();
    while (out.includes('ECONNREFUSED') && sipp.child.exitCode === null) {
      ({ code, out } = await ping());
    }
    expect(out).toMatch(/: 200 OK in .* SIPp plays a phone\n/);
    expect(code).toBe(0);
    expect(await sipp.ended, sipp.output()).toBe(0);
  });
});

const installation = findAsterisk();
const skipped = installation ? reasonToSkip(['ip'], true) : 'OFFHOOK_ASTERISK names none';
if (!installation) console.log(`nobody registers at an Asterisk: ${skipped}`);

const OWNER = stepsOf(readProjectFile('docs/quick-start.md')).flatMap((step) =>
  step.kind === 'file' && step.path.startsWith('/etc/asterisk/') ? [step] : [],
);
const SITE = `offhook: 1
site: { timeZone: Europe/Berlin, servers: [10.20.1.1] }
pbx: { main: { host: 10.20.1.1 } }
defaults: { pbx: main, adminPassword: word }
lines:
  "7001": { password: FILE-7001 }
  "7002": { password: not what the PBX has }
  "7009": { password: any }
phones:
  - { mac: "00:1b:d4:00:00:01", model: cisco-7942g, keys: { 1: { line: "7001" } } }
  - { mac: "00:a8:59:00:00:02", model: fanvil-x4, keys: { 1: { line: "7002" } } }
  - { mac: "00:a8:59:00:00:03", model: fanvil-x4, keys: { 1: { line: "7009" } } }
`;
const FORCED = /^force_rport = no\n/m;

describe.skipIf(skipped !== undefined).each([
  { rport: 'as phones need it', from: /$^/ },
  { rport: 'as Asterisk has it by itself', from: FORCED },
])('an Asterisk that sends its answers $rport', ({ from }) => {
  let folder = '';
  let lan: Lan;
  let asterisk: Asterisk;
  let serve: Running;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-register-'));
    lan = createLan();
    runProgram('ip', ['-n', lan.client, 'address', 'add', '10.20.1.100/24', 'dev', 'phone0']);
    mkdirSync(join(folder, 'etc/asterisk'), { recursive: true });
    for (const { path, text } of OWNER) writeFileSync(join(folder, path), text.replace(from, ''));
    writeFileSync(join(folder, 'offhook.yaml'), SITE);
    const inside = ['netns', 'exec', lan.server, process.execPath, OFFHOOK];
    serve = start('ip', [...inside, 'serve', '--dhcp', 'off', '--state-dir', folder], folder);
    await serve.waitFor(/offhook serves/);
    if (!installation) return;
    asterisk = await startAsterisk(installation, join(folder, 'etc/asterisk'), lan.server);
  });

  afterAll(async () => {
    await asterisk?.end();
    await serve?.end();
    lan?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  async function probe(mac: string, ...args: readonly string[]): Promise<string> {
    const words = ['probe', mac, '--server', '10.20.1.1', '--register', ...args];
    const inside = ['netns', 'exec', lan.client, process.execPath, OFFHOOK, ...words];
    const probing = start('ip', inside, folder);
    await probing.ended;
    return probing.output();
  }

  it('takes the line of a file as it was generated, and is left again', async () => {
    const out = await probe('00:1b:d4:00:00:01');
    expect(out).toMatch(/line 7001 at 10\.20\.1\.1:5060 by UDP: registered {2}\(200 OK\)/);
    expect(asterisk.ask('pjsip show contacts')).not.toContain('7001@');
  });

  it('answers a phone of the 79xx’s manner where it listens, or never', async () => {
    const out = await probe('00:1b:d4:00:00:01', '--from-other-port');
    expect(out).toMatch(from === FORCED ? /7001 .* no answer came/ : /7001 .*: registered/);
  });

  it('refuses a password that it has otherwise, and a line that it does not have', async () => {
    expect(await probe('00:a8:59:00:00:02')).toMatch(/7002 .* does not take its password/);
    expect(await probe('00:a8:59:00:00:03')).toMatch(/7009 .* NOT REGISTERED: the PBX/);
    expect(asterisk.output()).not.toContain('not what the PBX has');
  });
});
