// `simulate --namespace --register`: pretend phones on a wire that it makes get their addresses and files there, register with a
// registrar that SIPp plays, and leave it; and of the wire nothing is left.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SOAKING } from '../soak.js';
import { OFFHOOK, type Running, reasonToSkip, runProgram, start } from './programs.js';

const INVENTORY = `offhook: 1
site: { timeZone: Europe/Berlin }
network: { interface: ohs0, subnet: 10.20.1.0/24, pool: 10.20.1.100-10.20.1.150, addressCheck: false }
pbx: { main: { host: pbx.lab.example } }
defaults: { pbx: main, adminPassword: word }
lines: { "7001": { password: { file: secret } }, "7002": { password: { file: secret } } }
phones:
  - { mac: "00:1b:d4:00:00:01", model: cisco-7942g, keys: { 1: { line: "7001" } } }
  - { mac: "00:a8:59:00:00:02", model: fanvil-x4, keys: { 1: { line: "7002" } } }
`;
const ANSWER = (expires: number) => `<send><![CDATA[

SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:];tag=r
[last_Call-ID:]
[last_CSeq:]
[last_Contact:]
Expires: ${expires}
Content-Length: 0

]]></send>`;
/** A line comes, and goes. */
const REGISTRAR = `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="registrar">
<recv request="REGISTER"/>
${ANSWER(300)}
<recv request="REGISTER"><action>
<ereg regexp="[Ee]xpires(=|: *)0" search_in="msg" check_it="true" assign_to="left"/>
</action></recv>
<Reference variables="left"/>
${ANSWER(0)}
</scenario>
`;
const NAME = `ohsn${process.pid}`;

const skipped = SOAKING
  ? reasonToSkip(['ip', 'sipp'], true)
  : 'pretend phones on a wire of their own register where all is tried';

describe.skipIf(skipped !== undefined)('pretend phones on a wire of their own', () => {
  let folder = '';
  const running: Running[] = [];
  /** In a namespace of the test: what they make is in nobody's way. */
  function inside(command: string, ...args: readonly string[]): Running {
    const one = start('ip', ['netns', 'exec', NAME, command, ...args], folder);
    running.push(one);
    return one;
  }
  const ours = (...args: readonly string[]) =>
    inside(process.execPath, OFFHOOK, ...args, '--state-dir', 'state');

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-own-wire-'));
    writeFileSync(join(folder, 'offhook.yaml'), INVENTORY);
    writeFileSync(join(folder, 'secret'), 'sesame\n');
    writeFileSync(join(folder, 'registrar.xml'), REGISTRAR);
    runProgram('ip', ['netns', 'add', NAME]);
    runProgram('ip', ['-n', NAME, 'link', 'set', 'lo', 'up']);
  });
  afterAll(async () => {
    for (const one of running) await one.end();
    runProgram('ip', ['netns', 'delete', NAME]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('register as their files say, and leave', async () => {
    const register = ['--register', '--stay', '1s', '--pbx', '10.20.1.1'];
    const phones = ours('simulate', '--namespace', ...register);
    await phones.waitFor(/ohs0 is a wire to pretend phones/);
    const at = ['-i', '10.20.1.1', '-p', '5060', '-t', 'u1'];
    const ends = ['-m', '2', '-nostdin', '-timeout', '200'];
    const registrar = inside('sipp', '-sf', 'registrar.xml', ...at, ...ends);
    const server = ours('serve', '--page', 'off', '--no-watch', '--no-dhcp-search');
    expect(await phones.ended, phones.output() + server.output()).toBe(0);
    for (const line of ['7001', '7002']) {
      expect(phones.output()).toMatch(
        new RegExp(`line ${line} at 10\\.20\\.1\\.1:5060 by UDP: registered`),
      );
    }
    expect(phones.output().match(/registered: 1 of 1 lines/g)).toHaveLength(2);
    expect(await registrar.ended, registrar.output()).toBe(0);
    expect(runProgram('ip', ['-n', NAME, '-brief', 'link'])).not.toContain('ohs0');
  });
});
