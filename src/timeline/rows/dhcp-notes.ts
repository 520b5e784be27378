// What is normal of phones and addresses, and looks strange.

import { OPTIONS } from '../../core/dhcp-options.js';
import { formatIpv4 } from '../../core/ipv4.js';
import { hasLostLease, lastHeardMs } from '../history.js';
import { beganMs } from '../steps.js';
import { say } from '../texts/said.js';
import { ackOf } from '../view.js';

import type { Row } from './row.js';

/** Of phones that are not there. */
export const ABSENT_ROWS: readonly Row[] = [
  {
    id: 'D19',
    name: 'lost-lease',
    severity: 'note',
    on: ['lease-lost'],
    grade: 'fact',
    source: 'RFC 2131 section 4.4.5',
    seen({ history, nowMs }) {
      const { lease } = history;
      if (!lease || !hasLostLease(history, nowMs)) return undefined;
      const seen = say('leaseLost', { address: formatIpv4(lease.address) });
      return { seen, sinceMs: lease.untilMs, values: {} };
    },
  },
  {
    id: 'D1',
    name: 'never-seen',
    severity: 'note',
    on: ['no-boot'],
    grade: 'our reading',
    source: 'nothing was heard of it since the records begin',
    seen({ facts, history, nowMs }) {
      if (lastHeardMs(history) !== -Infinity || !facts.known) return undefined;
      if (history.past.length > 0 || facts.configuredMs !== undefined) return undefined;
      // It was given an address before the server began.
      if (history.lease !== undefined) return undefined;
      const { similar } = facts;
      const text = similar ? say('similarIsThere', { mac: similar }) : '';
      return { seen: say('wasNeverHeard'), sinceMs: nowMs, values: { similar: text } };
    },
  },
];

export const DHCP_NOTES: readonly Row[] = [
  {
    id: 'D15',
    name: 'two-vlans',
    severity: 'note',
    on: ['two-networks'],
    grade: 'fact',
    source: 'phones learn the voice VLAN while they start (CDP, LLDP-MED)',
    seen({ exchanges }) {
      const networks = new Set(exchanges.flatMap(({ last }) => last.network ?? []));
      const acked = exchanges.find(({ last }) => last.reply === 'ACK');
      if (networks.size < 2 || !acked) return undefined;
      const seen = say('askedInNetworks', { networks: { all: [...networks] } });
      return { seen, sinceMs: acked.first.atMs, values: {} };
    },
  },
  {
    id: 'D16',
    name: 'late-link',
    severity: 'note',
    on: ['late'],
    grade: 'our reading',
    source: 'the field secs of RFC 2131 counts the seconds since a client began to ask',
    seen({ exchanges }) {
      const [first] = exchanges;
      if (first?.first.type !== 'DISCOVER' || first.first.secs <= 20) return undefined;
      const seen = say('askedBefore', { time: { ms: first.first.secs * 1_000 } });
      return { seen, sinceMs: first.first.atMs, values: {} };
    },
  },
  {
    id: 'D18',
    name: 'loader',
    severity: 'note',
    on: ['loader'],
    grade: 'owners report',
    source: 'the boot loader of Cisco phones names no model in option 60',
    seen({ facts, boot }) {
      if (facts.loader !== true || !boot) return undefined;
      return { seen: say('namesLoader'), sinceMs: boot.beganMs, values: {} };
    },
  },
  {
    id: 'D20',
    name: 'no-66',
    severity: 'note',
    on: ['no-file'],
    grade: 'our reading',
    source: 'option 55 lists what a client wants to be told',
    seen(view) {
      const acked = ackOf(view);
      const asked = acked?.last.asked;
      if (!acked || !asked || view.requests.length > 0) return undefined;
      const wanted = [OPTIONS.serverName.code, OPTIONS.tftpServerAddress.code];
      if (wanted.some((code) => asked.includes(code))) return undefined;
      return { seen: say('askedNoServer'), sinceMs: beganMs(acked.first), values: {} };
    },
  },
];
