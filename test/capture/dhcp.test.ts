// What is told of DHCP: requests with their replies, silence, relays, and what a server says of its reasons.

import { describe, expect, it } from 'vitest';
import { REASONS } from '../../src/dhcp/decide/reasons.js';
import { option } from '../../src/dhcp/message/options.js';
import { answers, asks, at, BEGIN_MS, dhcpMessage, ipv4, PHONE_IP, SERVER_IP } from './dialogue.js';
import * as make from './packets.js';
import { replayed } from './replay-under-test.js';

const GIVEN = [
  option('serverId', ipv4(SERVER_IP)),
  option('subnetMask', ipv4('255.255.255.0')),
  option('addressTime', 3_600),
];
const YOURS = { yiaddr: ipv4(PHONE_IP) };
const eventsOf = (packets: readonly make.Made[]) => {
  const { told, notes } = replayed(packets);
  return {
    events: told.map(({ mac, event }) => ({ mac, ...event })),
    codes: notes.map(({ code }) => code),
  };
};

it('a boot: an offer and an address', () => {
  const discover = dhcpMessage(
    'DISCOVER',
    [
      option('classId', 'Cisco Systems, Inc. IP Phone CP-7931G'),
      option('hostname', 'SEP001BD4000001'),
      option('parameterList', [1, 66, 150]),
    ],
    { secs: 3 },
  );
  const request = dhcpMessage('REQUEST', [
    option('serverId', ipv4(SERVER_IP)),
    option('addressRequest', ipv4(PHONE_IP)),
  ]);
  const { events, codes } = eventsOf([
    at(0, asks(discover)),
    at(0.01, answers(dhcpMessage('OFFER', GIVEN, YOURS))),
    at(0.02, asks(request)),
    at(0.03, answers(dhcpMessage('ACK', GIVEN, YOURS))),
  ]);
  expect(codes).toEqual([]);
  const given = {
    ...{ mac: make.PHONE, kind: 'dhcp', why: 'seen', address: ipv4(PHONE_IP) },
    ...{ network: '10.20.1.0/24', leaseSeconds: 3_600, serverId: ipv4(SERVER_IP) },
  };
  expect(events).toEqual([
    {
      ...given,
      ...{ atMs: BEGIN_MS + 10, type: 'DISCOVER', reply: 'OFFER', secs: 3 },
      vendorClass: 'Cisco Systems, Inc. IP Phone CP-7931G',
      hostName: 'SEP001BD4000001',
      asked: [1, 66, 150],
    },
    {
      ...given,
      ...{ atMs: BEGIN_MS + 30, type: 'REQUEST', reply: 'ACK', secs: 0 },
      requestedAddress: ipv4(PHONE_IP),
    },
  ]);
});

it('silence is told of the time of the question, between what happened then', () => {
  const other = '00:1b:d4:00:00:02';
  const fromOther = dhcpMessage('DISCOVER', [], { chaddr: make.mac(other), xid: 99 });
  const { events, codes } = eventsOf([
    at(0, asks(dhcpMessage('DISCOVER'))),
    at(1, asks(fromOther)),
    at(1.5, answers(dhcpMessage('OFFER', GIVEN, { ...YOURS, chaddr: make.mac(other), xid: 99 }))),
    at(4, asks(dhcpMessage('DISCOVER', [], { secs: 4 }))),
    at(60, make.arp(other, '10.20.1.60')),
  ]);
  expect(codes).toEqual([]);
  expect(events.map(({ atMs, mac }) => [atMs - BEGIN_MS, mac])).toEqual([
    [0, make.PHONE],
    [1_500, other],
    [4_000, make.PHONE],
  ]);
  expect(events[0]).not.toHaveProperty('reply');
  expect(events[2]).not.toHaveProperty('reply');
});

it('a capture without any answer says that it may be the wrong place', () => {
  expect(eventsOf([at(0, asks(dhcpMessage('DISCOVER')))]).codes).toEqual(['no-answers']);
});

