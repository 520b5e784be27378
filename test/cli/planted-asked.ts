// How each route of a server is asked, for a test that looks whether an answer gives a secret away.

import { CISCO, FANVIL, PLANTED } from './planted-site.js';

export interface Asking {
  readonly path?: string;
  readonly body?: unknown;
  /** Where it is no success. */
  readonly status?: number;
}

const ofPhones = (after = ''): readonly Asking[] =>
  [CISCO, FANVIL].map((mac) => ({ path: `/phones/${mac}${after}` }));
export const STRANGER = '5c:fc:66:00:00:77';
/** By method and path, as the table has them. */
export const ROUTES_ASKED: Readonly<Record<string, readonly Asking[]>> = {
  'GET /site': [{}, { path: '/site?lang=ru' }],
  'GET /status': [{}],
  'GET /phones': [{}, { path: '/phones?lang=ru' }],
  'GET /phones/{mac}': [...ofPhones(), ...ofPhones('?lang=ru')],
  'GET /phones/{mac}/report': ofPhones('/report'),
  'GET /phones/{mac}/file': ofPhones('/file'),
  'GET /phones/{mac}/diff': ofPhones('/diff'),
  'POST /phones/{mac}/csta': [
    { path: `/phones/${FANVIL}/csta`, body: { act: 'look' } },
    { path: `/phones/${FANVIL}/csta`, body: { act: 'call', number: '7001' }, status: 422 },
  ],
  'GET /strangers': [{}],
  'PUT /strangers/{mac}/ignored': [{ path: `/strangers/${STRANGER}/ignored` }],
  'DELETE /strangers/{mac}/ignored': [{ path: `/strangers/${STRANGER}/ignored` }],
  'GET /adoptions': [{}],
  'POST /adoptions': [{ body: { mac: STRANGER, model: 'cisco-7931g', line: '7001' } }],
  'GET /networks': [{}],
  'GET /networks/history': [{}],
  'DELETE /leases/{mac}': [{ path: `/leases/${CISCO}`, status: 409 }],
  'GET /requests': [{}],
  'GET /transfers': [{}],
  'GET /calls': [{}],
  'POST /calls': [{ body: { pbx: 'main', act: 'hangup', id: '1' }, status: 400 }],
  'GET /firmware': [{}],
  'GET /findings': [{}],
  'GET /numbers': [{ path: '/numbers?get=num&num=7001', status: 404 }],
  'GET /rollouts': [{}],
  'POST /rollouts': [{ body: { action: 'resync', phones: [CISCO, FANVIL], dryRun: true } }],
  'GET /rollouts/{id}': [{ path: '/rollouts/1', status: 404 }],
  'PATCH /rollouts/{id}': [{ path: '/rollouts/1', body: { state: 'paused' }, status: 404 }],
  'POST /reload': [{}],
  'GET /session': [{}],
  'POST /session': [
    { body: { token: PLANTED['token of the page'] } },
    { body: { token: PLANTED['what was sent'] }, status: 401 },
  ],
  'DELETE /session': [{}],
  'GET /events': [{}],
  'GET /openapi.json': [{}],
};
