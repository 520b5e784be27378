// Can a phone open the address of a service? It speaks HTTP; some have words of their own, `Application:Name`. And can it
// reach the hosts that its settings name?

import { oncePer } from '../../core/once-per.js';
import { whyNoServer } from '../../core/reachability.js';
import { type CodeTable, ignored } from '../../findings/evidence.js';
import { type Finding, findingsOf, type Place } from '../../findings/finding.js';
import type { Model } from '../../site/model.js';
import type { Phone, Settings } from '../../site/site.js';
import { SERVER_CODES } from './servers.js';

export const SERVICE_CODES = {
  'inventory/service-address': ignored(
    'An address of a service that phones do not open',
    'write http://host/path',
  ),
} as const satisfies CodeTable;

const finding = findingsOf({ ...SERVICE_CODES, ...SERVER_CODES });

const OWN_SCHEME = /^[A-Z][A-Za-z]+:\S/;
/** Not that of a proxy, which is a host and has a form of its own. */
const OF_A_SERVICE = /^(?!proxyServer).*URL$/;
/** Forms of settings that name a host, each with what stands around it. */
const OF_A_HOST = new Set(['host-or-empty', 'host-port-or-empty', 'provisioning-or-empty']);
const AROUND_HOST = /^[a-z]+:\/\/(?:[^/@]*@)?|[:/].*$/gi;

export function checkServiceAddresses(
  { keys, settings, placeOf }: Phone,
  model: Model,
): readonly Finding[] {
  return [
    ...keys.flatMap((key) => (key.type === 'service' ? check(key.url, key.place) : [])),
    ...addressesOf(model)(settings).flatMap(({ name, value, isService }) => {
      const place = placeOf('settings', name);
      if (isService) return check(value, place);
      return checkHost(value.replace(AROUND_HOST, ''), `what \`${name}\` names`, place);
    }),
  ];
}

/** Most phones have the settings of their model or group. */
const addressesOf = oncePer((model: Model) =>
  oncePer((settings: Settings) =>
    Object.entries(settings).flatMap(([name, value]) => {
      if (typeof value !== 'string' || value === '') return [];
      const isService = OF_A_SERVICE.test(name);
      const { format } = Object(model.settings.properties[name]);
      return isService || OF_A_HOST.has(format) ? [{ name, value, isService }] : [];
    }),
  ),
);

function check(text: string, place: Place): readonly Finding[] {
  if (isHttp(text)) return checkHost(new URL(text).hostname, 'a service', place);
  if (OWN_SCHEME.test(text) && !/^https?:/i.test(text)) return [];
  const message = `"${text}" is no address that phones are known to open`;
  return [finding('inventory/service-address', place, message)];
}

function checkHost(host: string, what: string, place: Place): readonly Finding[] {
  const why = whyNoServer(host);
  if (why === undefined) return [];
  const message = `"${host}" is ${why}, so it cannot be ${what}`;
  return [finding('inventory/unreachable-server', place, message)];
}

function isHttp(text: string): boolean {
  return /^https?:\/\//i.test(text) && !/\s/.test(text) && URL.canParse(text);
}
