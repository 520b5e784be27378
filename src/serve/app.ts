// The servers around one site: started together, given the next one together, stopped together.

import { join } from 'node:path';
import { systemClock } from '../core/clock.js';
import type { Mac } from '../core/mac.js';
import { PLAN_FILE } from '../numbers/plan-file.js';
import { aboutOf, formatListening } from './about.js';
import { createPhoneControl } from './csta/phone-control.js';
import { type Source, startHttp, startTftp } from './file-servers.js';
import { createGate } from './gate.js';
import { createLive } from './live/live.js';
import type { OpenPage } from './live/page.js';
import { lookForServers } from './look-for-servers.js';
import type { ServingFacts } from './metrics/health.js';
import { watchDisk } from './metrics/watched-files.js';
import { openNeighbourhood } from './neighbourhood.js';
import { createNumbering } from './numbering.js';
import { observeRequests, watchStory } from './observers.js';
import { type Closable, createOpened } from './opened.js';
import { linesNow, silentAmong } from './pbx/links.js';
import { type WatchedPbxes, watchPbxes } from './pbx/watch-pbxes.js';
import { openPnp } from './pnp/open-pnp.js';
import { watchPools } from './pool-history.js';
import { createRecentRequests } from './recent-requests.js';
import { openRollouts } from './rollout/open-rollouts.js';
import { pbxPathOf } from './rollout/pbx-path-of.js';
import type { AskedServer } from './routes/asked-server.js';
import type { App, AppOptions } from './running-app.js';
import type { ServedSite } from './served-site.js';
import { serverRoutes } from './server-routes.js';
import { openServerSocket } from './server-socket.js';
import { type SiteDhcp, startSiteDhcp } from './site-dhcp.js';
import { createSiteFiles } from './site-files.js';
import { openSiteNetworks, type SiteNetworks } from './site-networks.js';
import { startLate } from './start-late.js';
import { openMemory } from './story/memory.js';
import { createStory, NO_LINK } from './story/story.js';