it('offers of two servers are two, the same one by two ways is one', () => {
  const rival = [
    option('serverId', ipv4('10.20.1.254')),
    option('subnetMask', ipv4('255.255.255.0')),
  ];
  const { events } = eventsOf([
    at(0, asks(dhcpMessage('DISCOVER'))),
    at(0.01, answers(dhcpMessage('OFFER', GIVEN, YOURS))),
    at(0.05, answers(dhcpMessage('OFFER', GIVEN, YOURS))),
    at(0.06, answers(dhcpMessage('OFFER', rival, { yiaddr: ipv4('10.20.1.99') }))),
  ]);
  expect(events).toMatchObject([
    { type: 'DISCOVER', serverId: ipv4(SERVER_IP), address: ipv4(PHONE_IP) },
    { type: 'DISCOVER', serverId: ipv4('10.20.1.254'), address: ipv4('10.20.1.99') },
  ]);
});

it('what a relay agent passes on is one question, and says by whom it came', () => {
  const relayed = dhcpMessage('DISCOVER', [], { giaddr: ipv4('10.30.9.1'), hops: 1 });
  const addresses = { source: '10.30.9.1', destination: SERVER_IP };
  const { events } = eventsOf([
    at(0, asks(dhcpMessage('DISCOVER'))),
    at(0.001, make.ethernet(make.ipv4(addresses, make.UDP, make.udp(67, 67, relayed)))),
    at(0.01, answers(dhcpMessage('OFFER', GIVEN, { ...YOURS, giaddr: ipv4('10.30.9.1') }))),
  ]);
  expect(events).toMatchObject([{ reply: 'OFFER', relayAgent: ipv4('10.30.9.1') }]);
  expect(events).toHaveLength(1);
});

describe('a NAK', () => {
  const nak = (sentence: string) =>
    eventsOf([
      at(0, asks(dhcpMessage('REQUEST', [option('addressRequest', ipv4('10.9.9.9'))]))),
      at(0.01, answers(dhcpMessage('NAK', [option('message', sentence)]))),
    ]).events;

  it('tells the reason that offhook put into it', () => {
    expect(nak(REASONS['address-taken'])).toMatchObject([
      { type: 'REQUEST', reply: 'NAK', why: 'address-taken', address: ipv4('10.9.9.9') },
    ]);
  });

  it('of another server is only seen', () => {
    expect(nak('wrong network')).toMatchObject([{ reply: 'NAK', why: 'seen' }]);
  });
});

it('what needs no answer is told at once', () => {
  const { events } = eventsOf([
    at(0, asks(dhcpMessage('DECLINE', [option('addressRequest', ipv4(PHONE_IP))]))),
    at(1, asks(dhcpMessage('RELEASE', [], { ciaddr: ipv4('10.20.1.54') }))),
  ]);
  expect(events).toMatchObject([
    { type: 'DECLINE', why: 'declined', address: ipv4(PHONE_IP) },
    { type: 'RELEASE', why: 'released', address: ipv4('10.20.1.54') },
  ]);
});

it('a renewal and an answer whose question was not captured', () => {
  const { events } = eventsOf([
    at(0, asks(dhcpMessage('REQUEST', [], { ciaddr: ipv4(PHONE_IP) }))),
    at(0.01, answers(dhcpMessage('ACK', GIVEN, YOURS))),
    at(9, answers(dhcpMessage('ACK', GIVEN, { ...YOURS, xid: 7 }))),
  ]);
  expect(events).toMatchObject([
    { type: 'REQUEST', reply: 'ACK', renews: true },
    { type: 'REQUEST', reply: 'ACK', atMs: BEGIN_MS + 9_000 },
  ]);
  expect(events[1]).not.toHaveProperty('renews');
});

it('what cannot be read is counted, and other devices are no fault', () => {
  const odd = make.join(dhcpMessage('DISCOVER').subarray(0, 240), [53, 9, 1]);
  const { codes } = eventsOf([
    at(0, asks(odd)),
    at(1, asks(dhcpMessage('DISCOVER', [], { htype: 6 }))),
    at(2, asks(Buffer.from('no DHCP'))),
  ]);
  expect(codes).toEqual(['malformed-dhcp']);
});
