import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../src/core/log.js';
import {
  createSystemdNotify,
  type SystemdNotify,
  watchdogMs,
} from '../../src/serve/systemd-notify.js';
import { chooseBackend } from '../../src/udp/backend.js';
import { folderOfTest } from '../folder-of-test.js';

let folder = '';
beforeEach(() => {
  folder = folderOfTest('notify');
  const script = [
    '#!/bin/sh',
    `cd "${folder}"`,
    // The first message takes as long as somebody wants it to.
    '[ -p hold ] && [ "$2" = "STATUS=serving 2 phones" ] && read -r _ < hold',
    'for each; do echo "$each" >> told; done',
  ];
  writeFileSync(join(folder, 'systemd-notify'), `${script.join('\n')}\n`, { mode: 0o755 });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const NOTIFY = { NOTIFY_SOCKET: '/run/systemd/notify' };
const told = () => readFileSync(join(folder, 'told'), 'utf8').trim().split('\n');
const noLibc = undefined;

const LIFE = [
  ...['READY=1', 'STATUS=serving 2 phones', 'RELOADING=1', 'STATUS=reading the inventory'],
  ...['READY=1', 'STATUS=serving 3 phones', 'STOPPING=1'],
];

async function live(systemd: SystemdNotify): Promise<void> {
  systemd.ready('serving 2 phones');
  systemd.reloading();
  systemd.ready('serving 3 phones');
  await systemd.stopping();
}

describe('systemd, told what is done,', () => {
  beforeEach(() => vi.stubEnv('PATH', `${folder}:${process.env.PATH}`));

  it('hears it again only where it differs', async () => {
    const systemd = createSystemdNotify(NOTIFY, silentLog, noLibc);
    systemd.ready('serving 2 phones');
    systemd.status('serving 2 phones');
    systemd.status('2 phones: 1 done');
    systemd.status('2 phones: 1 done');
    systemd.status('2 phones: 2 done');
    await systemd.stopping();
    expect(told()).toEqual([
      ...['READY=1', 'STATUS=serving 2 phones', 'STATUS=2 phones: 1 done'],
      ...['STATUS=2 phones: 2 done', 'STOPPING=1'],
    ]);
  });
});

describe('systemd, told by its own program,', () => {
  beforeEach(() => vi.stubEnv('PATH', `${folder}:${process.env.PATH}`));

  it('hears what happens, in its order', async () => {
    await live(createSystemdNotify(NOTIFY, silentLog, noLibc));
    expect(told()).toEqual(LIFE);
  });

  it('hears it in its order, too, when the first message takes long', async () => {
    execFileSync('mkfifo', [join(folder, 'hold')]);
    const lived = live(createSystemdNotify(NOTIFY, silentLog, noLibc));
    // Started after whatever was started at once, and as quick.
    await promisify(execFile)('systemd-notify', ['somebody else']);
    await writeFile(join(folder, 'hold'), '\n');
    await lived;
    expect(told()).toEqual(['somebody else', ...LIFE]);
  });

  it('hears nothing unless it asks', async () => {
    await live(createSystemdNotify({}, silentLog, noLibc));
    expect(told).toThrow('ENOENT');
  });

  it('is not worth stopping for where its program is missing', async () => {
    vi.stubEnv('PATH', join(folder, 'nothing'));
    const warned: string[] = [];
    const log = { ...silentLog, warn: (_: object, text: string) => void warned.push(text) };
    const systemd = createSystemdNotify(NOTIFY, log, noLibc);
    await systemd.stopping();
    expect(warned).toEqual(['systemd cannot be told how we are']);
  });

  it('hears the rest when one message cannot even be tried', async () => {
    const systemd = createSystemdNotify(NOTIFY, silentLog, noLibc);
    // Refused within the call, as the system's lack of memory is.
    systemd.ready('a\0b');
    await systemd.stopping();
    expect(told()).toEqual(['STOPPING=1']);
  });
});

const backend = await chooseBackend();
const { libc } = backend;
const noDatagrams =
  backend.name === 'dgram' && `datagrams to systemd are not tested: ${backend.refusal}`;
if (noDatagrams) console.log(noDatagrams);

/** Node cannot open such a socket, so another program hears for us: perl, which Debian has everywhere and which starts fast. */
const HEAR = `
use Socket;
my ($path, $last) = @ARGV;
$path =~ s/^@/\\0/;
socket(my $s, AF_UNIX, SOCK_DGRAM, 0) or die $!;
bind($s, pack_sockaddr_un($path)) or die $!;
$| = 1;
print "hears\\n";
do { recv($s, $_, 4096, 0); print "$_\\n" } until $_ eq $last;
`;

async function hear(path: string, last: string) {
  const child = spawn('perl', ['-e', HEAR, path, last], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let heard = '';
  child.stdout.on('data', (data) => {
    heard += data;
  });
  const ended = once(child, 'close');
  await once(child.stdout, 'data');
  return { ended, lines: () => heard.trim().split('\n').slice(1) };
}

describe.skipIf(noDatagrams)('systemd, told by datagrams,', () => {
  it.each([
    ['a file', () => join(folder, 'notify')],
    ['an abstract name', () => `@offhook-test-${process.pid}`],
  ])('hears what happens, in its order, at %s', async (_, pathOf) => {
    const NOTIFY_SOCKET = pathOf();
    const systemd = await hear(NOTIFY_SOCKET, 'STOPPING=1');
    await live(createSystemdNotify({ NOTIFY_SOCKET }, silentLog, libc));
    await systemd.ended;
    expect(systemd.lines()).toEqual(LIFE);
  });

  it('hears that the event loop turns, three times in its limit', async () => {
    const NOTIFY_SOCKET = join(folder, 'notify');
    const systemd = await hear(NOTIFY_SOCKET, 'STOPPING=1');
    vi.useFakeTimers();
    const ours = createSystemdNotify({ NOTIFY_SOCKET, WATCHDOG_USEC: '60000000' }, silentLog, libc);
    vi.advanceTimersByTime(60_000);
    await ours.stopping();
    vi.useRealTimers();
    await systemd.ended;
    expect(systemd.lines()).toEqual(['WATCHDOG=1', 'WATCHDOG=1', 'WATCHDOG=1', 'STOPPING=1']);
  });

  it('is not worth stopping for where nobody is', async () => {
    const warned: string[] = [];
    const log = { ...silentLog, warn: (_: object, text: string) => void warned.push(text) };
    const systemd = createSystemdNotify({ NOTIFY_SOCKET: join(folder, 'nobody') }, log, libc);
    await systemd.stopping();
    expect(warned).toEqual(['systemd cannot be told how we are']);
  });
});

describe('the watchdog', () => {
  it.each([
    [{}, undefined],
    [{ WATCHDOG_USEC: '' }, undefined],
    [{ WATCHDOG_USEC: '0' }, undefined],
    [{ WATCHDOG_USEC: 'soon' }, undefined],
    [{ WATCHDOG_USEC: '30000000' }, 30_000],
    [{ WATCHDOG_USEC: '30000000', WATCHDOG_PID: '7' }, 30_000],
    [{ WATCHDOG_USEC: '30000000', WATCHDOG_PID: '8' }, undefined],
  ])('with %j waits for us %s ms', (env, limitMs) => {
    expect(watchdogMs(env, 7)).toBe(limitMs);
  });
});
