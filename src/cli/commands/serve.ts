// `offhook serve`: start, reload while it runs, stop. What the servers do is serve/'s.

import { once } from 'node:events';
import { resolve } from 'node:path';
import {
  plainFolders,
  type SnapshotSource,
  templatesFolder,
} from '../../artifacts/read-snapshot.js';
import { codedError } from '../../core/coded-error.js';
import { countOf } from '../../core/count-of.js';
import { isThere } from '../../core/file-error.js';
import type { Log } from '../../core/log.js';
import { startApp } from '../../serve/app.js';
import { createPlainLint } from '../../serve/brought/lint-plain.js';
import { createDesk } from '../../serve/desk/desk.js';
import type { ServingWanted } from '../../serve/doctor/examine.js';
import { inheritedSockets } from '../../serve/inherited-sockets.js';
import { createKeptFindings, type KeptFindings } from '../../serve/kept-findings.js';
import type { Monitor } from '../../serve/metrics/monitor.js';
import {
  type DescriptorShares,
  descriptorShares,
  openFilesLimit,
} from '../../serve/open-files-limit.js';
import { createPlainFiles } from '../../serve/plain-files.js';
import { prepareState } from '../../serve/prepare-state.js';
import { becomeUser, chooseAccount, warnOfUnreadable } from '../../serve/privileges.js';
import { type ReloadTold, startReloader } from '../../serve/reloader.js';
import type { App, AppOptions } from '../../serve/running-app.js';
import type { ServedSite } from '../../serve/served-site.js';
import { createReader, type ReadForServing, type SiteReader } from '../../serve/site-reader.js';
import { keepStatusLine } from '../../serve/status-line.js';
import { createSystemdNotify, type SystemdNotify } from '../../serve/systemd-notify.js';
import { chooseBackend } from '../../udp/backend.js';
import { EXIT } from '../exit-codes.js';
import { sayFindings } from '../finding-words.js';
import { type Io, UsageError } from '../io.js';
import { findSource, type SiteOptions } from '../open-snapshot.js';
import { chooseLogFormat, type ProcessLogOptions } from '../process-log.js';
import { programIn } from '../program-in.js';
import { chooseMonitor, countReloads, type MonitorSaid } from '../serve-monitor.js';
import { choosePage, type PageSaid } from '../serve-page.js';
import { describeApp, sayServing } from '../serving-words.js';
import { chooseStateDir } from '../state-dir.js';
import { toldOfReloads } from '../told-of-reloads.js';
import { TOOL_VERSION } from '../tool-version.js';
import { writeReport } from '../write-report.js';

export interface ServeOptions
  extends SiteOptions,
    ServingWanted,
    ProcessLogOptions,
    MonitorSaid,
    PageSaid {
  /** Look who is on an address of a pool before it is offered. */
  readonly addressCheck: boolean;
  /** Hear DHCP, but neither answer nor write leases. */
  readonly dryRun?: boolean;
  /** `NAME` or `NAME:GROUP` to become when all is open. */
  readonly user?: string;
  readonly firmware?: string;
  /** More plain files; with them an inventory is optional. */
  readonly files?: string;
  readonly stateDir?: string;
  readonly watch: boolean;
  /** Take a reload also if it loses most of the phones. */
  readonly allowShrink?: boolean;
}

/** `log` is all that it says on standard error, but for what people read of findings. */
export async function serve(given: ServeOptions, io: Io, log: Log): Promise<number> {
  const options = { ...given, inventoryOptional: given.files !== undefined };
  const first = await open(options, io, log);
  if (!first) return EXIT.badConfig;
  const findings = createKeptFindings(first.findings);
  const { source } = first;
  const desk = createDesk(first.reader, source);
  const ours = { ...appOptions(first, options, io, log), findings, desk };
  const monitor = await chooseMonitor(options, first, log);
  const backend = await chooseBackend();
  const wanted = { ...ours, backend, ...(monitor && { monitor }) };
  const app = await startAsUser(first, wanted, options.user);
  const systemd = createSystemdNotify(io.env, log, backend.libc);
  await runUntilStopped(app, first, findings, monitor, systemd, options, io, log);
  return EXIT.ok;
}

