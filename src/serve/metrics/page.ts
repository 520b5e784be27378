// The table of metrics in docs/monitoring.md.

import { METRIC_NAMES, METRICS, type MetricRow } from './table.js';

export function formatMetricsTable(): string {
  const rows = METRIC_NAMES.map((name) => {
    const { type, help, labels = {}, limits, ofPhones }: MetricRow = METRICS[name];
    const each = Object.entries(labels).map(([label, values]) => `\`${label}\`: ${values}`);
    const buckets = limits ? ` (limits in seconds: ${limits.join(', ')})` : '';
    const only = ofPhones ? '; with `--metrics-phones` alone' : '';
    return `| \`${name}\` | ${type} | ${help}${buckets}${only} | ${each.join('; ')} |`;
  });
  return ['| metric | type | what it is | labels |', '|---|---|---|---|', ...rows].join('\n');
}
