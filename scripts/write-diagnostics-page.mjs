// Writes docs/diagnostics.md from the tables of all codes (src/artifacts/known-codes.ts). Run after `npm run build`.

import { writeFileSync } from 'node:fs';
import { KNOWN_CODES } from '../dist/artifacts/known-codes.js';
import { formatDiagnosticsPage } from '../dist/findings/page.js';

writeFileSync(
  new URL('../docs/diagnostics.md', import.meta.url),
  formatDiagnosticsPage(KNOWN_CODES),
);
