// TCP connections as two streams of bytes, each in its order (RFC 9293). What comes twice is told once, what comes early
// waits for what lacks, and what the capture does not have is told as a gap. Bounded: connections, and what waits in each.

import { createExpiring } from '../expiring.js';
import type { Notes } from '../notes.js';
import type { Segment } from './transport.js';

/** One end of a connection. */
export interface End {
  readonly address: string;
  readonly port: number;
}

/** Hears what `from` sends. */
export interface StreamListener {
  /** False: it understands nothing of this connection, and wants to hear no more. */
  data(from: End, bytes: Uint8Array, atMs: number): boolean;
  /** So many bytes were sent and not captured. False as above. */
  gap(from: End, bytes: number, atMs: number): boolean;
  ended(atMs: number): void;
}

export interface Streams {
  take(source: string, destination: string, segment: Segment, atMs: number): void;
  pass(nowMs: number): void;
  end(nowMs: number): void;
}

const MAX_CONNECTIONS = 2_048;
/** Phones keep SIP connections alive within this time. */
const IDLE_MS = 300_000;
/** Of what waits for something before it; more, and that will not come. */
const MAX_WAITING = 64;
/** A jump that no window allows: another connection, or rubbish. */
const MAX_JUMP = 16 * 1024 * 1024;

interface Waiting {
  readonly sequence: number;
  readonly bytes: Uint8Array;
  readonly length: number;
}

interface Direction {
  readonly from: End;
  /** Sequence number of the first byte not yet told; undefined: nothing was heard. */
  next: number | undefined;
  /** What the other end has of it. */
  acknowledged: number | undefined;
  /** By sequence number. */
  waiting: readonly Waiting[];
  finished: boolean;
}

interface Connection {
  /** Undefined: what it carries is nothing to us. */
  listener: StreamListener | undefined;
  readonly ends: readonly [Direction, Direction];
}

