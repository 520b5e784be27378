// Two wires in network namespaces: a server on both without a default route, and a client on each.

import { existsSync } from 'node:fs';
import { runProgram } from './programs.js';

export interface Lan {
  /** Namespace names, to put before a command: `ip netns exec <name>`. */
  readonly server: string;
  /** On the wire that is served, 10.20.1.0/24. */
  readonly client: string;
  /** On another wire of the server, 10.99.0.0/24. */
  readonly stranger: string;
  /** Gives the client's interface the MAC of a phone, and no address. */
  bePhone(mac: string, where?: 'client' | 'stranger'): void;
  remove(): void;
}

export const SERVED_INTERFACE = 'eth1';
export const CLIENT_INTERFACE = 'phone0';

export function createLan(): Lan {
  const name = (role: string) => `offhook-${process.pid}-${role}`;
  const [server, client, stranger] = [name('server'), name('client'), name('stranger')];
  const ip = (...args: string[]) => runProgram('ip', args);
  for (const each of [server, client, stranger]) ip('netns', 'add', each);
  const wires = [
    { near: SERVED_INTERFACE, far: client, address: '10.20.1.1/24' },
    { near: 'eth0', far: stranger, address: '10.99.0.1/24' },
  ];
  for (const { near, far, address } of wires) {
    ip(
      'link',
      'add',
      near,
      'netns',
      server,
      'type',
      'veth',
      'peer',
      'name',
      CLIENT_INTERFACE,
      'netns',
      far,
    );
    ip('-n', server, 'address', 'add', address, 'dev', near);
    ip('-n', server, 'link', 'set', near, 'up');
    ip('-n', far, 'link', 'set', CLIENT_INTERFACE, 'up');
  }
  ip('-n', server, 'link', 'set', 'lo', 'up');
  return {
    server,
    client,
    stranger,
    bePhone(mac, where = 'client') {
      const namespace = where === 'client' ? client : stranger;
      ip('-n', namespace, 'address', 'flush', 'dev', CLIENT_INTERFACE);
      ip('-n', namespace, 'link', 'set', CLIENT_INTERFACE, 'down');
      ip('-n', namespace, 'link', 'set', CLIENT_INTERFACE, 'address', mac);
      ip('-n', namespace, 'link', 'set', CLIENT_INTERFACE, 'up');
    },
    remove() {
      for (const each of [server, client, stranger]) {
        if (existsSync(`/run/netns/${each}`)) ip('netns', 'delete', each);
      }
    },
  };
}
