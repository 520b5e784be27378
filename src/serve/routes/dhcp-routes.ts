// Asked of addresses.

import type { Route } from '../../page/route.js';
import { releaseLeases } from '../release-leases.js';
import type { AskedServer } from './asked-server.js';

export function dhcpRoutes(server: AskedServer): readonly Route[] {
  return [
    {
      method: 'DELETE',
      path: '/leases/{mac}',
      answer: ({ mac, by }) => releaseLeases(server, mac(), by),
    },
  ];
}
