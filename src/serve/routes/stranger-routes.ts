// Asked of phones that nobody wrote down.

import { json, type Route } from '../../page/route.js';
import { strangersOf } from '../story/answers.js';
import { setIgnored } from '../story/ignoring.js';
import { type AskedServer, clocksNow } from './asked-server.js';

export function strangerRoutes(server: AskedServer): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/strangers',
      answer: ({ query }) => json(strangersOf(server.story, clocksNow(query))),
    },
    {
      method: 'PUT',
      path: '/strangers/{mac}/ignored',
      answer: ({ mac, by }) => setIgnored(server, mac(), true, by),
    },
    {
      method: 'DELETE',
      path: '/strangers/{mac}/ignored',
      answer: ({ mac, by }) => setIgnored(server, mac(), false, by),
    },
  ];
}
