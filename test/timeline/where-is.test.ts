import { describe, expect, it } from 'vitest';
import { type Ipv4, parseIpv4 } from '../../src/core/ipv4.js';
import type { SipEvent } from '../../src/timeline/events.js';
import { type ContactSeen, type Whereabouts, whereIs } from '../../src/timeline/where-is.js';

const NOW_MS = 1_000;
const ip = (text: string): Ipv4 => {
  const address = parseIpv4(text);
  if (address === undefined) throw new Error('no address');
  return address;
};
const lease = (untilMs: number) => ({ address: ip('10.20.1.2'), network: undefined, untilMs });
const contact = (address: string, more: Partial<ContactSeen> = {}): ContactSeen => ({
  ...{ address, status: 'reachable', sinceMs: 0, ...more },
});
const told = (address: string, more: Partial<SipEvent> = {}): SipEvent => ({
  ...{ kind: 'sip', atMs: 0, line: '7001', state: 'registered', address, ...more },
});

const ALL: Whereabouts = {
  contacts: [contact('10.20.1.1')],
  history: { lease: lease(NOW_MS + 1), address: '10.20.1.3', lines: { 7001: told('10.20.1.4') } },
  reserved: ip('10.20.1.6'),
};
const without = (...what: readonly ('contacts' | 'lease' | 'address' | 'lines')[]): Whereabouts => {
  const { contacts = [], history, reserved } = ALL;
  return {
    contacts: what.includes('contacts') ? [] : contacts,
    history: {
      lease: what.includes('lease') ? undefined : history.lease,
      address: what.includes('address') ? undefined : history.address,
      lines: what.includes('lines') ? {} : history.lines,
    },
    reserved,
  };
};
const ranOut = { ...without('contacts', 'address', 'lines').history, lease: lease(NOW_MS) };

describe('where a phone is', () => {
  it.each([
    ['10.20.1.1', 'contact', ALL],
    ['10.20.1.2', 'lease', without('contacts')],
    ['10.20.1.3', 'file', without('contacts', 'lease')],
    ['10.20.1.4', 'past-contact', without('contacts', 'lease', 'address')],
    ['10.20.1.2', 'past-lease', { history: ranOut, reserved: ip('10.20.1.6') }],
    ['10.20.1.6', 'reserved', without('contacts', 'lease', 'address', 'lines')],
  ] as const)('is %s, known by %s, where nothing is known better', (address, by, known) => {
    expect(whereIs(known, NOW_MS)).toEqual({ address, by });
  });

  it('is not known of one of which nothing is known', () => {
    expect(whereIs({ history: { lease: undefined, address: undefined, lines: {} } }, 0)).toBe(
      undefined,
    );
  });

  it.each([
    ['that its PBX does not reach', contact('10.20.1.1', { status: 'unreachable' })],
    ['of a name', contact('phone.lab.example')],
    ['of IPv6', contact('2001:db8::1')],
  ])('is not told by a contact %s while its lease runs', (_, one) => {
    expect(whereIs({ ...ALL, contacts: [one] }, NOW_MS)).toMatchObject({ by: 'lease' });
  });

  it('is where it registered last, of several lines', () => {
    const contacts = [
      contact('10.20.1.8', { sinceMs: 5 }),
      contact('10.20.1.9', { sinceMs: 7 }),
      contact('10.20.1.7', { sinceMs: 6 }),
    ];
    expect(whereIs({ ...ALL, contacts }, NOW_MS)?.address).toBe('10.20.1.9');
  });

  it.each([
    ['another device has its line', told('10.20.1.4', { by: '00:a8:59:00:00:02' as never })],
    ['somebody was refused', told('10.20.1.4', { state: 'bad-password' })],
  ])('is not where %s', (_, line) => {
    const history = { lease: undefined, address: undefined, lines: { 7001: line } };
    expect(whereIs({ history }, NOW_MS)).toBe(undefined);
  });

  it('is where it was registered and is not reached, rather than nowhere', () => {
    const contacts = [contact('10.20.1.1', { status: 'unreachable' })];
    const history = { lease: undefined, address: undefined, lines: {} };
    expect(whereIs({ contacts, history }, NOW_MS)).toEqual({
      ...{ address: '10.20.1.1', by: 'past-contact' },
    });
  });
});
