#!/usr/bin/env node
// The program. The only place that ends the process.

import { EXIT } from './io.js';
import { createProcessIo } from './process-io.js';
import { describeFailure, run } from './run.js';

// What no command could catch, such as a full disk behind standard output.
process.on('uncaughtException', (error) => {
  process.stderr.write(describeFailure(error, process.argv.includes('--debug')));
  process.exit(EXIT.failed);
});

process.exitCode = await run(process.argv.slice(2), createProcessIo());
