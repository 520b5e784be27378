// What is shipped for Prometheus and Grafana names metrics that are there, with labels that they have; and the page of the
// docs has the table.

import { describe, expect, it } from 'vitest';
import { formatMetricsTable } from '../../src/serve/metrics/page.js';
import {
  HISTOGRAM_PARTS,
  METRIC_NAMES,
  METRICS,
  type MetricRow,
} from '../../src/serve/metrics/table.js';
import { readProjectFile } from './source-files.js';

const FOLDER = 'packaging/prometheus';
const ALERTS = readProjectFile(`${FOLDER}/offhook-alerts.yaml`);
const RULE_TESTS = readProjectFile(`${FOLDER}/offhook-alerts.test.yaml`);
const DASHBOARD = readProjectFile(`${FOLDER}/offhook-dashboard.json`);
const PAGE = readProjectFile('docs/monitoring.md');

/** What prom-client and Prometheus themselves name. */
const OF_OTHERS = /^(up|ALERTS|nodejs_eventloop_lag_p99_seconds)$/;
const FROM_SCRAPING = ['instance', 'job', 'le'];

const labelsOf = new Map<string, readonly string[]>(
  METRIC_NAMES.flatMap((name) => {
    const { type, labels = {} }: MetricRow = METRICS[name];
    const names = type === 'histogram' ? HISTOGRAM_PARTS.map((part) => `${name}${part}`) : [name];
    return names.map((each) => [each, Object.keys(labels)] as const);
  }),
);

interface Used {
  readonly name: string;
  readonly labels: readonly string[];
}

/** Metrics of ours and the labels that are asked of each. */
function usedIn(text: string): readonly Used[] {
  return [...text.matchAll(/\b(offhook_\w+)(?:\{([^}]*)\})?/g)].map(
    ([, name = '', selector = '']) => ({
      name,
      labels: [...selector.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label),
    }),
  );
}

describe('metrics', () => {
  it.each([...METRIC_NAMES])('%s is named as Prometheus has it', (name) => {
    const { type, help, labels = {}, limits = [] }: MetricRow = METRICS[name];
    expect(name.endsWith('_total')).toBe(type === 'counter');
    expect(help).toMatch(/^[A-Z].*[^.]$/);
    expect(limits.length > 0).toBe(type === 'histogram');
    expect([...limits].toSorted((a, b) => a - b)).toEqual([...limits]);
    // A cell has two labels at the most; what is looked up may have more.
    if (type !== 'gauge') expect(Object.keys(labels).length).toBeLessThanOrEqual(2);
  });

  it('are on the page of the docs, each with its labels', () => {
    expect(PAGE).toContain(formatMetricsTable());
  });
});

describe.each([
  ['the alerts', ALERTS, 15],
  ['the tests of the alerts', RULE_TESTS, 15],
  ['the dashboard', DASHBOARD, 25],
  ['the page of the docs', PAGE, 30],
])('%s', (_, text, least) => {
  it('name metrics that are there, by labels that they have', () => {
    const used = usedIn(text);
    expect(used.length).toBeGreaterThanOrEqual(least);
    const wrong = used.filter(({ name, labels }) => {
      const known = labelsOf.get(name) ?? (name in METRICS ? [] : undefined);
      return !known || !labels.every((each) => [...known, ...FROM_SCRAPING].includes(each));
    });
    expect(wrong).toEqual([]);
  });
});

/** By which series are summed, and what their names in a legend are made of. */
function namesIn({ expr, legendFormat = '' }: Target): readonly string[] {
  const grouped = [...expr.matchAll(/\b(?:by|on) \(([^)]*)\)/g)].flatMap(([, names = '']) =>
    names.split(/\s*,\s*/),
  );
  const shown = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
  return [...grouped, ...shown];
}

interface Target {
  readonly expr: string;
  readonly legendFormat?: string;
  readonly refId: string;
}

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly targets: readonly Target[];
  readonly gridPos: Readonly<Record<'x' | 'y' | 'w' | 'h', number>>;
}

describe('the alerts', () => {
  it('are all on the page of the docs', () => {
    const names = [...ALERTS.matchAll(/- alert: (\w+)/g)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !PAGE.includes(`\`${name}\``))).toEqual([]);
  });
});

/** On no panel, and why. */
const NOT_DRAWN: Readonly<Record<string, string>> = {
  offhook_snapshot_files: 'it changes with the inventory alone',
  offhook_findings: 'an alert has it',
  offhook_reloads_total: 'an alert has it',
  offhook_dhcp_reservations: 'it changes with the inventory alone',
  offhook_dhcp_lease_write_failures_total: 'an alert has it',
  offhook_dhcp_send_failures_total: 'the log has each',
  offhook_dhcp_other_servers: 'an alert has it',
  offhook_tftp_transfer_duration_seconds: 'the time from power to file says more',
  offhook_phone_info: 'of each phone, where somebody asks for it',
  offhook_phone_state: 'of each phone, where somebody asks for it',
};

describe('the dashboard', () => {
  it('draws each metric that is not known to be of no use there', () => {
    const drawn = new Set(usedIn(DASHBOARD).map(({ name }) => name.replace(/_bucket$/, '')));
    const left = METRIC_NAMES.filter((name) => !drawn.has(name));
    expect(left.toSorted()).toEqual(Object.keys(NOT_DRAWN).toSorted());
  });

  const { panels, templating } = JSON.parse(DASHBOARD);

  it('asks of its panels what the chosen servers say', () => {
    const asked: readonly { readonly expr: string }[] = panels.flatMap(
      ({ targets }: { readonly targets: readonly { readonly expr: string }[] }) => targets,
    );
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter(({ expr }) => !expr.includes('$instance'))).toEqual([]);
    expect(templating.list.map(({ name }: { readonly name: string }) => name)).toEqual([
      'datasource',
      'instance',
    ]);
  });

  it('groups by labels that its metrics have, and shows no other', () => {
    const targets = (panels as readonly Panel[]).flatMap(({ targets: some }) => some);
    const wrong = targets.flatMap((target) => {
      const known = usedIn(target.expr).flatMap(({ name }) => labelsOf.get(name) ?? []);
      const others = namesIn(target).filter((each) => ![...known, ...FROM_SCRAPING].includes(each));
      return others.map((each) => `${each} in ${target.expr}`);
    });
    expect(targets.flatMap(namesIn).length).toBeGreaterThan(20);
    expect(wrong).toEqual([]);
  });

  it('has panels that lie beside one another, each with an id and queries of its own', () => {
    const all: readonly Panel[] = panels;
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const cells = all.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, at) => `${x + (at % w)} ${y + Math.floor(at / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(all.filter(({ gridPos: { x, w } }) => x < 0 || x + w > 24)).toEqual([]);
    const twice = all.filter(({ targets }) => {
      const ids = targets.map(({ refId }) => refId);
      return new Set(ids).size < ids.length;
    });
    expect(twice.map(({ title }) => title)).toEqual([]);
  });

  it('names of other metrics those of the process', () => {
    const others = [...DASHBOARD.matchAll(/\b(nodejs_\w+|process_\w+)\{/g)].map(
      ([, name = '']) => name,
    );
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter((name) => !OF_OTHERS.test(name))).toEqual([]);
  });
});
