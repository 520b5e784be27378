// Loaded into a measured server: a process beside it watches its page, in the same namespace, and ends with it.

import { spawn } from 'node:child_process';
import { isMainThread } from 'node:worker_threads';

const READERS = new URL('./page-readers.mjs', import.meta.url).pathname;

if (isMainThread) {
  const readers = spawn(process.execPath, [READERS, 'http://127.0.0.1:8068/', '16'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  readers.unref();
  process.once('exit', () => readers.kill());
}
