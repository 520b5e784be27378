// The state folder of a server that starts as root: what is planted in it, and what the system refuses there.

import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Ipv4 } from '../../src/core/ipv4.js';
import type { Mac } from '../../src/core/mac.js';
import { formatJournalLine, type JournalLine } from '../../src/dhcp/journal/journal-line.js';
import { SOAKING } from '../soak.js';
import { createLan, type Lan, SERVED_INTERFACE } from './lan.js';
import { OFFHOOK, type Running, reasonToSkip, runProgram, start } from './programs.js';

const INVENTORY = `site: { timeZone: Europe/Moscow }
network:
  interface: ${SERVED_INTERFACE}
  subnet: 10.20.1.0/24
  pool: 10.20.1.100-10.20.1.110
  clients: any
`;
const SERVE = `${process.execPath} ${OFFHOOK} serve --no-dhcp-search --no-address-check --no-watch --tftp-port 0 --state-dir state`;

const KNOWN: JournalLine = {
  seq: 1,
  seconds: 3600,
  lease: {
    address: 0x0a140169 as Ipv4,
    state: 'bound',
    client: 'id:1',
    mac: '02:00:00:00:00:01' as Mac,
    untilMs: Date.now() + 3_600_000,
  },
};

const skipped = SOAKING
  ? reasonToSkip(['ip', 'mount', 'udhcpc'], true)
  : 'at a desk test/serve/prepare-state.test.ts and privileges.test.ts have the folder';

/** That a disk of its own can be mounted: not in every container. */
function hasBlockDevices(): boolean {
  const has = existsSync('/dev/loop-control') && spawnSync('which', ['mkfs.ext4']).status === 0;
  if (!has) console.log('no disk becomes read-only: there are no loop devices, or no mkfs.ext4');
  return has;
}

