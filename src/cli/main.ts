// The program. The only place that ends the process. What is started is dist/cli/main.js, which the build writes.

import { EXIT, exitNameOf } from './exit-codes.js';
import { firstWords } from './first-words.js';
import { createProcessIo } from './process-io.js';
import { describeFailure, run } from './run.js';

/** Less than any service manager's. */
const STOP_MS = 10_000;

const args = process.argv.slice(2);
const DEBUG = args.includes('--debug');

// A server that cannot end in its time is ended: leases are on the disk, and whoever waits for us waits no longer.
const io = createProcessIo(() => {
  setTimeout(() => io.isServing() && process.exit(EXIT.unexpected), STOP_MS).unref();
});

/** The first counts, and is told: it may be standard error that fails, and each attempt to say so. */
let accident: number | undefined;
// What no command could catch, such as a defect of ours, or a full disk behind standard output. Rejections come here, too.
process.on('uncaughtException', (error) => {
  const code = exitNameOf(error) === 'disk' ? EXIT.disk : EXIT.unexpected;
  const isFirst = accident === undefined;
  accident ??= code;
  if (!io.tellUnexpected(error) && isFirst) {
    firstWords(args, io)(describeFailure(error, DEBUG), code);
  }
  void io.end().then(() => process.exit(accident));
});

void run(args, io).then(async (code) => {
  await io.end();
  // At once: left to end by itself, the process takes its heap apart first, and waits for the garbage collection that has
  // just begun, a tenth of a short command.
  process.exit(accident ?? code);
});
