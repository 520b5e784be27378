// Asked of the inventory that is served.

import { json, type Route } from '../../page/route.js';
import type { AskedServer } from './asked-server.js';

export function inventoryRoutes(server: AskedServer): readonly Route[] {
  return [
    { method: 'GET', path: '/findings', answer: () => json(server.findings.answer()) },
    {
      method: 'POST',
      path: '/reload',
      answer({ by }) {
        server.log.info({ by }, 'a reload is asked for');
        server.reload();
        return { status: 202, body: '' };
      },
    },
  ];
}
