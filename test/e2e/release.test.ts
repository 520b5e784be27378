// `leases release` while `serve` runs: a pool of one address, two guests who want it, and who holds it in the end.

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { offhook } from '../cli/cli-under-test.js';
import { SOAKING } from '../soak.js';
import { createLan, type Lan, SERVED_INTERFACE } from './lan.js';
import { OFFHOOK, type Running, reasonToSkip, runProgram, start } from './programs.js';

const ONLY = '10.20.1.100';
const INVENTORY = `site: { timeZone: Europe/Moscow }
network:
  interface: ${SERVED_INTERFACE}
  subnet: 10.20.1.0/24
  pool: ${ONLY}-${ONLY}
  clients: any
`;
const GUEST = '02:00:00:00:00:51';
const OTHER_GUEST = '02:00:00:00:00:52';

const skipped = SOAKING
  ? reasonToSkip(['ip', 'udhcpc', 'setpriv'], true)
  : 'at a desk test/cli/leases.test.ts releases by the socket of a server';

describe.skipIf(skipped !== undefined)('leases release beside a running server', () => {
  let folder = '';
  let lan: Lan;
  let server: Running;
  const at = (name: string) => join(folder, name);
  const socket = () => at('state/offhook.sock');

  beforeAll(() => {
    lan = createLan();
    folder = mkdtempSync(join(tmpdir(), 'offhook-release-'));
    runProgram('chmod', ['755', folder]);
    writeFileSync(at('offhook.yaml'), INVENTORY);
  });
  afterEach(async () => {
    await server.end('SIGKILL');
    rmSync(at('state'), { recursive: true, force: true });
  });
  afterAll(() => {
    lan?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The state folder is told as systemd tells it; `as` comes next to Node, whose folder may be root's alone. */
  const program = (...as: string[]) => {
    const environment = ['env', `STATE_DIRECTORY=${at('state')}`];
    return [...environment, ...as, process.execPath, OFFHOOK];
  };
  async function serve(...options: string[]): Promise<void> {
    const alone = ['--no-dhcp-search', '--no-address-check', '--no-watch', '--tftp-port', '0'];
    const command = ['netns', 'exec', lan.server, ...program(), 'serve', ...alone, ...options];
    server = start('ip', command, folder);
    await server.waitFor(/DHCP {2}10\.20\.1\.1:67/);
  }
  /**
   * A REQUEST that it says again, as the answer to the first is late, could be read after a release, and takes the only address
   * again: it waits longer for an answer than a disk under load takes.
   */
  function boot(mac: string): string | undefined {
    lan.bePhone(mac);
    return lan.runUdhcpc('client', '-T', '10', '-t', '6')?.get('ip');
  }
  function ask(mac: string): string | undefined {
    lan.bePhone(mac);
    return lan.askOnce('client')?.get('ip');
  }
  /** By root, from this process. Throws with what it said. */
  async function release(mac: string, environment: Readonly<Record<string, string>> = {}) {
    const env = { STATE_DIRECTORY: at('state'), ...environment };
    const { code, out, err } = await offhook(folder, ['leases', 'release', mac], { env });
    if (code !== 0) throw new Error(err);
    return out;
  }
  function releaseAs(user: readonly string[], mac: string): string {
    const [name = '', ...args] = [...program(...user), 'leases', 'release', mac];
    return runProgram(name, args, folder);
  }

  it('gives the address to whoever asks next', async () => {
    await serve();
    expect([boot(GUEST), ask(OTHER_GUEST)]).toEqual([ONLY, undefined]);
    expect(await release(GUEST)).toBe(`${ONLY} is free\n`);
    expect(boot(OTHER_GUEST)).toBe(ONLY);
    expect(await release(OTHER_GUEST)).toBe(`${ONLY} is free\n`);
    await expect(release(OTHER_GUEST)).rejects.toThrow(`${OTHER_GUEST} holds no lease`);
    await server.waitFor(/leases were released by hand/);
    expect(await server.end('SIGTERM')).toBe(0);
    expect(existsSync(socket())).toBe(false);
  });

  it('gives it also after an end without warning', async () => {
    await serve();
    expect(boot(OTHER_GUEST)).toBe(ONLY);
    expect(await release(OTHER_GUEST)).toBe(`${ONLY} is free\n`);
    await server.end('SIGKILL');
    expect(existsSync(socket())).toBe(true);
    await serve();
    expect(boot(GUEST)).toBe(ONLY);
    expect(await release(GUEST)).toBe(`${ONLY} is free\n`);
    expect(await server.end('SIGTERM')).toBe(0);
    expect(existsSync(socket())).toBe(false);
  });

  it('goes on where the state folder was made anew meanwhile', async () => {
    await serve();
    expect(boot(GUEST)).toBe(ONLY);
    rmSync(at('state'), { recursive: true });
    mkdirSync(at('state'), { mode: 0o700 });
    await server.waitFor(/this server can be asked again/);
    const names = ['leases.jsonl', 'leases.jsonl.lock', 'offhook.sock'];
    await expect.poll(() => readdirSync(at('state')).toSorted()).toEqual(names);
    expect(await release(GUEST)).toBe(`${ONLY} is free\n`);
    expect(await server.end('SIGTERM')).toBe(0);
    expect(readdirSync(at('state'))).toEqual(['leases.jsonl']);
  });

  it('is for root and the user that serves', async () => {
    await serve('--user', 'nobody');
    const { uid } = JSON.parse(/\{.*runs without root.*\}/.exec(server.output())?.[0] ?? '{}');
    expect(statSync(socket())).toMatchObject({ uid, mode: 0o140600 });
    expect(boot(GUEST)).toBe(ONLY);
    expect(await release(GUEST)).toBe(`${ONLY} is free\n`);
    expect(boot(OTHER_GUEST)).toBe(ONLY);
    const asUser = ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'];
    expect(releaseAs(asUser, OTHER_GUEST)).toBe(`${ONLY} is free\n`);
    const asOther = ['setpriv', '--reuid=4711', '--regid=4711', '--clear-groups'];
    expect(() => releaseAs(asOther, GUEST)).toThrow(/leases\.jsonl: this user may not/);
    expect(await server.end('SIGTERM')).toBe(0);
    expect(existsSync(socket())).toBe(false);
  });

  it('does not keep a server from its work where there cannot be one', async () => {
    const long = at('x'.repeat(100));
    await serve('--state-dir', long);
    expect(boot(GUEST)).toBe(ONLY);
    await expect(release(GUEST, { OFFHOOK_STATE_DIR: long })).rejects.toThrow(
      /process \d+ holds .*leases\.jsonl\.lock; .*too long a name for a socket/,
    );
    await server.waitFor(/leases release cannot ask this server/);
  });

  it('is not for a dry run, which leaves the socket of another server alone', async () => {
    mkdirSync(at('state'));
    writeFileSync(socket(), "another's");
    await serve('--dry-run');
    expect(await server.end('SIGTERM')).toBe(0);
    expect(readFileSync(socket(), 'utf8')).toBe("another's");
  });

  it('says who has the leases where that one cannot be asked', async () => {
    await serve();
    expect(boot(GUEST)).toBe(ONLY);
    rmSync(socket());
    await expect(release(GUEST)).rejects.toThrow(
      /process \d+ holds .*leases\.jsonl\.lock; .*offhook\.sock .*there is no such socket/,
    );
    expect(ask(OTHER_GUEST)).toBeUndefined();
  });
});
