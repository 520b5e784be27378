// The same message captured twice: on a bridge and its port, on both sides of a router, at both ends of a mirror.

import type { Datagram } from './packet.js';

/** No program sends a datagram again so soon. */
const COPY_MS = 2;
const REMEMBERED = 64;

interface Heard {
  readonly atMs: number;
  readonly datagram: Datagram;
}

/** Whether a datagram is a copy of one just heard. */
export function createCopies(): (datagram: Datagram) => boolean {
  const heard: Heard[] = [];
  return (datagram) => {
    const { atMs } = datagram;
    while (heard[0] && (atMs - heard[0].atMs > COPY_MS || heard.length >= REMEMBERED))
      heard.shift();
    if (heard.some((each) => isSame(each.datagram, datagram))) return true;
    heard.push({ atMs, datagram });
    return false;
  };
}

function isSame(a: Datagram, b: Datagram): boolean {
  return (
    a.sourcePort === b.sourcePort &&
    a.destinationPort === b.destinationPort &&
    a.source === b.source &&
    a.destination === b.destination &&
    a.length === b.length &&
    Buffer.compare(a.bytes, b.bytes) === 0
  );
}
