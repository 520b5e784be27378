// What one scrape says: values by the names of the table.

import type { Cells, Count, Histogram } from './cells.js';
import { METRICS, type MetricName, type MetricRow } from './table.js';

/** In the form in which prom-client writes them. */
export interface Sample {
  /** Where it is not the metric's own. */
  readonly metricName?: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/** Of one metric. */
export type Sampled = readonly [name: MetricName, samples: readonly Sample[]];

/** Of a metric without labels. */
export function oneOf(name: MetricName, value: number): Sampled {
  return [name, [{ labels: {}, value }]];
}

/** A value for each combination of labels, which stand in the order of the table. */
export function valuesOf(
  name: MetricName,
  rows: Iterable<readonly [labels: readonly string[], value: number]>,
): Sampled {
  return [name, Array.from(rows, ([labels, value]) => ({ labels: named(name, labels), value }))];
}

export function countsOf(name: MetricName, cells: Cells<Count>): Sampled {
  return [
    name,
    Array.from(cells.all(), ([labels, { value }]) => ({ labels: named(name, labels), value })),
  ];
}

/** A bucket has what is not above its limit, those below included. */
export function histogramsOf(name: MetricName, cells: Cells<Histogram>): Sampled {
  const samples = [...cells.all()].flatMap(([values, { counts, limits, sum, count }]) => {
    const labels = named(name, values);
    let below = 0;
    const buckets = limits.map((le, at) => {
      below += counts[at] ?? 0;
      return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: below };
    });
    return [
      ...buckets,
      { metricName: `${name}_bucket`, labels: { ...labels, le: '+Inf' }, value: count },
      { metricName: `${name}_sum`, labels, value: sum },
      { metricName: `${name}_count`, labels, value: count },
    ];
  });
  return [name, samples];
}

function named(name: MetricName, values: readonly string[]): Readonly<Record<string, string>> {
  const { labels = {} }: MetricRow = METRICS[name];
  return Object.fromEntries(Object.keys(labels).map((label, at) => [label, values[at] ?? '']));
}
