// TFTP as a capture shows it: a request, the transfer that answers it from a port of its own (RFC 1350 section 4), and
// how it ended. What a server knows of its own transfers is counted here from both sides' packets.

import { agreementOf, PLAIN } from '../../tftp/codec/options.js';
import {
  type DataPacket,
  decodePacket,
  ERROR_CODES,
  type ErrorPacket,
  type OackPacket,
  type RequestPacket,
} from '../../tftp/codec/packet.js';
import type { FileEvent } from '../../timeline/events.js';
import { createExpiring } from '../expiring.js';
import type { Notes } from '../notes.js';
import type { Datagram } from '../packet.js';
import { type NameReader, namesOf, type Observer, type Tell } from './tell.js';

/** Longer than servers and phones go on trying. */
const SILENCE_MS = 30_000;
const MAX_TRANSFERS = 8_192;
/** At the end of a capture a request that was not answered for so long counts as such. */
const UNANSWERED_MS = 3_000;
const MODES: ReadonlySet<string> = new Set(['octet', 'netascii', 'mail']);

interface Seen {
  readonly address: string;
  readonly name: string;
  readonly isWrite: boolean;
  readonly askedMs: number;
  /** Of either side. */
  lastMs: number;
  /** The server's, once it has answered. */
  port: number | undefined;
  blksize: number;
  size: number | undefined;
  /** Counted without end, as are the next two. */
  sent: number;
  acked: number;
  /** The one that is shorter than the others. */
  lastBlock: number | undefined;
  packets: number;
  repeats: number;
  oackSeen: boolean;
}

export interface TftpObserver extends Observer {
  hear(datagram: Datagram): void;
}

export function createTftpObserver(tell: Tell, names: NameReader, notes: Notes): TftpObserver {
  /** By address and port of who asked. */
  const transfers = createExpiring<Seen>({
    max: MAX_TRANSFERS,
    afterMs: SILENCE_MS,
    gone(seen, _, why, touchedMs) {
      if (why === 'crowded') notes.add('crowded');
      end(seen, silenceMeans(seen), touchedMs + (why === 'late' ? SILENCE_MS : 0));
    },
  });

  function end(seen: Seen, outcome: string, atMs: number, detail?: string) {
    tell(eventOf(seen, outcome, atMs, names, detail), { address: seen.address });
  }

  function ask(key: string, packet: RequestPacket, { atMs, source }: Datagram) {
    const before = transfers.get(key);
    const name = nameIn(packet);
    if (before?.name === name) {
      before.repeats++;
      before.lastMs = atMs;
      return transfers.set(key, before, atMs);
    }
    if (before) end(before, silenceMeans(before), atMs);
    transfers.set(key, begun(source, packet, atMs), atMs);
  }

  function hearServer(key: string, seen: Seen, { atMs, sourcePort, bytes, length }: Datagram) {
    const packet = decodePacket(bytes);
    // Two answers to a request that was repeated: the client goes on with the first.
    if (seen.port !== undefined && seen.port !== sourcePort) return;
    const isFirst = seen.port === undefined;
    switch (packet.type) {
      case 'ERROR':
        transfers.delete(key);
        return end(seen, ...refusalOf(packet, seen.name, names, atMs));
      case 'DATA':
        noteData(seen, packet, length - 4);
        break;
      case 'OACK':
        noteOack(seen, packet);
        break;
      case 'ACK':
        // Of a file that is written.
        break;
      default:
        return;
    }
    seen.port = sourcePort;
    seen.lastMs = atMs;
    transfers.set(key, seen, atMs);
    if (isFirst) end(seen, 'running', atMs);
  }

  function hearClient(key: string, seen: Seen, { atMs, destinationPort, bytes }: Datagram) {
    if (seen.port !== destinationPort) return;
    const packet = decodePacket(bytes);
    seen.lastMs = atMs;
    if (packet.type === 'ERROR') {
      transfers.delete(key);
      return end(seen, 'client-error', atMs, sentenceOf(packet));
    }
    if (packet.type === 'ACK') seen.acked = Math.max(seen.acked, near(seen.acked, packet.block));
    if (seen.lastBlock !== undefined && seen.acked >= seen.lastBlock) {
      transfers.delete(key);
      return end(seen, 'sent', atMs);
    }
    transfers.set(key, seen, atMs);
  }

  return {
    hear(datagram) {
      const { source, sourcePort, destination, destinationPort, bytes } = datagram;
      const key = `${source} ${sourcePort}`;
      const request = requestOf(bytes);
      if (request) return ask(key, request, datagram);
      const own = transfers.get(key);
      if (own) return hearClient(key, own, datagram);
      const answeredKey = `${destination} ${destinationPort}`;
      const answered = transfers.get(answeredKey);
      if (answered) hearServer(answeredKey, answered, datagram);
    },
    pass: (nowMs) => transfers.pass(nowMs),
    end(nowMs) {
      for (const seen of transfers.values()) {
        const isUnanswered = seen.port === undefined && nowMs - seen.askedMs >= UNANSWERED_MS;
        end(seen, isUnanswered ? 'timeout' : 'running', nowMs);
      }
    },
  };
}

