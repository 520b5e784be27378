// Who hears what offhook asks an Asterisk, and is answered?

import { isLoopback, parseIpv4 } from '../../core/ipv4.js';
import { rejected } from '../../findings/evidence.js';
import { childOf, placeOf } from '../read/source.js';
import type { SiteRules } from './subject.js';

export const MANAGER_RULES = {
  'inventory/ami-unencrypted': {
    ...rejected(
      'A manager interface on another machine, asked without TLS',
      'write `tls` beside it; where the way there is yours alone, `unencrypted: true`',
    ),
    run: ({ inventory: { pbx } }) =>
      [...pbx].flatMap(([name, { input, origin }]) => {
        const { host, tls = false, unencrypted = false } = input.ami ?? {};
        if (host === undefined || tls !== false || unencrypted || isHere(host)) return [];
        const message = `the manager interface of "${name}" is asked at ${host} without TLS: whoever is on the way can take the connection over, and with it read the passwords of all phones`;
        return [{ at: placeOf(childOf(origin, 'ami', 'host')), message }];
      }),
  },
  'inventory/ari-unencrypted': {
    ...rejected(
      'A REST interface on another machine, asked without TLS',
      'write `tls: true` beside it; where the way there is yours alone, `unencrypted: true`',
    ),
    run: ({ inventory: { pbx } }) =>
      [...pbx].flatMap(([name, { input, origin }]) => {
        if (!input.ari) return [];
        const { host, tls = false, unencrypted = false } = input.ari;
        if (tls || unencrypted || isHere(host)) return [];
        const message = `the REST interface of "${name}" is asked at ${host} without TLS: its password goes over the wire, and who has it makes and ends calls`;
        return [{ at: placeOf(childOf(origin, 'ari', 'host')), message }];
      }),
  },
} as const satisfies SiteRules;

function isHere(host: string): boolean {
  const address = parseIpv4(host);
  return address === undefined ? host.toLowerCase() === 'localhost' : isLoopback(address);
}
