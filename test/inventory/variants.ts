// Values that are wrong at one place each.

/** Each with one value in it replaced by each of these, or a name more. */
const WRONG = [null, 'x y@z', -1.5, ['a', 'a'], { surprise: 1 }];

export function* variants(value: unknown): Generator<unknown> {
  yield* WRONG;
  if (typeof value !== 'object' || value === null) return;
  yield Array.isArray(value) ? [...value, ...value] : { ...value, surprise: 1 };
  for (const [name, inner] of Object.entries(value)) {
    for (const variant of variants(inner)) {
      yield Array.isArray(value)
        ? value.with(Number(name), variant)
        : { ...value, [name]: variant };
    }
  }
}

/** One of each `every`. */
export function* some<T>(values: Iterable<T>, every: number): Generator<T> {
  let n = 0;
  for (const value of values) if (n++ % every === 0) yield value;
}
