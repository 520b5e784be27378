// Two wires in network namespaces: a server on both without a default route, and a client on each.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OFFHOOK, type Running, runProgram, start } from './programs.js';

/** Which wire a client is on. */
export type Where = 'client' | 'stranger';

export interface Lan {
  /** Namespace names, to put before a command: `ip netns exec <name>`. */
  readonly server: string;
  /** On the wire that is served, 10.20.1.0/24. */
  readonly client: string;
  /** On another wire of the server, 10.99.0.0/24. */
  readonly stranger: string;
  /** Gives the client's interface the MAC of a phone, and no address. */
  bePhone(mac: string, where?: Where): void;
  /**
   * What udhcpc there tells its script when it is bound, by name; it leaves the interface as it is. Undefined: it
   * asked for most of a minute or more and got nothing. Where nothing is expected, `askOnce` is the one to take.
   */
  runUdhcpc(where: Where, ...options: readonly string[]): ReadonlyMap<string, string> | undefined;
  /** The same for one DISCOVER and a second; what the server made of it stands in its log. */
  askOnce(where: Where): ReadonlyMap<string, string> | undefined;
  remove(): void;
}

export const SERVED_INTERFACE = 'eth1';
export const CLIENT_INTERFACE = 'phone0';

/** Files run one behind the other in one process: what one could not remove is not in the way of the next. */
let count = 0;

export function createLan(): Lan {
  const number = count++;
  const name = (role: string) => `offhook-${process.pid}-${number}-${role}`;
  const [server, client, stranger] = [name('server'), name('client'), name('stranger')];
  const folder = mkdtempSync(join(tmpdir(), 'offhook-udhcpc-'));
  const script = join(folder, 'tell.sh');
  writeFileSync(script, '#!/bin/sh\n[ "$1" = bound ] && env\nexit 0\n', { mode: 0o755 });
  const ip = (...args: string[]) => runProgram('ip', args);
  const wires = [
    { near: SERVED_INTERFACE, far: client, address: '10.20.1.1/24' },
    { near: 'eth0', far: stranger, address: '10.99.0.1/24' },
  ];
  ipAll([
    ...[server, client, stranger].map((each) => `netns add ${each}`),
    ...wires.map(
      ({ near, far }) =>
        `link add ${near} netns ${server} type veth peer name ${CLIENT_INTERFACE} netns ${far}`,
    ),
  ]);
  ipAll(
    [
      ...wires.flatMap(({ near, address }) => [
        `address add ${address} dev ${near}`,
        `link set ${near} up`,
      ]),
      'link set lo up',
    ],
    server,
  );
  for (const { far } of wires) ip('-n', far, 'link', 'set', CLIENT_INTERFACE, 'up');
  const runUdhcpc = (where: Where, tries: string, ...options: readonly string[]) => {
    const inside = ['netns', 'exec', where === 'client' ? client : stranger];
    const patience = ['-n', '-q', '-f', '-t', tries, '-T', '1'];
    const command = ['udhcpc', '-i', CLIENT_INTERFACE, '-s', script, ...patience, ...options];
    try {
      return variablesIn(ip(...inside, ...command));
    } catch {
      return undefined;
    }
  };
  return {
    server,
    client,
    stranger,
    bePhone(mac, where = 'client') {
      const namespace = where === 'client' ? client : stranger;
      ipAll(
        [
          `address flush dev ${CLIENT_INTERFACE}`,
          `link set ${CLIENT_INTERFACE} down`,
          `link set ${CLIENT_INTERFACE} address ${mac}`,
          `link set ${CLIENT_INTERFACE} up`,
        ],
        namespace,
      );
    },
    runUdhcpc: (where, ...options) => runUdhcpc(where, '60', ...options),
    askOnce: (where) => runUdhcpc(where, '1'),
    remove() {
      rmSync(folder, { recursive: true, force: true });
      for (const each of [server, client, stranger]) {
        if (existsSync(`/run/netns/${each}`)) ip('netns', 'delete', each);
      }
    },
  };
}

/** Lines of ip(8), by one start of it: that takes longer than what they do. Throws at the first that fails. */
function ipAll(lines: readonly string[], namespace?: string): void {
  const where = namespace === undefined ? [] : ['-n', namespace];
  execFileSync('ip', [...where, '-batch', '-'], { input: `${lines.join('\n')}\n`, stdio: 'pipe' });
}

/** What env(1) printed. */
export function variablesIn(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split('\n').map((line) => {
      const [name = '', value = ''] = line.split(/=(.*)/s, 2);
      return [name, value];
    }),
  );
}

/** `serve` on the inventory in `folder`, quietly beside others of its kind; resolves when phones are answered. */
export async function startServe(
  lan: Lan,
  folder: string,
  ...options: readonly string[]
): Promise<Running> {
  const command = [process.execPath, OFFHOOK, 'serve', '--state-dir', 'state', ...options];
  const alone = ['--no-dhcp-search', '--no-watch', '--tftp-port', '0'];
  const server = start('ip', ['netns', 'exec', lan.server, ...command, ...alone], folder);
  await server.waitFor(/DHCP {2}10\.20\.1\.1:67/);
  return server;
}
