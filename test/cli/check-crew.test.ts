// Threads that are started long before there is work for them.

import { EventEmitter } from 'node:events';
import { Script } from 'node:vm';
import type { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { createCrew } from '../../src/cli/check-crew.js';

it('start without another flag for V8, which takes no code that was kept under others', () => {
  const text = '(() => 1)()';
  const cachedData = new Script(text, { filename: 'kept.js' }).createCachedData();
  const idle = Object.assign(new EventEmitter(), { postMessage() {}, terminate() {} });
  let started = 0;
  const crew = createCrew({
    script: new URL('file:///thread.js'),
    cores: 3,
    filesPerThread: 10,
    start() {
      started += 1;
      return idle as unknown as Worker;
    },
    onLost() {},
  });
  crew.prepare(100, new Map());
  expect(started).toBe(2);
  // By another name: a script that is known by its own is not looked at again.
  const script = new Script(text, { filename: 'loaded.js', cachedData });
  expect(script.cachedDataRejected).toBe(false);
});
