// Writes docs/diagnostics.md from the table in src/findings/codes.ts. Run after `npm run build`.

import { writeFileSync } from 'node:fs';
import { formatDiagnosticsPage } from '../dist/findings/page.js';

writeFileSync(new URL('../docs/diagnostics.md', import.meta.url), formatDiagnosticsPage());
