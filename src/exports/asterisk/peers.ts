// Several Asterisks of one inventory: each dials the others' numbers, and publishes what its own lines are doing, so that
// a hint on `PJSIP/7001` follows a phone that registers at another. Both ends must be made of the same inventory.

import { hostInUrl } from '../../core/host.js';
import { codecList } from './account-sections.js';
import type { Section } from './conf.js';
import type { Account, Exchange } from './exchange.js';

type Peer = Exchange['peers'][number];

/** Where calls of others come in: they reach the lines, and nothing that the owner adds for phones. */
export const PEER_CONTEXT = 'offhook-lines';

/** Name of all that belongs to a PBX, at each of the others. */
export function peerName({ pbx }: Pick<Peer, 'pbx'>): string {
  return `offhook-pbx-${pbx.name}`;
}

export function peerSections(exchange: Exchange): readonly Section[] {
  const codecs = [...new Set([exchange, ...exchange.peers].flatMap(codecsOf))];
  return exchange.peers.flatMap((peer) => sectionsOf(peer, exchange, codecList({ codecs })));
}

function codecsOf({ accounts }: Peer): Account['codecs'] {
  return accounts.flatMap(({ codecs }) => codecs);
}

function sectionsOf(peer: Peer, own: Exchange, codecs: string): readonly Section[] {
  const name = peerName(peer);
  const publication = `${name}-states`;
  const uri = addressOf(peer);
  const section = (entries: Section['entries'], of = name): Section => ({ name: of, entries });
  return [
    {
      name,
      comments: [`The PBX "${peer.pbx.name}"`],
      entries: [
        ['type', 'endpoint'],
        ['context', PEER_CONTEXT],
        ['disallow', 'all'],
        ['allow', codecs],
        ['aors', name],
      ],
    },
    section([
      ['type', 'aor'],
      ['contact', `sip:${uri}`],
    ]),
    section([
      ['type', 'identify'],
      ['endpoint', name],
      ['match', peer.pbx.host],
    ]),
    section(
      [
        ['type', 'outbound-publish'],
        // The user part is what the other end calls us.
        ['server_uri', `sip:${peerName(own)}@${uri}`],
        ['from_uri', `sip:${peerName(own)}@${addressOf(own)}`],
        ['event', 'asterisk-devicestate'],
      ],
      publication,
    ),
    section([
      ['type', 'inbound-publication'],
      ['event_asterisk-devicestate', name],
    ]),
    section([
      ['type', 'asterisk-publication'],
      ['devicestate_publish', publication],
      ['device_state', 'yes'],
      ['device_state_filter', filterOf(peer)],
    ]),
  ];
}

function addressOf({ pbx: { host, port, transport } }: Pick<Peer, 'pbx'>): string {
  const at = `${hostInUrl(host)}:${port}`;
  return transport === 'udp' ? at : `${at};transport=${transport}`;
}

/** A line of a file has 8,192 bytes at the most. */
const MAX_FILTER = 4000;

/** POSIX extended regular expression of the devices of which it is believed: its lines. It tells of its trunks as well. */
function filterOf({ accounts }: Peer): string {
  const numbers = accounts.map(({ number }) => number.replaceAll(/[*+.]/g, '[$&]'));
  const all = `^PJSIP/(${numbers.join('|')})$`;
  return all.length <= MAX_FILTER ? all : '^PJSIP/[^/]*$';
}
