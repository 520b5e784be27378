// Whether a phone does again what it did.

import type { DhcpEvent, FileEvent, PhoneEvent } from './events.js';

export function sameStep(before: PhoneEvent, event: PhoneEvent): boolean {
  if (before.kind === 'dhcp') return event.kind === 'dhcp' && sameExchange(before, event);
  if (before.kind === 'file') return event.kind === 'file' && sameRequest(before, event);
  if (before.kind === 'sip') {
    return event.kind === 'sip' && before.line === event.line && before.state === event.state;
  }
  if (before.kind === 'pnp') return event.kind === 'pnp' && before.outcome === event.outcome;
  return before.kind === 'inventory' && event.kind === 'inventory' && before.what === event.what;
}

function sameExchange(before: DhcpEvent, event: DhcpEvent): boolean {
  return (
    before.type === event.type &&
    before.reply === event.reply &&
    before.why === event.why &&
    before.address === event.address &&
    before.network === event.network
  );
}

function sameRequest(before: FileEvent, event: FileEvent): boolean {
  return (
    before.name === event.name &&
    before.outcome === event.outcome &&
    before.address === event.address &&
    before.protocol === event.protocol
  );
}
