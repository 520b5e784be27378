// What a running server can be asked: a row for each question, in files by subject.

import type { Route } from '../page/route.js';
import type { AskedServer } from './routes/asked-server.js';
import { dhcpRoutes } from './routes/dhcp-routes.js';
import { fileRoutes } from './routes/file-routes.js';
import { inventoryRoutes } from './routes/inventory-routes.js';
import { phoneRoutes } from './routes/phone-routes.js';
import { strangerRoutes } from './routes/stranger-routes.js';

export function serverRoutes(server: AskedServer): readonly Route[] {
  return [phoneRoutes, strangerRoutes, dhcpRoutes, fileRoutes, inventoryRoutes].flatMap((routes) =>
    routes(server),
  );
}
