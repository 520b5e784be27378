// The same message captured twice: on a bridge and its port, on both sides of a router, at both ends of a mirror.

import type { Datagram } from './packet.js';

/** No program sends a datagram again so soon, unless it was asked again. */
const COPY_MS = 2;
const REMEMBERED = 64;

/** Whether a datagram is a copy of one just heard. */
export function createCopies(): (datagram: Datagram) => boolean {
  let heard: Datagram[] = [];
  return (datagram) => {
    const { atMs } = datagram;
    while (heard[0] && (atMs - heard[0].atMs > COPY_MS || heard.length >= REMEMBERED)) {
      heard.shift();
    }
    if (heard.some((each) => isSame(each, datagram))) return true;
    // Whoever says something new may be given the same answer once more.
    if (heard.some((each) => isAnsweredBy(each, datagram))) {
      heard = heard.filter((each) => !isAnsweredBy(each, datagram));
    }
    heard.push(datagram);
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

/** Servers answer from any port. */
function isAnsweredBy(before: Datagram, next: Datagram): boolean {
  return (
    before.destinationPort === next.sourcePort &&
    before.destination === next.source &&
    before.source === next.destination
  );
}
