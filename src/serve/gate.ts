// A gate before answers: who comes while it is closed waits until it is opened, once and for good.

import { later } from '../core/later.js';

/** Who asks before the leases are read would be taken for a stranger, and so waits. */
export function createGate(): {
  passed<T>(answer: () => T | Promise<T>): T | Promise<T>;
  isClosed(): boolean;
  open(): void;
} {
  let isOpen = false;
  const opened = later<void>();
  return {
    isClosed: () => !isOpen,
    passed: (answer) => (isOpen ? answer() : opened.promise.then(answer)),
    open() {
      isOpen = true;
      opened.resolve();
    },
  };
}
