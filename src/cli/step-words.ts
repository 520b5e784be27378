// What a phone did, a line for each step, for people who read a timeline.

import { formatIpv4 } from '../core/ipv4.js';
import type { DhcpEvent, FileEvent, PhoneEvent, SipEvent } from '../timeline/events.js';
import type { Step } from '../timeline/steps.js';
import { spell, spellBytes, times, wire } from '../timeline/words.js';

/** Without a full stop. */
export function describeStep({ last, count, everyMs }: Step): string {
  const often = count === 1 ? '' : `, ${times(count)}`;
  const every = everyMs === undefined ? '' : `, the last two ${spell(everyMs)} apart`;
  return `${describeEvent(last)}${often}${every}`;
}

function describeEvent(event: PhoneEvent): string {
  switch (event.kind) {
    case 'dhcp':
      return describeExchange(event);
    case 'file':
      return describeRequest(event);
    case 'sip':
      return describeRegistration(event);
    case 'action':
      return `${event.what} by ${wire(event.by)}: ${wire(event.outcome)}`;
    case 'inventory':
      return `the inventory: ${event.what}`;
  }
}

function describeExchange(event: DhcpEvent): string {
  const { type, reply, address, serverId, relayAgent, why } = event;
  const needsNone = type === 'RELEASE' || type === 'DECLINE';
  const got = reply ?? (needsNone ? '' : 'no answer');
  const of = address === undefined ? '' : ` ${formatIpv4(address)}`;
  const from = reply === undefined || serverId === undefined ? '' : ` from ${formatIpv4(serverId)}`;
  const by = relayAgent === undefined ? '' : ` by relay ${formatIpv4(relayAgent)}`;
  const because = why === 'seen' || needsNone ? '' : ` (${why})`;
  return `DHCP ${type}${needsNone ? of : ''}${by}${got === '' ? '' : `: ${got}`}${needsNone ? '' : of}${from}${because}`;
}

function describeRequest(event: FileEvent): string {
  const { protocol, name, outcome, bytes, size, ms, repeats, detail } = event;
  const of = size === undefined || size === bytes ? '' : ` of ${spellBytes(size)}`;
  const much = bytes > 0 || size !== undefined ? `, ${spellBytes(bytes)}${of}` : '';
  const again = repeats > 0 ? `, ${repeats} sent again` : '';
  const why = detail === undefined ? '' : ` (${wire(detail)})`;
  return `${protocol.toUpperCase()} ${wire(name)}: ${outcome}${why}${much}, ${spell(ms)}${again}`;
}

function describeRegistration({ line, state, address }: SipEvent): string {
  const from = address === undefined ? '' : ` from ${wire(address)}`;
  return `SIP ${wire(line)}: ${state}${from}`;
}