export function createStreams(open: () => StreamListener, notes: Notes): Streams {
  const connections = createExpiring<Connection>({
    max: MAX_CONNECTIONS,
    afterMs: IDLE_MS,
    gone(connection, _, why, touchedMs) {
      if (why === 'crowded' && connection.listener) notes.add('crowded');
      close(connection, touchedMs + (why === 'late' ? IDLE_MS : 0));
    },
  });

  function close(connection: Connection, atMs: number): void {
    for (const direction of connection.ends) {
      while (direction.waiting.length > 0) skipToWaiting(connection, direction, atMs);
    }
    connection.listener?.ended(atMs);
    connection.listener = undefined;
  }

  function tell(connection: Connection, { from }: Direction, bytes: Uint8Array, atMs: number) {
    const isHeard = bytes.length === 0 || connection.listener?.data(from, bytes, atMs);
    if (!isHeard) connection.listener = undefined;
  }

  function tellGap(connection: Connection, { from }: Direction, bytes: number, atMs: number) {
    if (bytes === 0 || !connection.listener) return;
    notes.add('stream-gaps');
    if (!connection.listener.gap(from, bytes, atMs)) connection.listener = undefined;
  }

  /** What begins at or before the next byte. */
  function deliver(
    connection: Connection,
    direction: Direction,
    { sequence, bytes, length }: Waiting,
    atMs: number,
  ): void {
    const known = ahead(direction.next ?? sequence, sequence);
    if (known >= length) return;
    direction.next = (sequence + length) >>> 0;
    tell(connection, direction, bytes.subarray(Math.min(known, bytes.length)), atMs);
    // Cut when it was captured.
    tellGap(connection, direction, length - Math.max(known, bytes.length), atMs);
  }

  function skipToWaiting(connection: Connection, direction: Direction, atMs: number): void {
    const [first] = direction.waiting;
    if (!first) return;
    const gap = ahead(first.sequence, direction.next ?? first.sequence);
    if (gap > 0) {
      direction.next = first.sequence;
      tellGap(connection, direction, gap, atMs);
    }
    drain(connection, direction, atMs);
  }

  function drain(connection: Connection, direction: Direction, atMs: number): void {
    for (;;) {
      const [first, ...rest] = direction.waiting;
      if (!first || ahead(first.sequence, direction.next ?? first.sequence) > 0) return;
      direction.waiting = rest;
      deliver(connection, direction, first, atMs);
    }
  }

  function hear(connection: Connection, direction: Direction, segment: Segment, atMs: number) {
    const { sequence, bytes, length } = segment;
    direction.next ??= sequence;
    const jump = ahead(sequence, direction.next);
    if (jump > MAX_JUMP) {
      close(connection, atMs);
      return;
    }
    if (jump <= 0) {
      deliver(connection, direction, { sequence, bytes, length }, atMs);
      return drain(connection, direction, atMs);
    }
    // A view of much more is not kept.
    const waiting = { sequence, bytes: bytes.slice(), length };
    direction.waiting = [...direction.waiting, waiting].toSorted((a, b) =>
      ahead(a.sequence, b.sequence),
    );
    if (direction.waiting.length > MAX_WAITING || isMissed(direction)) {
      skipToWaiting(connection, direction, atMs);
    }
  }

  function opened(source: End, destination: End): Connection {
    const direction = (from: End): Direction => ({
      from,
      next: undefined,
      acknowledged: undefined,
      waiting: [],
      finished: false,
    });
    return { listener: open(), ends: [direction(source), direction(destination)] };
  }

  function find(from: End, to: End) {
    const [there, back] = [keyOf(from, to), keyOf(to, from)];
    const connection = connections.get(there);
    return connection
      ? { key: there, connection }
      : { key: back, connection: connections.get(back) };
  }

  return {
    take(source, destination, segment, atMs) {
      const from = { address: source, port: segment.sourcePort };
      const to = { address: destination, port: segment.destinationPort };
      let { key, connection } = find(from, to);
      const isNew = segment.begins && segment.acknowledged === undefined;
      if (connection && isNew && !isRepeated(connection, from, segment)) {
        close(connection, atMs);
        connections.delete(key);
        connection = undefined;
      }
      if (!connection) {
        if (!segment.begins && segment.length === 0) return;
        connection = opened(from, to);
        key = keyOf(from, to);
      }
      connections.set(key, connection, atMs);
      const [first, second] = connection.ends;
      const isFirst = first.from.address === from.address && first.from.port === from.port;
      const [mine, other] = isFirst ? [first, second] : [second, first];
      if (segment.begins) {
        mine.next ??= (segment.sequence + 1) >>> 0;
      } else if (segment.length > 0 && connection.listener) {
        hear(connection, mine, segment, atMs);
      }
      if (segment.acknowledged !== undefined) {
        other.acknowledged = segment.acknowledged;
        if (isMissed(other)) skipToWaiting(connection, other, atMs);
      }
      mine.finished ||= segment.finishes;
      if (segment.resets || (mine.finished && other.finished)) {
        close(connection, atMs);
        connections.delete(key);
      }
    },
    pass: (nowMs) => connections.pass(nowMs),
    end(nowMs) {
      for (const connection of connections.values()) close(connection, nowMs);
    },
  };
}

const keyOf = (from: End, to: End): string =>
  `${from.address} ${from.port} ${to.address} ${to.port}`;

/** How far `a` is before `b` in the circle of sequence numbers; negative: behind. */
function ahead(a: number, b: number): number {
  return (a - b) | 0;
}

/** The other end has more than was captured before what waits. */
function isMissed({ waiting: [first], acknowledged }: Direction): boolean {
  return (
    first !== undefined && acknowledged !== undefined && ahead(acknowledged, first.sequence) >= 0
  );
}

function isRepeated({ ends }: Connection, from: End, { sequence }: Segment): boolean {
  return ends.some(
    (each) =>
      each.from.address === from.address &&
      each.from.port === from.port &&
      each.next === (sequence + 1) >>> 0,
  );
}
