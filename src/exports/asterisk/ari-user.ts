// ari.conf: the user as which offhook runs conferences.

import type { RoomHost } from '../../site/site.js';
import { formatSections } from './conf.js';

export function formatAriUser({ user, secret }: RoomHost): string {
  return formatSections([
    {
      name: user,
      comments: ['Who has its password makes and ends calls, and reads the passwords of phones.'],
      entries: [
        ['type', 'user'],
        ['password', secret.reveal()],
        ['read_only', 'no'],
      ],
    },
  ]);
}
