// Puts the table of metrics into docs/monitoring.md, in the place of the one that is there. Part of `npm run docs`.

import { readFileSync, writeFileSync } from 'node:fs';
import { formatMetricsTable } from '../dist/serve/metrics/page.js';

const PAGE = new URL('../docs/monitoring.md', import.meta.url);
const page = readFileSync(PAGE, 'utf8');
writeFileSync(
  PAGE,
  page.replace(/\| metric \| type \|[^\n]*(\n\|[^\n]*)*/, () => formatMetricsTable()),
);
