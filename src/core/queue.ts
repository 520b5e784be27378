// Things in the order in which they came, of which any can be taken out at once. For what comes and goes many times a second: a Map or
// a Set makes its table anew after as many deletions as it has places, and old tables, which the collector of young things takes
// for alive, keep all that stood in them until everything is collected.

export interface Link<T> {
  before: T | undefined;
  after: T | undefined;
}

export interface Queue<T> {
  size: number;
  first: T | undefined;
  last: T | undefined;
}

export function newQueue<T>(): Queue<T> {
  return { size: 0, first: undefined, last: undefined };
}

/** `item` is in no queue yet. */
export function append<T extends Link<T>>(queue: Queue<T>, item: T): void {
  item.before = queue.last;
  if (queue.last) queue.last.after = item;
  else queue.first = item;
  queue.last = item;
  queue.size++;
}

/** `item` is in this queue, and knows none of the others afterwards. */
export function takeOut<T extends Link<T>>(queue: Queue<T>, item: T): void {
  const { before, after } = item;
  if (before) before.after = after;
  else queue.first = after;
  if (after) after.before = before;
  else queue.last = before;
  item.before = undefined;
  item.after = undefined;
  queue.size--;
}

/** The one that has just been handed out may be taken out meanwhile. */
export function* inOrder<T extends Link<T>>({ first }: Queue<T>): Iterable<T> {
  for (let item = first; item !== undefined; ) {
    const { after } = item;
    yield item;
    item = after;
  }
}
