// What is counted: a number or a histogram for each combination of label values. Nothing but integers and additions where
// something is counted; names and labels come when somebody asks.

/** One T for each combination that was asked for, of up to two values, in the order in which they came. */
export interface Cells<T> {
  /** Made when it is first asked for: ask only by values of closed sets. */
  at(first?: string, second?: string): T;
  all(): Iterable<readonly [labels: readonly string[], cell: T]>;
}

export interface Count {
  value: number;
}

export interface Histogram {
  /** As many as limits and one: what was above the one before and not above this; the last is what is above all. */
  readonly counts: readonly number[];
  readonly limits: readonly number[];
  readonly sum: number;
  readonly count: number;
  observe(seconds: number): void;
}

export function createCells<T>(make: () => T): Cells<T> {
  const cells = new Map<string, Map<string, T>>();
  return {
    at(first = '', second = '') {
      const cell = cells.get(first)?.get(second);
      if (cell !== undefined) return cell;
      const made = make();
      cells.set(first, (cells.get(first) ?? new Map<string, T>()).set(second, made));
      return made;
    },
    *all() {
      for (const [first, row] of cells) {
        for (const [second, cell] of row) yield [[first, second], cell];
      }
    },
  };
}

export const createCount = (): Count => ({ value: 0 });

export function createHistogram(limits: readonly number[]): Histogram {
  const counts = new Array<number>(limits.length + 1).fill(0);
  let sum = 0;
  let count = 0;
  return {
    counts,
    limits,
    get sum() {
      return sum;
    },
    get count() {
      return count;
    },
    observe(seconds) {
      let at = 0;
      while (at < limits.length && seconds > (limits[at] ?? 0)) at += 1;
      counts[at] = (counts[at] ?? 0) + 1;
      sum += seconds;
      count += 1;
    },
  };
}
