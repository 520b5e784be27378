// What a phone did and what came of it, each in a few words: a row of a timeline, without its time.

import { INFINITE_SECONDS } from '../core/duration.js';
import { formatIpv4 } from '../core/ipv4.js';
import {
  type DhcpEvent,
  type FileEvent,
  NO_REASON,
  type PhoneEvent,
  type SipEvent,
} from './events.js';
import { ENGLISH } from './texts/en/language.js';
import { print, printReason } from './texts/print.js';
import { type Said, say } from './texts/said.js';
import type { Language } from './texts/shape.js';
import { wire } from './words.js';

export interface StepText {
  /** `DISCOVER → OFFER 10.20.1.155`, or the name of a file. */
  readonly what: string;
  /** `lease 8 h`, `7,385 bytes, 12 ms`, `not there, which is fine`; empty: nothing more to say. */
  readonly outcome: string;
}

export function stepText(event: PhoneEvent, language: Language = ENGLISH): StepText {
  const { what, outcome } = said(event, language);
  const text = (each: string | Said) => (typeof each === 'string' ? each : print(each, language));
  return { what: text(what), outcome: text(outcome) };
}

type SaidStep = Readonly<Record<keyof StepText, string | Said>>;

function said(event: PhoneEvent, language: Language): SaidStep {
  switch (event.kind) {
    case 'dhcp':
      return dhcpStep(event, language);
    case 'file':
      return { what: wire(event.name), outcome: fileOutcome(event, language) };
    case 'sip':
      return sipStep(event);
    case 'pnp':
      return { what: say('pnp'), outcome: say(`pnp-${event.outcome}`) };
    case 'action': {
      const what = say(`action-${event.what}`);
      return { what: say('actionBy', { what, by: wire(event.by) }), outcome: wire(event.outcome) };
    }
    case 'inventory':
      return { what: say('inventory'), outcome: say(`inventory-${event.what}`) };
  }
}

function dhcpStep(event: DhcpEvent, language: Language): SaidStep {
  const { type, reply, address, why, leaseSeconds } = event;
  const what = [type, ...answer(event, language)].join(' ');
  if (reply === 'OFFER') return { what, outcome: '' };
  if (reply === 'ACK') {
    return { what, outcome: leaseSeconds === undefined ? '' : leaseOf(leaseSeconds) };
  }
  const isTold = type !== 'DECLINE' && type !== 'RELEASE' && why !== NO_REASON;
  const of = isTold ? printReason(wire(why), language) : '';
  return { what, outcome: address !== undefined && of === '' ? formatIpv4(address) : of };
}

function answer({ type, reply, address }: DhcpEvent, language: Language): readonly string[] {
  if (type === 'DECLINE' || type === 'RELEASE') return [];
  if (reply === undefined) return [print(say('noAnswer'), language)];
  return address === undefined ? [`→ ${reply}`] : [`→ ${reply} ${formatIpv4(address)}`];
}

function fileOutcome({ outcome, bytes, ms, detail }: FileEvent, language: Language): string {
  const more = detail === undefined ? '' : `: ${wire(detail)}`;
  switch (outcome) {
    case 'sent':
      return `${language.units.bytes(bytes)}, ${language.units.span(ms)}`;
    case 'running':
      return print(say('underWay'), language);
    case 'timeout':
      return `${print(say('brokeOff', { bytes: { bytes } }), language)}${more}`;
    default:
      return `${fileEnd(outcome, language)}${more}`;
  }
}

/** How a request for a file ended, where its numbers stand beside it: `sent`, `not there, which is fine`. */
export function fileEnd(outcome: string, language: Language): string {
  switch (outcome) {
    case 'expected-miss':
      return print(say('missGladly'), language);
    case 'not-found':
      return print(say('miss'), language);
    case 'denied':
      return print(say('refused'), language);
    default:
      return printReason(wire(outcome), language);
  }
}

function sipStep({ line, state, address }: SipEvent): SaidStep {
  const said = say(`sip-${state}`);
  return {
    what: say('line', { line: wire(line) }),
    outcome: address === undefined ? said : say('sipFrom', { state: said, address: wire(address) }),
  };
}

function leaseOf(seconds: number): Said {
  return seconds === INFINITE_SECONDS
    ? say('endlessLease')
    : say('lease', { time: { ms: seconds * 1_000 } });
}
