// Which address of a pool is to be looked at next because its time is up: in the order of time, whatever came first.
//
// A heap, so that a lease of a minute is not hidden behind one of eight hours that was given before it. A time that is
// put off costs nothing: the address stays where it is, and is put in its new place when it is reached.

export interface ExpiryOrder {
  /** When the first is due, ms since 1970; infinite where there is none. */
  readonly firstMs: number;
  /** The address that is due first. Ask only where there is one. */
  readonly first: number;
  /** The address is to be looked at by that time: then, or before. */
  note(address: number, atMs: number): void;
  /** The first is to be looked at later, and not now. */
  postpone(atMs: number): void;
  /** The first is not to be looked at any more. */
  drop(): void;
}

/** Of addresses from `lowest` on, `size` of them. Each is in it once at most. */
export function createExpiryOrder(lowest: number, size: number): ExpiryOrder {
  /** As a heap: at place p, with those below it at 2p + 1 and 2p + 2, none of which is earlier. */
  const addresses: number[] = [];
  const times: number[] = [];
  /** 1 more than the place of each address; 0: it has none. */
  const places = new Int32Array(size);
  const timeAt = (place: number): number => times[place] ?? Number.POSITIVE_INFINITY;

  function set(place: number, address: number, atMs: number): void {
    addresses[place] = address;
    times[place] = atMs;
    places[address - lowest] = place + 1;
  }

  /** Makes room from `place` towards the first, and fills it. */
  function rise(from: number, address: number, atMs: number): void {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (timeAt(above) <= atMs) break;
      set(place, addresses[above] ?? 0, timeAt(above));
      place = above;
    }
    set(place, address, atMs);
  }

  /** Makes room from the first on towards the last, and fills it. */
  function sink(address: number, atMs: number): void {
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const below = timeAt(left + 1) < timeAt(left) ? left + 1 : left;
      if (timeAt(below) >= atMs) break;
      set(place, addresses[below] ?? 0, timeAt(below));
      place = below;
    }
    set(place, address, atMs);
  }

  return {
    get firstMs() {
      return timeAt(0);
    },
    get first() {
      return addresses[0] ?? 0;
    },
    note(address, atMs) {
      const place = places[address - lowest] ?? 0;
      if (place === 0) rise(addresses.length, address, atMs);
      else if (atMs < timeAt(place - 1)) rise(place - 1, address, atMs);
    },
    postpone: (atMs) => sink(addresses[0] ?? 0, atMs),
    drop() {
      const [gone] = addresses;
      const address = addresses.pop();
      const atMs = times.pop();
      if (gone === undefined || address === undefined || atMs === undefined) return;
      places[gone - lowest] = 0;
      if (address !== gone) sink(address, atMs);
    },
  };
}
