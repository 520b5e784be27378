// How the server is watched: what observers tell is counted, and answered at a port of its own together with how we are.

import { systemClock } from '../../core/clock.js';
import { formatSubnet } from '../../core/ipv4.js';
import { listenError } from '../../core/listen-error.js';
import type { Log } from '../../core/log.js';
import { createRateLimit } from '../../core/rate-limit.js';
import type { DhcpExchange } from '../../dhcp/exchange.js';
import type { Severity } from '../../findings/evidence.js';
import { roleOf } from '../../phones/registry.js';
import type { TftpStats } from '../../tftp/server/server.js';
import type { Check } from '../doctor/check.js';
import { metricsListener } from '../listeners.js';
import type { Link } from '../pbx/link.js';
import type { ServedRequest } from '../request-log.js';
import { reservationsIn } from '../reservations.js';
import type { Run } from '../rollout/run.js';
import type { ServedSite } from '../served-site.js';
import type { SiteDhcp } from '../site-dhcp.js';
import { takeCensus } from '../story/census.js';
import { countStrangers } from '../story/ignoring.js';
import type { SiteStory } from '../story/site-story.js';
import type { PhoneStory, Story } from '../story/story.js';
import { type BootCounts, createBootCounts } from './boots.js';
import { createExposition } from './exposition.js';
import {
  type Build,
  dhcpGauges,
  pbxGauges,
  phoneGauges,
  type Reservations,
  rolloutGauges,
  singlePhones,
  siteGauges,
  tftpGauges,
} from './gauges.js';
import { isReady, judgeHealth, type ServingFacts } from './health.js';
import { type MonitorPage, openMonitorServer, words } from './monitor-server.js';
import { readinessJson, readinessLines } from './readiness.js';
import type { Sampled } from './samples.js';
import { createTally, type ReloadResult } from './tally.js';

export interface MonitorWanted {
  readonly address: string;
  /** 0: any free one. */
  readonly port: number;
  /** So many phones are told one by one. */
  readonly phones: number;
}

export interface MonitorOptions extends MonitorWanted {
  readonly version: string;
  /** The one that is served first, and what its reading found. */
  readonly site: ServedSite;
  readonly findings: FindingCounts;
  readonly log: Log;
}

export type FindingCounts = Readonly<Record<Severity, number>>;

/** What is looked up when somebody asks. */
export interface MonitorSources {
  readonly story: Pick<Story, 'histories' | 'memory' | 'of' | 'phones'>;
  readonly site: Pick<SiteStory, 'otherServers'>;
  readonly tftp: { stats(): TftpStats; readonly backend: string };
  readonly dhcpBackend: string;
  serving(): ServingFacts;
  /** undefined: no addresses are given, for now. */
  dhcp(): Pick<SiteDhcp, 'state' | 'holderOf'> | undefined;
  /** Rollouts, also those that are over. */
  rollouts(): readonly Run[];
  /** Those that are asked who is registered. */
  pbxes(): readonly Pick<Link, 'name' | 'state' | 'registered'>[];
}

export interface Monitor extends BootCounts {
  exchange(exchange: DhcpExchange): void;
  request(request: ServedRequest): void;
  /** Leases came to the disk, so long after that was asked for. */
  flushed(ms: number): void;
  read(findings: FindingCounts): void;
  reloaded(result: ReloadResult): void;
  /** This one is served from now on. */
  replace(site: ServedSite): void;
  /** Rejects with a CodedError where the port cannot be had. */
  listen(sources: MonitorSources): Promise<OpenMonitor>;
}

export interface OpenMonitor {
  readonly address: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Said of all together: a defect comes again with each scrape. */
const OF_FAILURES = { burst: 1, perSecond: 1 / 600, maxKeys: 1 };

export function createMonitor(options: MonitorOptions): Monitor {
  const { log, version, phones: phonesMax } = options;
  const now = () => systemClock.monotonicMs();
  const tally = createTally(systemClock.wallMs());
  const failures = createRateLimit(OF_FAILURES);
  let { site, findings } = options;
  let reload: ReloadResult | undefined;

  async function sample(sources: MonitorSources): Promise<readonly Sampled[]> {
    const single: PhoneStory[] = [];
    const census = await takeCensus(sources.story, (phone) => {
      if (single.length < phonesMax) single.push(phone);
    });
    const { histories } = sources.story;
    const dhcp = sources.dhcp();
    return [
      ...tally.samples(),
      ...siteGauges({
        build: buildOf(sources, version, dhcp !== undefined),
        phones: site.phones.size,
        files: site.files.size,
        findings,
        otherServers: sources.site.otherServers().length,
        strangers: { ...countStrangers(sources.story), other: histories.others() },
      }),
      ...phoneGauges(census),
      ...singlePhones(single),
      ...tftpGauges(sources.tftp.stats()),
      ...rolloutGauges(sources.rollouts()),
      ...pbxGauges(sources.pbxes()),
      ...(dhcp ? dhcpGauges({ ...dhcp.state(), reservations: reservationsOf(site, dhcp) }) : []),
    ];
  }

  function checks({ serving }: MonitorSources): readonly Check[] {
    return judgeHealth({ ...serving(), ...(reload && { reload }) });
  }

  function failed(cause: unknown): void {
    if (failures.take('', now())) log.error({ err: cause }, FAILED);
  }

  return {
    ...createBootCounts(tally),
    exchange: tally.exchange,
    request(request) {
      tally.request(request, roleOf(request.fileName, site.models));
    },
    flushed: tally.flushed,
    read(counts) {
      findings = counts;
    },
    reloaded(result) {
      reload = result;
      tally.reloaded(result, systemClock.wallMs());
    },
    replace(next) {
      site = next;
    },
    async listen(sources) {
      const { address, port } = options;
      const exposition = createExposition({
        sample: () => sample(sources),
        now,
        ofPhones: phonesMax > 0,
      });
      const pages = {
        '/metrics': async () => ({
          status: 200,
          contentType: exposition.contentType,
          body: await exposition.text(),
        }),
        '/livez': async () => words(200, 'ok'),
        '/readyz': async (query: URLSearchParams) =>
          readiness(checks(sources), query.get('format') === 'json'),
      };
      try {
        const server = await openMonitorServer({ address, port, pages, failed });
        return { ...server.address(), close: server.close };
      } catch (cause) {
        throw listenError(cause, metricsListener(address, port));
      }
    },
  };
}

const FAILED = 'a defect of ours: metrics could not be told; phones are served all the same';

function buildOf({ tftp, dhcpBackend }: MonitorSources, version: string, hasDhcp: boolean): Build {
  return {
    version,
    node: process.version,
    tftpBackend: tftp.backend,
    dhcpBackend: hasDhcp ? dhcpBackend : 'off',
  };
}

function reservationsOf(
  { networks, phones }: ServedSite,
  dhcp: Pick<SiteDhcp, 'holderOf'>,
): readonly Reservations[] {
  return networks.map(({ subnet }) => ({
    network: formatSubnet(subnet),
    ...reservationsIn(subnet, phones, dhcp),
  }));
}

function readiness(checks: readonly Check[], asJson: boolean): MonitorPage {
  const status = isReady(checks) ? 200 : 503;
  if (!asJson) return words(status, readinessLines(checks));
  const contentType = 'application/json; charset=utf-8';
  return { status, contentType, body: readinessJson(checks) };
}
