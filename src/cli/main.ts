#!/usr/bin/env node
// The program. The only place that ends the process.

import { createProcessIo } from './process-io.js';
import { run } from './run.js';

process.exitCode = await run(process.argv.slice(2), createProcessIo());
