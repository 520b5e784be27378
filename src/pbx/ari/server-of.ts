// Where and as whom ARI of a PBX is asked, by what the inventory says of it.

import { type RoomHost, STASIS_APPLICATION } from '../../site/site.js';
import type { AriServer } from './server.js';

export function ariServerOf({ host, port, tls, user, secret }: Omit<RoomHost, 'rooms'>): AriServer {
  return { host, port, tls, user, secret, application: STASIS_APPLICATION };
}
