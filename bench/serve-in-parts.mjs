// `offhook` from the modules in dist/, not from the bundle: a part of it can be hidden from a measured process.

import { createProcessIo } from '../dist/cli/process-io.js';
import { run } from '../dist/cli/run.js';

const io = createProcessIo(() => {});
process.exitCode = await run(process.argv.slice(2), io);
await io.end();
process.exit();
