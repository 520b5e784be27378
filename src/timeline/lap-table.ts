// When phones that start over and over did so the last times: numbers only, those of a phone side by side. A server under load has to
// fetch little of it from far memory, and makes nothing.

/** What a phone says in a lap, as marks: equal where it says the same. */
export interface LapMarks {
  readonly asked: number;
  readonly taken: number;
}

export interface LapTable {
  /** Where a phone is; NOWHERE: it does not start over and over. */
  placeOf(key: number): number;
  /** How much the phone has said by now, this included; 0: it says something else. */
  goesOn(place: number, mark: number, atMs: number): number;
  /** A phone that begins to say these in turns: its place; NOWHERE: there is none. */
  open(key: number, marks: LapMarks): number;
  /** How many it has said, and when it said the one that was so many before. */
  count(place: number): number;
  timeOf(place: number, at: number): number;
  /** It says the same still: counts anew. */
  begin(place: number): void;
  /** What it says means something else now; what it has said is still there. */
  end(place: number): void;
  close(place: number): void;
}

export const NOWHERE = -1;
/** Of one phone, two lines of a processor's memory: its key, two marks, a count, and the times. */
const CELLS = 16;
const [ASKED, COUNT, TIMES_FROM] = [1, 3, 4];
/** So many times are kept. */
export const TIMES = CELLS - TIMES_FROM;
/** DISCOVER and REQUEST. */
export const LAP = 2;
/** 2 MB, of which the system gives what is used. More phones than a site has. */
const PLACES = 16_384;
/** A phone is in one of so many places. */
const PROBES = 4;
const FREE = 0;

/** `places`: a power of two. */
export function createLapTable(places = PLACES): LapTable {
  let cells = new Float64Array(0);

  function firstPlace(key: number): number {
    const low = (key % 0x1_0000_0000) | 0;
    const mixed = Math.imul(low ^ (low >>> 15), 0x2c1b_3c6d);
    return (mixed ^ (mixed >>> 13)) & (places - 1);
  }

  /** That of the key; of FREE one that is free. */
  function find(first: number, key: number): number {
    for (let probe = 0; probe < PROBES; probe += 1) {
      const place = (first + probe) & (places - 1);
      if (cells[place * CELLS] === key) return place;
    }
    return NOWHERE;
  }

  return {
    placeOf: (key) => find(firstPlace(key), key),
    goesOn(place, mark, atMs) {
      const from = place * CELLS;
      const count = cells[from + COUNT] ?? 0;
      if (cells[from + ASKED + (count % LAP)] !== mark) return 0;
      cells[from + TIMES_FROM + (count % TIMES)] = atMs;
      cells[from + COUNT] = count + 1;
      return count + 1;
    },
    open(key, { asked, taken }) {
      if (cells.length === 0) cells = new Float64Array(places * CELLS);
      const place = find(firstPlace(key), FREE);
      if (place !== NOWHERE) cells.set([key, asked, taken, 0], place * CELLS);
      return place;
    },
    count: (place) => cells[place * CELLS + COUNT] ?? 0,
    timeOf: (place, at) => cells[place * CELLS + TIMES_FROM + (at % TIMES)] ?? 0,
    begin(place) {
      cells[place * CELLS + COUNT] = 0;
    },
    end(place) {
      cells.fill(Number.NaN, place * CELLS + ASKED, place * CELLS + COUNT);
    },
    close(place) {
      cells[place * CELLS] = FREE;
    },
  };
}
