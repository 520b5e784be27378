// What a running server can be asked: a row for each question, in files by subject.

import type { Route } from '../page/route.js';
import { adoptionRoutes } from './routes/adoption-routes.js';
import type { AskedServer } from './routes/asked-server.js';
import { callRoutes } from './routes/call-routes.js';
import { cstaRoutes } from './routes/csta-routes.js';
import { dhcpRoutes } from './routes/dhcp-routes.js';
import { fileRoutes } from './routes/file-routes.js';
import { firmwareRoutes } from './routes/firmware-routes.js';
import { inventoryRoutes } from './routes/inventory-routes.js';
import { numberRoutes } from './routes/number-routes.js';
import { phoneFileRoutes } from './routes/phone-file-routes.js';
import { phoneRoutes } from './routes/phone-routes.js';
import { rolloutRoutes } from './routes/rollout-routes.js';
import { strangerRoutes } from './routes/stranger-routes.js';

export function serverRoutes(server: AskedServer): readonly Route[] {
  return ALL.flatMap((routes) => routes(server));
}

const ALL = [
  phoneRoutes,
  phoneFileRoutes,
  cstaRoutes,
  strangerRoutes,
  adoptionRoutes,
  dhcpRoutes,
  fileRoutes,
  firmwareRoutes,
  inventoryRoutes,
  numberRoutes,
  rolloutRoutes,
  callRoutes,
];
