// Asked of the inventory that is served.

import type { Route } from '../route.js';
import type { AskedServer } from './asked-server.js';

export function inventoryRoutes(server: AskedServer): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/reload',
      answer() {
        server.reload();
        return { status: 202, body: '' };
      },
    },
  ];
}