/** A request is known by its form: servers may listen on any port. */
function requestOf(bytes: Uint8Array): RequestPacket | undefined {
  if (bytes[0] !== 0 || (bytes[1] !== 1 && bytes[1] !== 2)) return undefined;
  const packet = decodePacket(bytes);
  if (packet.type !== 'RRQ' && packet.type !== 'WRQ') return undefined;
  return packet.fileName !== '' && MODES.has(packet.mode.toLowerCase()) ? packet : undefined;
}

/** A leading slash means nothing. */
function nameIn({ fileName }: RequestPacket): string {
  return fileName.replace(/^\//, '');
}

function begun(address: string, packet: RequestPacket, atMs: number): Seen {
  return {
    address,
    name: nameIn(packet),
    isWrite: packet.type === 'WRQ',
    askedMs: atMs,
    lastMs: atMs,
    port: undefined,
    blksize: PLAIN.blksize,
    size: undefined,
    sent: 0,
    acked: 0,
    lastBlock: undefined,
    packets: 0,
    repeats: 0,
    oackSeen: false,
  };
}

function noteData(seen: Seen, { block }: DataPacket, length: number): void {
  const number = near(seen.sent, block);
  seen.packets++;
  if (number <= seen.sent) seen.repeats++;
  else seen.sent = number;
  if (length < seen.blksize && number > 0) {
    seen.lastBlock = number;
    seen.size = (number - 1) * seen.blksize + Math.max(0, length);
  }
}

function noteOack(seen: Seen, { options }: OackPacket): void {
  if (seen.oackSeen) seen.repeats++;
  seen.oackSeen = true;
  const { blksize, transferBytes } = agreementOf(options);
  seen.blksize = blksize;
  seen.size = transferBytes;
}

/** The number nearest to `known` that the wire writes so: long files count past 65535. */
function near(known: number, block: number): number {
  const behind = (known - block) & 0xffff;
  return behind < 0x8000 ? known - behind : known - behind + 0x10000;
}

function silenceMeans({ sent, lastBlock }: Seen): string {
  return lastBlock !== undefined && sent >= lastBlock ? 'unconfirmed' : 'timeout';
}

/** As an offhook says why; of other servers what they say. */
function refusalOf(
  packet: ErrorPacket,
  name: string,
  names: NameReader,
  atMs: number,
): [outcome: string, atMs: number, detail: string] {
  const detail = sentenceOf(packet);
  switch (packet.code) {
    case ERROR_CODES.fileNotFound:
      return [names.isExpectedMiss(name) ? 'expected-miss' : 'not-found', atMs, detail];
    case ERROR_CODES.accessViolation:
      return ['denied', atMs, detail];
    default:
      return ['refused', atMs, detail];
  }
}

function sentenceOf({ code, message }: ErrorPacket): string {
  return message === '' ? `error ${code}` : `error ${code}: ${message}`;
}

function eventOf(
  seen: Seen,
  outcome: string,
  atMs: number,
  names: NameReader,
  detail?: string,
): FileEvent {
  const { address, name, askedMs, size, repeats } = seen;
  const told = seen.isWrite && outcome === 'denied' ? 'write-refused' : outcome;
  const packets = seen.packets > 0 ? seen.packets : undefined;
  return {
    ...{ kind: 'file', protocol: 'tftp', atMs, address, ...namesOf(name, names) },
    ...{ outcome: told, bytes: arrived(seen, outcome), size, ms: atMs - askedMs },
    ...{ packets, repeats, detail },
  };
}

function arrived({ acked, blksize, size, isWrite }: Seen, outcome: string): number {
  if (isWrite) return 0;
  const bytes = acked * blksize;
  return outcome === 'sent' && size !== undefined ? size : Math.min(bytes, size ?? bytes);
}