/** The inventory that is served first. */
interface Opened {
  readonly site: ServedSite;
  /** Reads it again, too. */
  readonly reader: SiteReader;
  readonly observations: ReadForServing['observations'];
  readonly findings: ReadForServing['findings'];
  readonly filesBehind: ReadForServing['filesBehind'];
  readonly severities: ReadForServing['severities'];
  /** The inventory file. */
  readonly file: string;
  /** The same, as it is to be read now. */
  source(): Promise<SnapshotSource>;
}

/** Sockets are opened as who we are, files by who serves, whom `wanted` names. */
async function startAsUser(
  { site }: Opened,
  options: Omit<AppOptions, 'socketsOpen'>,
  wanted: string | undefined,
): Promise<App> {
  const { dhcp, dryRun, stateDir, log } = options;
  const account = chooseAccount(wanted, log);
  function socketsOpen(): void {
    const hasNetwork = site.networks.length > 0;
    if (dhcp && hasNetwork && !dryRun) prepareState(stateDir, account);
    if (account === undefined) return;
    becomeUser(account, log);
    warnOfUnreadable(site.sources, log);
  }
  return startApp(site, { ...options, socketsOpen });
}

/** Undefined: it has errors, which have been told. Throws what keeps it from being read at all. */
async function open(options: ServeOptions, io: Io, log: Log): Promise<Opened | undefined> {
  // Asked for before anything is awaited: an end that is wanted while we start is an end in order, too.
  const { stop } = io;
  const { source, config } = await findSource(options, io);
  const reader = createReader();
  const reading = await reader.read(source, stop);
  const { site, observations, findings, filesBehind, severities, failure } = reading;
  if (failure?.code !== undefined) throw codedError(failure.code, failure.message);
  if (failure) throw Object.assign(new Error(failure.message), { stack: failure.stack });
  tell(reading, options, io, log);
  if (!site) return undefined;
  const { file } = source;
  // The same inventory, also where another would be found by now.
  const again = { ...options, ...(config !== undefined && { config }) };
  return {
    ...{ site, reader, observations, findings, filesBehind, severities, file },
    source: async () => (await findSource(again, io)).source,
  };
}

function tell(reading: ReadForServing, options: ServeOptions, io: Io, log: Log): void {
  const { findings, findingCount, site } = reading;
  if (chooseLogFormat(options, io) !== 'text') {
    sayFindings(log, reading);
    if (!site) log.error({ event: 'failed', exit: EXIT.badConfig }, 'the inventory has errors');
    return;
  }
  if (findings.length > 0) writeReport(findings, { site: { phones: [] } }, {}, io.err, io);
  const more = findingCount - findings.length;
  if (more > 0) io.err(`${countOf(more, 'more finding')}: "offhook validate" tells them all\n`);
}