/** Rejects with an Error with a code whose message says what to do; nothing then stays open. */
export async function startApp(first: ServedSite, options: AppOptions): Promise<App> {
  const opened = createOpened();
  const { keep } = opened;
  const close = async () => {
    options.plainFiles.close();
    await opened.close();
  };
  let served = first;
  let dhcp: SiteDhcp | undefined;
  let askedToReload = () => {};
  const hasDhcp = ({ networks }: ServedSite) => options.dhcp && networks.length > 0;
  try {
    const networks = hasDhcp(first)
      ? keep(await openSiteNetworks(first.networks, options))
      : undefined;
    const holderOf = () => dhcp?.holderOf;
    const { plainFiles, monitor } = options;
    const neighbourhood = openNeighbourhood(options.backend);
    const files = createSiteFiles(first, plainFiles.folders, holderOf, neighbourhood);
    const heard = (mac: Mac): void => {
      watch.heard(mac);
      live?.heard(mac);
    };
    function* transfersTo(client?: string) {
      yield* tftp.transfersTo(client);
      if (http) yield* http.transfersTo(client);
    }
    const story = createStory({
      site: first,
      dhcp: networks !== undefined,
      now: systemClock.monotonicMs,
      wall: systemClock.wallMs,
      namedBy: files.phones.namedBy,
      holderOf: files.phones.holderOf,
      transfersTo,
      told(event, mac) {
        watch.site.note(event);
        rollouts.told(event, mac);
      },
      heard,
      linkOf: (pbxes) => pbx?.linkOf(pbxes) ?? NO_LINK,
      linesOf: (mac) => linesNow(pbx?.linesOf(mac) ?? []),
      failed: (cause) => watch.failed(cause),
    });
    let pbx: WatchedPbxes | undefined;
    let throttled = () => 0;
    const { page: wanted, log } = options;
    const live = wanted && createLive({ wanted, known: () => asked, log });
    const onlookers = live ? [live] : [];
    const servers = { throttled: () => throttled(), silentPbxes: () => silentAmong(pbx?.all()) };
    const watch = keep(watchStory(story, log, servers, monitor, onlookers));
    const version = options.program.offhook;
    let memory: Closable | undefined;
    // Closed when nobody is served any more: what phones get until then is kept, too.
    keep({ close: async () => memory?.close() });
    const toPbx = pbxPathOf(() => pbx);
    const rollouts = keep(openRollouts({ story, served: () => served, pbx: toPbx, log, version }));
    const begin = createGate();
    const searching = new Set<Mac>();
    const source: Source = {
      open: (name, { address }, query) => begin.passed(() => files.open(name, address, query)),
    };
    const recent = createRecentRequests(systemClock.monotonicMs);
    const { failed } = watch;
    const observe = observeRequests(options.log, files.phones, story, failed, monitor, recent);
    const tftp = keep(await startTftp(source, observe, options));
    throttled = () => tftp.stats().throttled + tftp.stats().overLimit;
    const http =
      options.httpPort === undefined
        ? undefined
        : keep(await startHttp(source, observe, options, options.httpPort));
    const disk = watchDisk(systemClock.monotonicMs, monitor?.flushed);
    const serving = (): ServingFacts => {
      const placement = dhcp?.state().placement;
      const journalFault = disk.fault();
      return {
        isStarting: begin.isClosed(),
        tftp: formatListening(tftp.address()),
        ...(http && { http: formatListening(http.address()) }),
        ...(placement && { dhcp: placement }),
        ...(journalFault !== undefined && { journalFault }),
        pbxes: pbx?.all() ?? [],
      };
    };
    // Where nobody asks how we are, nobody watches.
    const { watchFiles } = disk;
    const ofDhcp = { ...options, ...((monitor || live) && { watchFiles }), searching };
    const metrics =
      monitor &&
      keep(
        await monitor.listen({
          story,
          site: watch.site,
          tftp,
          dhcpBackend: options.backend.libc ? 'koffi' : 'dgram',
          serving,
          dhcp: () => dhcp,
          rollouts: rollouts.all,
          pbxes: () => pbx?.all() ?? [],
        }),
      );
    options.socketsOpen();
    const startDhcp = (site: ServedSite, on: SiteNetworks) =>
      startSiteDhcp(site, on, ofDhcp, (exchange) => {
        story.exchange(exchange);
        monitor?.exchange(exchange);
        // Of other devices nobody wants to see what is not for them.
        if (exchange.reply || served.phones.has(exchange.mac)) recent.exchange(exchange);
      });
    if (networks) dhcp = keep(await startDhcp(first, networks));
    const whose = { story, holderOf: files.phones.holderOf, heard };
    pbx = keep(watchPbxes(first, { ...whose, acts: !options.dryRun, log }));
    const placed = () => dhcp?.state().placement.served ?? [];
    const asks = { served: placed, ...neighbourhood, tell: story.note, failed, version, log };
    const pnp = options.dryRun ? undefined : keep(openPnp(first, asks));
    if (options.dhcpSearch && !options.dryRun) {
      const { heardServer } = watch.site;
      keep(lookForServers({ served: placed, searching, heard: heardServer, log }));
    }
    const pools = keep(watchPools(() => dhcp?.state().pools ?? [], systemClock.wallMs));
    let page: OpenPage | undefined;
    const control = { product: `offhook/${version}`, inventory: options.desk };
    const csta = keep(createPhoneControl({ ...control, served: () => served }));
    const asked: AskedServer = {
      story,
      site: watch.site,
      startedMs: systemClock.monotonicMs(),
      about: () => ({
        ...aboutOf(options.program, tftp.address(), http?.address(), dhcp),
        ...(page && { page: page.url }),
      }),
      log,
      served: () => served,
      dhcp: () => dhcp,
      linesOf: (mac) => pbx?.linesOf(mac) ?? [],
      pools: pools.answer,
      phones: files.phones,
      look: files.look,
      recent,
      findings: options.findings,
      desk: options.desk,
      transfers: () => transfersTo(),
      calls: pbx.calls,
      numbering: createNumbering(join(options.stateDir, PLAN_FILE)),
      rollouts,
      csta,
      reload: () => askedToReload(),
    };
    if (!options.dryRun) {
      const { stateDir } = options;
      const routes = serverRoutes(asked);
      keep(await openServerSocket(stateDir, routes, log));
      memory = await openMemory(story, { stateDir, log, leases: () => dhcp?.lastLeases() ?? [] });
      rollouts.recall();
      page = await live?.open({
        routes,
        version,
        stateDir,
        hasDhcp: () => dhcp !== undefined,
        hasCalls: () => served.pbxes.length + served.roomHosts.length > 0,
        serving,
      });
      if (page) keep(page);
    }
    begin.open();
    return {
      tftp: { ...tftp.address(), backend: tftp.backend },
      ...(http && { http: http.address() }),
      ...(metrics && { metrics }),
      ...(networks && { dhcp: networks.placement() }),
      async prepare(site, isByHand) {
        const commitDhcp = await dhcp?.prepare(site);
        const late = dhcp === undefined && hasDhcp(site);
        const started = late ? await startLate(site, options, startDhcp) : undefined;
        return {
          commit() {
            served = site;
            files.replace(site);
            monitor?.replace(site);
            pbx?.replace(site, isByHand);
            pnp?.replace(site);
            commitDhcp?.();
            dhcp ??= started && keep(started);
          },
        };
      },
      story,
      site: watch.site,
      ...(page && { page }),
      ...(live && { live }),
      onReload(listener) {
        askedToReload = listener;
      },
      networks: () => dhcp?.state().placement.served.length ?? 0,
      keepPrivate: plainFiles.hide,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
