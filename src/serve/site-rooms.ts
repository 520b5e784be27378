// Where conferences of ours are, as the servers see it; as plain values where it crosses to another thread.

import { createSecret } from '../core/secret.js';
import type { AriServer } from '../pbx/ari/server.js';
import { ariServerOf } from '../pbx/ari/server-of.js';
import type { Site } from '../site/site.js';

export interface RoomHostData extends Omit<AriServer, 'secret' | 'application'> {
  /** Of the PBX. */
  readonly name: string;
  /** It crosses as text, and is a Secret on the other side. */
  readonly password: string;
}

export interface ServedRoomHost {
  readonly name: string;
  readonly server: AriServer;
}

export function roomHostData({ roomHosts }: Pick<Site, 'roomHosts'>): readonly RoomHostData[] {
  return Array.from(roomHosts, ([name, { host, port, tls, user, secret }]) => ({
    ...{ name, host, port, tls, user },
    password: secret.reveal(),
  }));
}

export function servedRoomHost({ name, password, ...place }: RoomHostData): ServedRoomHost {
  return { name, server: ariServerOf({ ...place, secret: createSecret(password) }) };
}