describe.skipIf(skipped !== undefined)('a server that starts as root', () => {
  let folder = '';
  let lan: Lan;
  let server: Running;
  const at = (name: string) => join(folder, name);
  const [, , uid = 0, gid = 0] = runProgram('getent', ['passwd', 'nobody']).split(':').map(Number);

  beforeAll(() => {
    lan = createLan();
    folder = mkdtempSync(join(tmpdir(), 'offhook-state-'));
    chmodSync(folder, 0o755);
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

  /** `before` runs in a mount namespace of its own. */
  function serve(options: string, before = 'true'): void {
    const script = `${before} && exec ${SERVE} ${options}`;
    server = start('ip', ['netns', 'exec', lan.server, 'sh', '-c', script], folder);
  }
  const mount = (options: string) => `mount -t tmpfs -o mode=755,${options} none state`;
  /** Resolves with the exit code of a start that fails. */
  async function failed(options: string, before?: string): Promise<number | null> {
    serve(options, before);
    await server.waitFor(/"event":"failed".*\n/);
    return server.end('SIGCONT');
  }

  it('opens files as the user that it becomes, in a folder that it made', async () => {
    serve('--user nobody');
    await server.waitFor(/DHCP {2}10\.20\.1\.1:67/);
    lan.bePhone('02:00:00:00:00:61');
    expect(lan.runUdhcpc('client')?.get('ip')).toBe('10.20.1.100');
    const names = ['', '/leases.jsonl', '/leases.jsonl.lock', '/offhook.sock'];
    for (const name of names) expect(statSync(at(`state${name}`)), name).toMatchObject({ uid });
    const [left, opened] = ['runs without root', 'DHCP is ready'].map((each) =>
      server.output().indexOf(each),
    );
    expect(left).toBeGreaterThan(0);
    expect(opened).toBeGreaterThan(left ?? 0);
  });

  it.each([['leases.jsonl', 'nobody'] as const, ['leases.jsonl.lock', 'root'] as const])(
    'does not follow a link planted as %s, as %s',
    async (name, user) => {
      writeFileSync(at('victim'), 'precious\n', { mode: 0o600 });
      mkdirSync(at('state'), { mode: 0o755 });
      symlinkSync(at('victim'), at(`state/${name}`));
      chownSync(at('state'), uid, gid);
      await failed(`--user ${user}`);
      expect(readFileSync(at('victim'), 'utf8')).toBe('precious\n');
      expect(statSync(at('victim'))).toMatchObject({ uid: 0, mode: 0o100600 });
      expect(server.output()).toContain('symbolic link');
    },
  );

  it('gives no folder away that was there before, and refuses one that is open to all', async () => {
    mkdirSync(at('state'), { mode: 0o755 });
    expect(await failed('--user nobody')).toBe(77);
    expect(server.output()).toContain('a right is missing (EACCES)');
    chmodSync(at('state'), 0o1777);
    expect(await failed('--user nobody')).toBe(77);
    expect(server.output()).toContain('others may write');
    expect(statSync(at('state')).uid).toBe(0);
  });

  it('starts on a full disk, and keeps its word to whom that disk knows', async () => {
    serve('--user root');
    await server.waitFor(/DHCP is ready/);
    lan.bePhone('02:00:00:00:00:62');
    expect(lan.runUdhcpc('client')?.get('ip')).toBe('10.20.1.100');
    await server.end('SIGTERM');
    const seed = readFileSync(at('state/leases.jsonl'));
    // To the end of its page, for what is left of that is room.
    writeFileSync(at('seed'), `${seed}${'\n'.repeat(4096 - seed.length)}`);

    const full = `${mount('size=8k')} && cp seed state/leases.jsonl && { cat /dev/zero > state/fill 2>/dev/null; true; }`;
    serve('--user root', full);
    await server.waitFor(/DHCP is ready/);
    expect(server.output()).toContain('the disk of the lease journal cannot be written');
    const again = lan.runUdhcpc('client');
    expect(again?.get('ip')).toBe('10.20.1.100');
    lan.bePhone('02:00:00:00:00:63');
    expect(lan.askOnce('client')).toBeUndefined();
    await server.waitFor(/leases cannot be written/);
    expect(await server.end('SIGTERM')).toBe(0);
  });

  it('starts on a read-only disk that has its journal, torn as it may be', async () => {
    mkdirSync(at('state'), { mode: 0o755 });
    const end = '{"seq":';
    writeFileSync(at('seed'), `${formatJournalLine(KNOWN)}${end}`);
    const readOnly = `${mount('size=64k')} && cp seed state/leases.jsonl && mount -o remount,ro state`;
    serve('--user root', readOnly);
    await server.waitFor(/"leases":1,.*DHCP is ready/);
    lan.bePhone('02:00:00:00:00:64');
    expect(lan.askOnce('client')).toBeUndefined();
    await server.waitFor(/EROFS.*leases cannot be written/);
    expect(await server.end('SIGTERM')).toBe(0);
  });

  it.runIf(SOAKING && hasBlockDevices())(
    'goes on when its disk becomes read-only, and ends well',
    async () => {
      mkdirSync(at('state'), { mode: 0o755 });
      const disk =
        'truncate -s 8M disk && mkfs.ext4 -q disk && mount -o loop,errors=remount-ro disk state';
      // Asked for by a file, in the mount namespace of the server: as ext4 does it when a block cannot be written.
      const failing =
        'timeout 240 sh -c "until [ -e fail ]; do sleep 0.1; done; mount -o remount,abort state; touch failed"';
      serve('--user root', `${disk} && { ${failing} >/dev/null 2>&1 & }`);
      await server.waitFor(/DHCP is ready/);
      lan.bePhone('02:00:00:00:00:65');
      expect(lan.runUdhcpc('client')?.get('ip')).toBe('10.20.1.100');
      writeFileSync(at('fail'), '');
      await expect.poll(() => existsSync(at('failed'))).toBe(true);
      expect(lan.runUdhcpc('client')?.get('ip')).toBe('10.20.1.100');
      await server.waitFor(/EROFS.*leases cannot be written/);
      lan.bePhone('02:00:00:00:00:66');
      expect(lan.askOnce('client')).toBeUndefined();
      expect(await server.end('SIGTERM')).toBe(0);
      expect(server.output()).toContain('the lock file of the lease journal stays behind');
    },
  );

  it('says that its disk is read-only, and ends with 74', async () => {
    mkdirSync(at('state'), { mode: 0o755 });
    expect(await failed('--user root', mount('ro'))).toBe(74);
    expect(server.output()).toContain('read-only (EROFS)');
    expect(await failed('--user root --state-dir state/deep', mount('ro'))).toBe(74);
    expect(server.output()).toContain('read-only (EROFS)');
  });
});
