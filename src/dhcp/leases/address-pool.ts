// The addresses of one pool, each in exactly one queue. Every move and every look is of constant cost.

import type { Ipv4, Ipv4Range } from '../../core/ipv4.js';

/** `free` is ordered by time unused, the others by the time of their last move. */
export const POOL_QUEUES = ['free', 'offered', 'bound', 'resting'] as const;
export type PoolQueue = (typeof POOL_QUEUES)[number];

/** A client has it: as an offer, or for good. */
export function isGiven(queue: PoolQueue): boolean {
  return queue === 'offered' || queue === 'bound';
}

export interface AddressPool {
  has(address: Ipv4): boolean;
  /** To the tail of a queue. The pool must have the address. */
  move(address: Ipv4, queue: PoolQueue): void;
  /** The one that has been longest in the queue. */
  head(queue: PoolQueue): Ipv4 | undefined;
  /** How many there are in it. */
  count(queue: PoolQueue): number;
}

/** Not linked into any queue: an excluded address. */
const OUTSIDE = -1;

/**
 * All queues are circles in one pair of arrays: node i is the pool's i-th address, and behind the
 * addresses lies one anchor a queue.
 */
export function createAddressPool(range: Ipv4Range, excluded: ReadonlySet<Ipv4>): AddressPool {
  const size = range.last - range.first + 1;
  const next = new Int32Array(size + POOL_QUEUES.length).fill(OUTSIDE);
  const previous = new Int32Array(size + POOL_QUEUES.length).fill(OUTSIDE);
  /** For each address the place of its queue among POOL_QUEUES. */
  const queueAt = new Uint8Array(size);
  const counts = new Int32Array(POOL_QUEUES.length);
  const anchorOf = (queue: PoolQueue): number => size + POOL_QUEUES.indexOf(queue);
  const addressOf = (node: number): Ipv4 => (range.first + node) as Ipv4;
  const nextOf = (node: number): number => next[node] ?? OUTSIDE;
  const previousOf = (node: number): number => previous[node] ?? OUTSIDE;

  function link(node: number, queue: PoolQueue): void {
    const anchor = anchorOf(queue);
    const tail = previousOf(anchor);
    next[tail] = node;
    previous[node] = tail;
    next[node] = anchor;
    previous[anchor] = node;
    tally(node, anchor - size, 1);
  }

  function unlink(node: number): void {
    next[previousOf(node)] = nextOf(node);
    previous[nextOf(node)] = previousOf(node);
    tally(node, queueAt[node] ?? 0, -1);
  }

  function tally(node: number, queue: number, by: 1 | -1): void {
    queueAt[node] = queue;
    counts[queue] = (counts[queue] ?? 0) + by;
  }

  /** Free, in ascending order: of a large pool, at once what single links would take ten times as long for. */
  function linkAll(): void {
    const anchor = anchorOf('free');
    for (let node = 0; node < size; node += 1) {
      next[node] = node + 1;
      previous[node] = node - 1;
    }
    next[size - 1] = anchor;
    next[anchor] = 0;
    previous[0] = anchor;
    previous[anchor] = size - 1;
    counts[anchor - size] = size;
  }

  function leaveOut(node: number): void {
    unlink(node);
    next[node] = OUTSIDE;
    previous[node] = OUTSIDE;
  }

  const isLinked = (address: Ipv4): boolean =>
    address >= range.first && address <= range.last && nextOf(address - range.first) !== OUTSIDE;

  for (const queue of POOL_QUEUES) {
    next[anchorOf(queue)] = anchorOf(queue);
    previous[anchorOf(queue)] = anchorOf(queue);
  }
  linkAll();
  for (const address of excluded) {
    if (isLinked(address)) leaveOut(address - range.first);
  }

  return {
    has: isLinked,
    move(address, queue) {
      unlink(address - range.first);
      link(address - range.first, queue);
    },
    head(queue) {
      const first = nextOf(anchorOf(queue));
      return first === anchorOf(queue) ? undefined : addressOf(first);
    },
    count: (queue) => counts[POOL_QUEUES.indexOf(queue)] ?? 0,
  };
}
