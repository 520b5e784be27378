// What a phone did and what came of it, each in a few words: a row of a timeline, without its time.

import { INFINITE_SECONDS } from '../core/duration.js';
import {
  type DhcpEvent,
  type FileEvent,
  NO_REASON,
  type PhoneEvent,
  type SipEvent,
} from './events.js';
import { addressText, spell, spellBytes, wire } from './words.js';

export interface StepText {
  /** `DISCOVER → OFFER 10.20.1.155`, or the name of a file. */
  readonly what: string;
  /** `lease 8 h`, `7,385 bytes, 12 ms`, `not there, which is fine`; empty: nothing more to say. */
  readonly outcome: string;
}

export function stepText(event: PhoneEvent): StepText {
  switch (event.kind) {
    case 'dhcp':
      return dhcpText(event);
    case 'file':
      return { what: wire(event.name), outcome: fileOutcome(event) };
    case 'sip':
      return sipText(event);
    case 'action':
      return { what: `${event.what} by ${wire(event.by)}`, outcome: wire(event.outcome) };
    case 'inventory':
      return { what: 'inventory', outcome: `${event.what} there` };
  }
}

function dhcpText(event: DhcpEvent): StepText {
  const { type, reply, address, why, leaseSeconds } = event;
  const what = [type, ...answer(event)].join(' ');
  if (reply === 'OFFER') return { what, outcome: '' };
  if (reply === 'ACK') {
    const lasts = leaseSeconds === undefined ? '' : spellLease(leaseSeconds);
    return { what, outcome: lasts };
  }
  const isTold = type !== 'DECLINE' && type !== 'RELEASE' && why !== NO_REASON;
  const of = isTold ? words(why) : '';
  return { what, outcome: address !== undefined && of === '' ? addressText(address) : of };
}

function answer({ type, reply, address }: DhcpEvent): readonly string[] {
  if (type === 'DECLINE' || type === 'RELEASE') return [];
  if (reply === undefined) return ['→ no answer'];
  return address === undefined ? [`→ ${reply}`] : [`→ ${reply} ${addressText(address)}`];
}

function fileOutcome({ outcome, bytes, ms, detail }: FileEvent): string {
  const more = detail === undefined ? '' : `: ${wire(detail)}`;
  switch (outcome) {
    case 'sent':
      return `${spellBytes(bytes)}, ${spell(ms)}`;
    case 'running':
      return 'under way';
    case 'expected-miss':
      return 'not there, which is fine';
    case 'not-found':
      return 'not there';
    case 'denied':
      return `refused${more}`;
    case 'timeout':
      return `broke off at ${spellBytes(bytes)}${more}`;
    default:
      return `${words(outcome)}${more}`;
  }
}

function sipText({ line, state, address }: SipEvent): StepText {
  const from = address === undefined ? '' : ` from ${wire(address)}`;
  return { what: `line ${wire(line)}`, outcome: `${SIP_WORDS[state]}${from}` };
}

const SIP_WORDS: Readonly<Record<SipEvent['state'], string>> = {
  registered: 'registered',
  unregistered: 'no longer registered',
  unreachable: 'not reached by the PBX',
  challenged: 'asked for its password by the PBX',
  'bad-password': 'refused by the PBX: name or password',
  'no-account': 'not known to the PBX',
};

/** A name of ours in prose. */
function words(name: string): string {
  return wire(name).replaceAll('-', ' ');
}

function spellLease(seconds: number): string {
  return seconds === INFINITE_SECONDS ? 'lease without end' : `lease ${spell(seconds * 1_000)}`;
}
