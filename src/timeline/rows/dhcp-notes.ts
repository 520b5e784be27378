// What is normal of phones and addresses, and looks strange.

import { OPTIONS } from '../../core/dhcp-options.js';
import { hasLostLease, lastHeardMs } from '../history.js';
import { beganMs } from '../steps.js';
import { ackOf } from '../view.js';
import { addressText, spell } from '../words.js';
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
    means: 'it has not renewed its lease: switched off, unplugged or moved',
    todo: 'nothing, if it is meant to be away',
    seen({ history, nowMs }) {
      const { lease } = history;
      if (!lease || !hasLostLease(history, nowMs)) return undefined;
      return {
        seen: `let its lease of ${addressText(lease.address)} run out`,
        sinceMs: lease.untilMs,
      };
    },
  },
  {
    id: 'D1',
    name: 'never-seen',
    severity: 'note',
    on: ['no-boot'],
    grade: 'our reading',
    source: 'nothing was heard of it since the records begin',
    means: 'it has no power, is not on this wire or VLAN, or its MAC is written wrong{similar}',
    todo: 'look at cable, power and voice VLAN, and compare the MAC with the label on the phone',
    seen({ facts, history, nowMs }) {
      if (lastHeardMs(history) !== -Infinity || !facts.known) return undefined;
      if (history.past.length > 0 || facts.configuredMs !== undefined) return undefined;
      const { similar } = facts;
      const text = similar ? `: ${similar}, which is nearly the same, is on the wire` : '';
      return { seen: 'was never heard', sinceMs: nowMs, values: { similar: text } };
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
    means: 'it learned the voice VLAN after it had begun in the other network, which is normal',
    todo: 'nothing; if the two take turns, set the VLAN at the port of the switch',
    seen({ exchanges }) {
      const networks = new Set(exchanges.flatMap(({ last }) => last.network ?? []));
      const acked = exchanges.find(({ last }) => last.reply === 'ACK');
      if (networks.size < 2 || !acked) return undefined;
      return { seen: `asked in ${[...networks].join(' and ')}`, sinceMs: acked.first.atMs };
    },
  },
  {
    id: 'D16',
    name: 'late-link',
    severity: 'note',
    on: ['late'],
    grade: 'our reading',
    source: 'the field secs of RFC 2131 counts the seconds since a client began to ask',
    means:
      'it had been asking before we heard it: the port opened late (spanning tree), or offhook was not running',
    todo: 'set portfast (edge port) for the port of the phone',
    seen({ exchanges }) {
      const [first] = exchanges;
      if (first?.first.type !== 'DISCOVER' || first.first.secs <= 20) return undefined;
      const seen = `had been asking for ${spell(first.first.secs * 1_000)} when it was first heard`;
      return { seen, sinceMs: first.first.atMs };
    },
  },
  {
    id: 'D18',
    name: 'loader',
    severity: 'note',
    on: ['loader'],
    grade: 'owners report',
    source: 'the boot loader of Cisco phones names no model in option 60',
    means: "the boot loader speaks, not the phone's firmware: its flash is empty or half written",
    todo: 'keep the power on, and expect it to ask for its first firmware',
    seen({ facts, boot }) {
      if (facts.loader !== true || !boot) return undefined;
      return { seen: 'names itself as a boot loader does', sinceMs: boot.beganMs };
    },
  },
  {
    id: 'D20',
    name: 'no-66',
    severity: 'note',
    on: ['no-file'],
    grade: 'our reading',
    source: 'option 55 lists what a client wants to be told',
    means: 'it did not ask for a TFTP server, and was told one all the same',
    todo: 'if it asks for no file: switch its provisioning by DHCP on',
    seen(view) {
      const acked = ackOf(view);
      const asked = acked?.last.asked;
      if (!acked || !asked || view.requests.length > 0) return undefined;
      const wanted = [OPTIONS.serverName.code, OPTIONS.tftpServerAddress.code];
      if (wanted.some((code) => asked.includes(code))) return undefined;
      return { seen: 'did not ask for options 66 and 150', sinceMs: beganMs(acked.first) };
    },
  },
];
