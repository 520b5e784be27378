// Loaded into the measured process: at its end, what the system says it used, as JSON.

import { writeSync } from 'node:fs';

const DESCRIPTOR = 3;

process.on('exit', () => {
  writeSync(DESCRIPTOR, JSON.stringify(process.resourceUsage()));
});
