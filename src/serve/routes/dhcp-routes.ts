// Asked of addresses.

import { releaseLeases } from '../release-leases.js';
import type { Route } from '../route.js';
import type { AskedServer } from './asked-server.js';

export function dhcpRoutes(server: AskedServer): readonly Route[] {
  return [
    { method: 'DELETE', path: '/leases/{mac}', answer: ({ mac }) => releaseLeases(server, mac()) },
  ];
}
