// Samples as text for Prometheus, and what prom-client itself knows of the process. Loaded by whoever asks for metrics.

import { collectDefaultMetrics, type Metric, Registry } from 'prom-client';
import type { Sample, Sampled } from './samples.js';
import { METRIC_NAMES, METRICS, type MetricName, type MetricRow } from './table.js';

export interface Exposition {
  readonly contentType: string;
  /** Who asks while another waits, or soon after, gets the same. */
  text(): Promise<string>;
}

export interface ExpositionOptions {
  sample(): Promise<readonly Sampled[]>;
  /** Milliseconds that never go back. */
  now(): number;
  /** Whether single phones are told. */
  readonly ofPhones: boolean;
}

/** No scraper asks more often; whoever does costs no more than one. */
const KEEP_MS = 1_000;

export function createExposition({ sample, now, ofPhones }: ExpositionOptions): Exposition {
  const registry = new Registry();
  let latest: ReadonlyMap<MetricName, readonly Sample[]> = new Map();
  let kept: { readonly atMs: number; readonly text: Promise<string> } | undefined;
  for (const name of METRIC_NAMES) {
    const { type, help, ...row }: MetricRow = METRICS[name];
    if (row.ofPhones && !ofPhones) continue;
    const metric = {
      name,
      get: async () => ({ name, help, type, values: latest.get(name) ?? [] }),
    };
    // The registry asks no more of a metric than this; one of its own would count a second time what is counted.
    registry.registerMetric(metric as unknown as Metric);
  }
  collectDefaultMetrics({ register: registry });

  async function make(): Promise<string> {
    latest = new Map(await sample());
    return registry.metrics();
  }

  return {
    contentType: registry.contentType,
    text() {
      if (kept && now() - kept.atMs < KEEP_MS) return kept.text;
      const text = make();
      kept = { atMs: Number.POSITIVE_INFINITY, text };
      const forget = () => {
        kept = undefined;
      };
      text.then(() => {
        kept = { atMs: now(), text };
      }, forget);
      return text;
    },
  };
}
