// Where and as whom offhook asks each PBX.

import { parseIpv4 } from '../../core/ipv4.js';
import type { ManagerPlace, Site } from '../../site/site.js';
import { childOf } from '../read/source.js';
import type { AmiInput } from '../shape/input.js';
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
      const holder = childOf(origin, 'ami');
      const what = `secret of the AMI user of ${name}`;
      const secret = resolveSecret(context, input.ami.secret, childOf(holder, 'secret'), what);
      const addresses = permit?.map((text, index) =>
        parseOr(context, ADDRESS, text, childOf(holder, 'permit', index)),
      ) ?? [LOOPBACK];
      const known = addresses.filter((address) => address !== undefined);
      const at = placeOfManager(input.ami);
      return secret ? [[name, { user, secret, permit: known, ...(at && { at }) }] as const] : [];
    }),
  );
}

/** Without those whose secret is not there, which is reported. */
export function resolveRoomHosts(context: Context): Site['roomHosts'] {
  return new Map(
    [...context.inventory.pbx].flatMap(([name, { input, origin }]) => {
      if (!input.ari) return [];
      const { host, tls = false, user = 'offhook', rooms } = input.ari;
      const port = input.ari.port ?? ARI_PORTS[tls ? 'tls' : 'plain'];
      const place = childOf(origin, 'ari', 'secret');
      const what = `secret of the ARI user of ${name}`;
      const secret = resolveSecret(context, input.ari.secret, place, what);
      return secret ? [[name, { host, port, tls, user, secret, rooms }] as const] : [];
    }),
  );
}

/** Asterisk's own, and what people give it for TLS. */
const PORTS = { plain: 5038, tls: 5039 };
const ARI_PORTS = { plain: 8088, tls: 8089 };

function placeOfManager({ host, port, tls = false }: AmiInput): ManagerPlace | undefined {
  if (host === undefined) return undefined;
  if (tls === false) return { host, port: port ?? PORTS.plain };
  return { host, port: port ?? PORTS.tls, tls: tls === true ? {} : tls };
}
