// Writes docs/diagnostics.md from the table in src/core/diagnostics.ts. Run after `npm run build`.

import { writeFileSync } from 'node:fs';
import { formatDiagnosticsPage } from '../dist/core/diagnostics-page.js';

writeFileSync(new URL('../docs/diagnostics.md', import.meta.url), formatDiagnosticsPage());
