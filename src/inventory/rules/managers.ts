// Who hears what offhook asks an Asterisk, and is answered?

import { isLoopback, parseIpv4 } from '../../core/ipv4.js';
import { ignored, rejected } from '../../findings/evidence.js';
import type { Place } from '../../findings/finding.js';
import type { Complaint } from '../../findings/rule.js';
import type { Inventory } from '../inventory.js';
import { childOf, placeOf } from '../read/source.js';
import type { AskedInput } from '../shape/input.js';
import type { SiteRules } from './subject.js';

export const MANAGER_RULES = {
  'inventory/ami-unencrypted': {
    ...rejected(
      'A manager interface on another machine, asked without TLS',
      'write `tls` beside it; where the way there is yours alone, `unencrypted: true`',
    ),
    run: ({ inventory: { pbx } }) =>
      askedOpenly(pbx, 'ami', (name, host) => {
        return `the manager interface of "${name}" is asked at ${host} without TLS: whoever is on the way can take the connection over, and with it read the passwords of all phones`;
      }),
  },
  'inventory/ari-unencrypted': {
    ...rejected(
      'A REST interface on another machine, asked without TLS',
      'write `tls: true` beside it; where the way there is yours alone, `unencrypted: true`',
    ),
    run: ({ inventory: { pbx } }) =>
      askedOpenly(pbx, 'ari', (name, host) => {
        return `the REST interface of "${name}" is asked at ${host} without TLS: its password goes over the wire, and who has it makes and ends calls`;
      }),
  },
  'inventory/pbx-link-unasked': {
    ...rejected(
      'A link between two PBXes of which one is not asked',
      'write `host` under `ami` of that PBX, or leave the link out: two with PJSIP tell each other by themselves',
    ),
    run: ({ inventory: { pbx, pbxLinks } }) =>
      pbxLinks.flatMap(({ input, origin }) =>
        (['from', 'to'] as const).flatMap((end) => {
          const name = input[end];
          const entry = pbx.get(name);
          if (!entry || entry.input.ami?.host !== undefined) return [];
          const message = `offhook does not ask the PBX "${name}", so it can carry nothing`;
          return [{ at: placeOf(childOf(origin, end)), message }];
        }),
      ),
  },
  'inventory/pbx-link-to-itself': {
    ...ignored('A link of a PBX with itself', 'name two PBXes'),
    run: ({ inventory: { pbxLinks } }) =>
      pbxLinks.flatMap(({ input: { from, to }, origin }) =>
        from === to
          ? [{ at: placeOf(childOf(origin, 'to')), message: `"${to}" shows its own lines anyway` }]
          : [],
      ),
  },
  'inventory/pbx-link-name': {
    ...rejected(
      'A link of a PBX whose name cannot be dialled',
      'call it with letters, digits, "-" and "."',
    ),
    run: ({ inventory: { pbx, pbxLinks } }) =>
      pbxLinks.flatMap(({ input: { from }, origin }) => {
        if (!pbx.has(from) || /^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(from)) return [];
        const message = `keys watch its lines as 7001*${from}, which no phone dials and no Asterisk has`;
        return [{ at: placeOf(childOf(origin, 'from')), message }];
      }),
  },
} as const satisfies SiteRules;

/** Of each PBX whose interface is asked on another machine without TLS, and without a word that this may be. */
function askedOpenly(
  pbx: Inventory['pbx'],
  by: 'ami' | 'ari',
  says: (name: string, host: string) => string,
): readonly Complaint<Place>[] {
  return [...pbx].flatMap(([name, { input, origin }]) => {
    const { host, tls = false, unencrypted = false }: Partial<AskedInput> = input[by] ?? {};
    if (host === undefined || tls !== false || unencrypted || isHere(host)) return [];
    return [{ at: placeOf(childOf(origin, by, 'host')), message: says(name, host) }];
  });
}

function isHere(host: string): boolean {
  const address = parseIpv4(host);
  return address === undefined ? host.toLowerCase() === 'localhost' : isLoopback(address);
}
