// Elements that hold the address of a server, alone or in a URL: could a phone find one there?

import { isLinkLocal, whyNoServer, whyUnreachable } from '../../../../core/reachability.js';
import { rejected, risky } from '../../../../findings/evidence.js';
import type { ElementKind, ElementRule } from '../../tables/element-tree.js';
import { saidBy } from '../../tables/sources.js';
import type { ValueRules } from './value-rule.js';

/** Nearly all hosts show by their first character that they are named. */
const MAY_BE_ADDRESS = /^(?:[\d:]|localhost)/i;

const ADDRESSES: readonly ElementKind[] = ['host', 'url'];

export const ADDRESS_RULES = {
  'cisco/unreachable-server': {
    ...rejected(
      'A server at an address that the phone takes for itself, or for none',
      'write the address under which the phone sees the server',
      saidBy('owners'),
    ),
    of: ADDRESSES,
    find(text, rule) {
      const host = hostOf(text, rule);
      if (!MAY_BE_ADDRESS.test(host)) return undefined;
      const why = rule.group ? whyUnreachable(host) : whyNoServer(host);
      return why === undefined ? undefined : { what: `is no address of a server: it is ${why}` };
    },
  },
  'cisco/link-local-server': {
    ...risky(
      'A server at an address that it gave itself, and that is another one tomorrow',
      'give the server a lasting address, and write that',
      saidBy('rfc3927'),
    ),
    sameAs: 'inventory/link-local-server',
    of: ADDRESSES,
    find(text, rule) {
      const host = hostOf(text, rule);
      if (!MAY_BE_ADDRESS.test(host) || !isLinkLocal(host)) return undefined;
      return { what: 'is an address that a host gives itself' };
    },
  },
  'cisco/no-port': {
    ...risky(
      'A port in a URL that no host has',
      'write one of 1 to 65535, or none',
      saidBy('rfc3986'),
    ),
    of: ['url'],
    find(text) {
      const port = URL_PORT.exec(text)?.[1];
      if (port === undefined || (Number(port) >= 1 && Number(port) <= MAX_PORT)) return undefined;
      return { what: `has the port ${port}, which no host has` };
    },
  },
  'cisco/no-host': {
    ...rejected(
      'A text where a host name or an address belongs',
      'write one of them',
      saidBy('owners'),
    ),
    of: ['host'],
    find: (text) =>
      text === '' || /^[\w.:-]+$/.test(text)
        ? undefined
        : { what: 'is no host name and no address' },
  },
} as const satisfies ValueRules;

/** RFC 793 section 3.1: a port has 16 bits. */
const MAX_PORT = 65_535;
const URL_PORT = /^https?:\/\/(?:[^/@]*@)?(?:\[[^\]]*\]|[^/:?#]*):(\d+)(?=[/?#]|$)/i;
const URL_HOST = /^https?:\/\/(?:[^/@]*@)?(?:\[([^\]]*)\]|([^/:?#]*))/i;

/** Empty where there is none. */
function hostOf(text: string, { type }: ElementRule): string {
  if (type === 'host') return text;
  const [, six, name = ''] = URL_HOST.exec(text) ?? [];
  return six ?? name;
}
