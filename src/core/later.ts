// A promise and what settles it, apart: for what is asked here and answered elsewhere.

export interface Later<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(cause: unknown): void;
}

export function later<T>(): Later<T> {
  let [resolve, reject]: [Later<T>['resolve'], Later<T>['reject']] = [() => {}, () => {}];
  const promise = new Promise<T>((fulfil, refuse) => {
    [resolve, reject] = [fulfil, refuse];
  });
  return { promise, resolve, reject };
}
