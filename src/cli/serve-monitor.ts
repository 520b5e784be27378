// `serve --metrics`: what counts and answers is loaded where somebody wants it, and hears of each reload.

import type { Log } from '../core/log.js';
import type { Monitor, MonitorWanted } from '../serve/metrics/monitor.js';
import type { ReloadTold } from '../serve/reloader.js';
import type { ServedSite } from '../serve/served-site.js';
import type { ReadForServing } from '../serve/site-reader.js';
import { UsageError } from './io.js';
import type { MetricsPlace } from './option-values.js';
import { TOOL_VERSION } from './tool-version.js';

export interface MonitorSaid {
  readonly metrics?: MetricsPlace;
  readonly metricsPhones?: number;
}

/** `severities`: of what the first reading found. Undefined: nobody wants it. */
export async function chooseMonitor(
  { metrics, metricsPhones = 0 }: MonitorSaid,
  { site, severities }: { readonly site: ServedSite } & Pick<ReadForServing, 'severities'>,
  log: Log,
): Promise<Monitor | undefined> {
  if (metrics === undefined) {
    if (metricsPhones === 0) return undefined;
    throw new UsageError('--metrics-phones needs --metrics');
  }
  const { createMonitor } = await import('../serve/metrics/monitor.js');
  const wanted: MonitorWanted = { ...metrics, phones: metricsPhones };
  return createMonitor({ ...wanted, version: TOOL_VERSION, site, findings: severities, log });
}

/** The same words, counted. */
export function countReloads(told: ReloadTold, monitor: Monitor | undefined): ReloadTold {
  if (monitor === undefined) return told;
  return {
    ...told,
    read(reading) {
      told.read(reading);
      monitor.read(reading.severities);
    },
    refused(reading) {
      told.refused(reading);
      monitor.reloaded(reading.failure ? 'failed' : 'refused');
    },
    shrunk(...loss) {
      told.shrunk(...loss);
      monitor.reloaded('refused');
    },
    unfit(cause) {
      told.unfit(cause);
      monitor.reloaded('failed');
    },
    reloaded(site, changes, reading) {
      told.reloaded(site, changes, reading);
      monitor.reloaded('ok');
    },
  };
}
