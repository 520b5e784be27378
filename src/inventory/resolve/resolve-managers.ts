// As whom offhook asks each PBX.

import { parseIpv4 } from '../../core/ipv4.js';
import type { Site } from '../../site/site.js';
import { childOf } from '../read/source.js';
import type { Context } from './context.js';
import { ADDRESS, parseOr } from './parse-or.js';
import { resolveSecret } from './resolve-secret.js';

const LOOPBACK = parseIpv4('127.0.0.1');

/** Without those whose secret is not there, which is reported. */
export function resolveManagers(context: Context): Site['managers'] {
  return new Map(
    [...context.inventory.pbx].flatMap(([name, { input, origin }]) => {
      if (!input.ami) return [];
      const { user = 'offhook', permit } = input.ami;
      const at = childOf(origin, 'ami');
      const what = `secret of the AMI user of ${name}`;
      const secret = resolveSecret(context, input.ami.secret, childOf(at, 'secret'), what);
      const addresses = permit?.map((text, index) =>
        parseOr(context, ADDRESS, text, childOf(at, 'permit', index)),
      ) ?? [LOOPBACK];
      const known = addresses.filter((address) => address !== undefined);
      return secret ? [[name, { user, secret, permit: known }] as const] : [];
    }),
  );
}