function appOptions(
  { site, filesBehind, file }: Opened,
  options: ServeOptions,
  io: Io,
  log: Log,
): Omit<AppOptions, 'socketsOpen' | 'backend' | 'findings' | 'desk'> {
  const hasNetwork = site.networks.length > 0;
  if (options.dhcp === 'on' && !hasNetwork) {
    throw new UsageError('--dhcp on needs a "network" section in the inventory');
  }
  const stateDir = chooseStateDir(options.stateDir, io);
  const page = choosePage(options, io);
  const { files: descriptors, connections } = chooseShares(log);
  const plainFiles = createPlainFiles(foldersOf(file, options, io), {
    descriptors,
    cwd: io.cwd,
    privateFolders: [stateDir, io.env.CREDENTIALS_DIRECTORY].flatMap((dir) => dir ?? []),
    lint: createPlainLint({
      log,
      templates: templatesFolder({ ...options, cwd: io.cwd, file }),
    }),
    log,
  });
  plainFiles.hide(filesBehind);
  return {
    ...(page && { page }),
    program: { offhook: TOOL_VERSION, inventory: file },
    address: options.address,
    tftpPort: options.tftpPort,
    ...(options.tftpDataPorts !== undefined && { tftpDataPorts: options.tftpDataPorts }),
    ...(options.httpPort !== undefined && { httpPort: options.httpPort }),
    dhcp: options.dhcp !== 'off',
    dhcpSearch: options.dhcpSearch,
    dryRun: options.dryRun ?? false,
    addressCheck: options.addressCheck,
    connections,
    inherited: inheritedSockets(io.env, process.pid),
    plainFiles,
    stateDir,
    log,
  };
}

/** Says so where they are fewer than elsewhere. */
function chooseShares(log: Log): DescriptorShares {
  const limit = openFilesLimit();
  const shares = descriptorShares(limit);
  const usual = descriptorShares(undefined);
  if (shares.connections < usual.connections || shares.files < usual.files) {
    log.warn({ ...shares, usual, openFiles: limit }, FEW_FILES);
  }
  return shares;
}

const FEW_FILES =
  'there may be fewer connections of HTTP, or large files under way, than elsewhere: this process may open few files; raise "ulimit -n", or LimitNOFILE= of the service';

/** `firmware/` beside the inventory may come later; a folder that was named may not. */
function foldersOf(file: string, { firmware, files }: ServeOptions, io: Io): readonly string[] {
  for (const dir of [firmware, files].flatMap((named) => named ?? [])) {
    const path = resolve(io.cwd, dir);
    if (!isThere(path)) throw new UsageError(`there is no folder ${path}`);
  }
  const named = { ...(firmware !== undefined && { firmware }), ...(files && { plain: files }) };
  return plainFolders({ cwd: io.cwd, file, ...named });
}

async function runUntilStopped(
  app: App,
  first: Opened,
  findings: KeptFindings,
  monitor: Monitor | undefined,
  systemd: SystemdNotify,
  options: ServeOptions,
  io: Io,
  log: Log,
): Promise<void> {
  const sayReady = ({ phones, files }: ServedSite): void =>
    systemd.ready(`serving ${countOf(phones.size, 'phone')}, ${countOf(files.size, 'file')}`);
  const told: ReloadTold = {
    ...toldOfReloads(app, findings, log),
    reading: systemd.reloading,
    resting: sayReady,
  };
  const reloader = startReloader({
    source: first.source,
    reader: first.reader,
    prepare: app.prepare,
    first,
    watch: options.watch,
    allowShrink: options.allowShrink ?? false,
    told: countReloads(told, monitor),
  });
  io.onReload(() => {
    reloader.reload();
    void app.page?.reload();
  });
  app.onReload(reloader.reload);
  sayServing(describeApp(app, first, options, programIn(io)), options, io, log);
  warnOfOpenAccess(app, first.site, log);
  sayReady(first.site);
  const status = systemd.isAsked ? keepStatusLine({ ...app, say: systemd.status }) : undefined;
  if (!io.stop.aborted) await once(io.stop, 'abort');
  status?.close();
  await systemd.stopping();
  await reloader.close();
  first.reader.close();
  await app.close();
  reloader.served().close();
  log.info({}, 'stopped');
}

/** Without DHCP of ours nobody tells whose address is whose. */
function warnOfOpenAccess(app: App, { access, phones }: ServedSite, log: Log): void {
  if (app.dhcp !== undefined || access !== undefined || phones.size === 0) return;
  log.warn(
    { event: 'open-access' },
    'anyone who reaches this server may read the passwords of phones: without DHCP of ours, `site.access` is open unless it is said',
  );
}
