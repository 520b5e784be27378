// Files that somebody wrote by hand, in a folder of plain files: served as they are, and what a phone would refuse stands in
// the log when one first asks for it.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SOAKING } from '../soak.js';
import { OFFHOOK, type Running, reasonToSkip, start } from './programs.js';

const SEP = 'SEP001BD4000001.cnf.xml';
const HAND_MADE = `<device>
  <deviceProtocol>SIP</deviceProtocol>
  <sshPassword>t1ger-lily</sshPassword>
  <directoryURL>http://joe:t1ger-lily@10.20.1.1/?a=1&b=2</directoryURL>
</device>
`;
const FANVIL = '00a859000001.cfg';
const TXT = `${'<<VOIP CONFIG FILE>>Version:2.0002'.padEnd(62)}
<SIP CONFIG MODULE>
--SIP Line List--  :
SIP1 Register Port :t1ger-lily
<<END OF FILE>>
`;

let folder = '';
let running: Running | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-plain-lint-'));
  mkdirSync(join(folder, 'plain'));
  mkdirSync(join(folder, 'got'));
});
afterEach(async () => {
  await running?.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Long ago: what was written just now is waited for. */
function put(name: string, text: string, time = 1_000) {
  writeFileSync(join(folder, 'plain', name), text);
  utimesSync(join(folder, 'plain', name), time, time);
}

async function serve(...args: string[]) {
  const all = [OFFHOOK, 'serve', '--address', '127.0.0.1', '--tftp-port', '0', '--http-port', '0'];
  const server = start(
    process.execPath,
    [...all, '--files', 'plain', '--log-format', 'json', ...args],
    folder,
  );
  running = server;
  const [, tftp = ''] = await server.waitFor(/TFTP {2}127\.0\.0\.1:(\d+)/);
  const [, http = ''] = await server.waitFor(/HTTP {2}http:\/\/127\.0\.0\.1:(\d+)/);
  return { server, tftp, http };
}

function fetchByTftp(port: string, name: string): string {
  const to = join(folder, 'got', name);
  execFileSync('tftp', ['-m', 'octet', '127.0.0.1', port, '-c', 'get', name, to]);
  return readFileSync(to, 'utf8');
}

const fetchByHttp = (port: string, name: string) =>
  execFileSync('curl', ['-s', `http://127.0.0.1:${port}/${name}`]).toString();

const told = (server: Running) =>
  server
    .output()
    .split('\n')
    .filter((line) => line.includes('"event":"lint"'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const reason = SOAKING
  ? reasonToSkip(['tftp', 'curl'])
  : 'at a desk test/serve/brought has what is told';

describe.skipIf(reason !== undefined)('a file that somebody wrote by hand', () => {
  it('is served as it is, and told of once for each version, without its secrets', async () => {
    put(SEP, HAND_MADE);
    put(FANVIL, TXT);
    const { server, tftp, http } = await serve();
    expect(fetchByTftp(tftp, SEP)).toBe(HAND_MADE);
    await server.waitFor(/"event":"lint".*xml\/bare-ampersand/);
    expect(fetchByTftp(tftp, SEP)).toBe(HAND_MADE);
    expect(fetchByHttp(http, FANVIL)).toBe(TXT);
    await server.waitFor(/"event":"lint".*fanvil\/no-number/);
    expect(told(server).map(({ code, line }) => [code, line])).toEqual([
      ['xml/bare-ampersand', 4],
      ['fanvil/no-number', 4],
    ]);
    put(SEP, HAND_MADE.replace('&b', '&amp;b').replace('</device>', '</devise>'), 2_000);
    fetchByHttp(http, SEP);
    await server.waitFor(/"event":"lint".*xml\/end-tag/);
    expect(server.output()).not.toContain('t1ger-lily');
  });

  it('is looked at by probe by the same rules', async () => {
    put(SEP, HAND_MADE);
    const { tftp } = await serve();
    const probe = start(
      process.execPath,
      [OFFHOOK, 'probe', '00:1b:d4:00:00:01', '--model', 'cisco-7931g', '--port', tftp],
      folder,
    );
    await probe.waitFor(/xml\/bare-ampersand/);
    expect(await probe.end()).not.toBe(0);
    expect(probe.output()).not.toContain('t1ger-lily');
  });
});
