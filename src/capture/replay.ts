// A capture as events: packets in, what happened to phones out, in the order of time. Pure: the only clock is the
// capture's own. Whatever the packets, it never throws, and what it remembers is bounded.

import { formatIpv4, ipv4FromBytes } from '../core/ipv4.js';
import { macFromBytes } from '../core/mac.js';
import type { PhoneEvent, Told } from '../timeline/events.js';
import { kept } from '../timeline/kept.js';
import { createCopies } from './copies.js';
import { createReassembly } from './decode/fragments.js';
import { type IpPacket, openIpv4, openIpv6, TCP, UDP } from './decode/ip.js';
import { ETHER_ARP, ETHER_IPV4, ETHER_IPV6, openFrame } from './decode/link.js';
import { createStreams } from './decode/streams.js';
import { openTcp, openUdp } from './decode/transport.js';
import { createInOrder } from './in-order.js';
import type { Notes } from './notes.js';
import { createConnection } from './observe/connection.js';
import { createDhcpObserver } from './observe/dhcp.js';
import { parseHead } from './observe/messages.js';
import { createSipObserver } from './observe/sip.js';
import type { NameReader, Tell } from './observe/tell.js';
import { createTftpObserver } from './observe/tftp.js';
import { createWho } from './observe/who.js';
import type { CapturedPacket, Datagram } from './packet.js';
import { createSteadyClock } from './steady-clock.js';

export interface ReplayOptions {
  readonly names: NameReader;
  readonly notes: Notes;
  /** Is given each event when no earlier one can follow. */
  onTold(told: Told): void;
}

export interface Replay {
  take(packet: CapturedPacket): void;
  end(): void;
  /** Of the last packet; undefined: there was none. */
  latestMs(): number | undefined;
}

/** Twice as long as an answer of DHCP is waited for: nothing else is told late. */
const LATE_MS = 10_000;
/** Whoever waits is looked at this often. */
const PASS_EVERY_MS = 100;
/** What systems start with: a packet that no router has passed on. */
const FIRST_HOP_LIMITS: ReadonlySet<number> = new Set([64, 128, 255]);

export function createReplay({ names, notes, onTold }: ReplayOptions): Replay {
  const steady = createSteadyClock(notes);
  const order = createInOrder(LATE_MS, onTold);
  const who = createWho();
  const isCopy = createCopies();
  const reassembly = createReassembly(notes);
  let nowMs = Number.NEGATIVE_INFINITY;
  let passedMs = Number.NEGATIVE_INFINITY;
  let isOver = false;

  const tell: Tell = (event, { mac, address }) => {
    const named = event.kind === 'file' ? event.namedMac : undefined;
    // Whoever asks for a phone's own file is that phone, as long as nothing better is known.
    if (named && address !== '') who.learn(address, named, 'name');
    const known = mac ?? who.macOf(address);
    const isGuess = !mac && !named && event.kind === 'file' && who.isGuess(address);
    const told = shorten(isGuess ? { ...event, guessed: true } : event);
    order.add({ ...(known !== undefined && { mac: known }), event: told });
  };
  const dhcp = createDhcpObserver(tell, who, notes);
  const tftp = createTftpObserver(tell, names, notes);
  const sip = createSipObserver(tell, notes);
  const context = { tell, names, sip, isOver: () => isOver };
  const streams = createStreams(() => createConnection(context), notes);

  function openIp(etherType: number, payload: Uint8Array): IpPacket | undefined {
    return etherType === ETHER_IPV4 ? openIpv4(payload) : openIpv6(payload);
  }

  function hearDatagram(datagram: Datagram) {
    if (isCopy(datagram)) return;
    dhcp.hear(datagram);
    tftp.hear(datagram);
    if (!isSip(datagram.bytes)) return;
    const head = parseHead(Buffer.from(datagram.bytes).toString());
    if (head?.protocol === 'SIP') sip.hear(head, datagram.source, datagram.atMs);
  }

  function hearIp(packet: IpPacket, frame: number) {
    const { source, destination, protocol } = packet;
    if (protocol === UDP) {
      const message = openUdp(packet);
      if (!message) return notes.add('malformed', { unit: 'packet', number: frame });
      if (isCut(message)) notes.add('cut', { unit: 'packet', number: frame });
      return hearDatagram({ ...message, atMs: nowMs, source, destination });
    }
    if (protocol !== TCP) return;
    const segment = openTcp(packet);
    if (!segment) return notes.add('malformed', { unit: 'packet', number: frame });
    if (isCut(segment)) notes.add('cut', { unit: 'packet', number: frame });
    streams.take(source, destination, segment, nowMs);
  }

  function hearFrame({ frame, linkType, bytes }: CapturedPacket) {
    const opened = openFrame(linkType, bytes);
    if (typeof opened === 'string') {
      const code = opened === 'unknown' ? 'link-type' : 'malformed';
      return notes.add(code, { unit: 'packet', number: frame });
    }
    const { etherType, payload, source } = opened;
    if (etherType === ETHER_ARP) return learnArp(payload);
    if (etherType !== ETHER_IPV4 && etherType !== ETHER_IPV6) return;
    const packet = openIp(etherType, payload);
    if (!packet) return notes.add('malformed', { unit: 'packet', number: frame });
    if (source && FIRST_HOP_LIMITS.has(packet.hopLimit) && who.macOf(packet.source) === undefined) {
      who.learn(packet.source, macFromBytes(source), 'sender');
    }
    if (!packet.fragment) return hearIp(packet, frame);
    const whole = reassembly.add(packet, packet.fragment, nowMs);
    if (whole) hearIp(whole, frame);
  }

  /** RFC 826, of Ethernet and IPv4: hardware 2 | protocol 2 | lengths 2 | operation 2 | sender 6 + 4 | target 6 + 4. */
  function learnArp(bytes: Uint8Array): void {
    const isEthernet = bytes[1] === 1 && bytes[4] === 6 && bytes[5] === 4;
    if (bytes.length < 28 || !isEthernet) return;
    who.learn(formatIpv4(ipv4FromBytes(bytes, 14)), macFromBytes(bytes.subarray(8, 14)), 'arp');
  }

  function pass(): void {
    passedMs = nowMs;
    for (const each of [dhcp, tftp, sip, streams, reassembly, order]) each.pass(nowMs);
  }

  return {
    take(packet) {
      nowMs = steady(packet.atMs, packet.frame);
      if (nowMs - passedMs >= PASS_EVERY_MS) pass();
      hearFrame(packet);
    },
    end() {
      isOver = true;
      for (const each of [streams, dhcp, tftp, sip]) each.end(nowMs);
      reassembly.end();
      order.end();
    },
    latestMs: () => (Number.isFinite(nowMs) ? nowMs : undefined),
  };
}

/** Events are many, and nearly all of them have nothing to mask and nothing long. */
function shorten<E extends PhoneEvent>(event: E): E {
  const changed = Object.entries(event).flatMap(([name, value]) => {
    const short = typeof value === 'string' ? kept(value) : value;
    return short === value ? [] : [[name, short] as const];
  });
  return changed.length === 0 ? event : { ...event, ...Object.fromEntries(changed) };
}

function isCut({
  bytes,
  length,
}: {
  readonly bytes: Uint8Array;
  readonly length: number;
}): boolean {
  return bytes.length < length;
}

/** Of what registrations are made of: the first letters of a REGISTER, and of an answer. */
function isSip(bytes: Uint8Array): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, 4));
  return start === 'REGI' || start === 'SIP/';
}
