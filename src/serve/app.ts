// The servers around one site: started together, given the next one together, stopped together.

import { formatIpv4, type Ipv4 } from '../core/ipv4.js';
import { listenError } from '../core/listen-error.js';
import type { PortRange } from '../core/port-range.js';
import type { DhcpLink } from '../dhcp/link.js';
import { createPhoneHttpServer } from '../http/phones.js';
import { createTftpServer } from '../tftp/server.js';
import { httpListener, tftpListener } from './listeners.js';
import { openNeighbourhood } from './neighbourhood.js';
import type { PlainFiles } from './plain-files.js';
import type { Swap } from './reloader.js';
import { logRequest, type PhoneDirectory } from './request-log.js';
import type { ServedSite } from './served-site.js';
import {
  DHCP_PORT,
  openSiteDhcp,
  type SiteDhcp,
  type SiteDhcpOptions,
  startSiteDhcp,
} from './site-dhcp.js';
import { createSiteFiles, type FileAnswer } from './site-files.js';

export interface AppOptions extends SiteDhcpOptions {
  /** Address to serve files on; 0.0.0.0 is every one. */
  readonly address: string;
  readonly tftpPort: number;
  /** Absent: any free ones. */
  readonly tftpDataPorts?: PortRange;
  /** Absent: no HTTP. */
  readonly httpPort?: number;
  readonly dhcp: boolean;
  /** Looked up after the site's. */
  readonly plainFiles: PlainFiles;
  /** Called once, when all sockets are open and no file of ours is: the moment to leave root. What it throws ends the start. */
  socketsOpen(): void;
}

export interface Listening {
  readonly address: string;
  readonly port: number;
}

export interface App {
  /** `backend`: what carries its packets, for people. */
  readonly tftp: Listening & { readonly backend: string };
  readonly http?: Listening;
  /** Our addresses on the served networks. */
  readonly dhcp?: readonly Ipv4[];
  /** All that can fail is done before; transfers in progress keep the bytes that they began with. */
  prepare(site: ServedSite): Promise<Swap>;
  /** Leases stay on the disk. */
  close(): Promise<void>;
}

/** FileDescriptorName= of the unit that has TFTP's port. */
const TFTP_SOCKET = 'tftp';

interface Closable {
  close(): Promise<void>;
}

/** Rejects with an Error with a code whose message says what to do; nothing then stays open. */
export async function startApp(first: ServedSite, options: AppOptions): Promise<App> {
  const opened: Closable[] = [];
  const keep = <T extends Closable>(server: T): T => {
    opened.push(server);
    return server;
  };
  const close = async () => {
    for (const server of opened.toReversed()) await server.close();
  };
  let dhcp: SiteDhcp | undefined;
  try {
    const sockets = options.dhcp ? await openSiteDhcp(first, options) : undefined;
    const link = sockets && keep(closedOnce(sockets.link));
    const holderOf = sockets && ((address: Ipv4) => dhcp?.holderOf(address));
    const { plainFiles } = options;
    plainFiles.hide(first);
    const neighbourhood = await openNeighbourhood();
    const files = createSiteFiles(first, plainFiles.folders, holderOf, neighbourhood);
    const begin = createGate();
    const source: Source = {
      open: (name, { address }) => begin.passed(() => files.open(name, address)),
    };
    const tftp = keep(await startTftp(source, files.phones, options));
    const http =
      options.httpPort === undefined
        ? undefined
        : keep(await startHttp(source, files.phones, options, options.httpPort));
    options.socketsOpen();
    if (sockets && link) dhcp = keep(await startSiteDhcp(first, { ...sockets, link }, options));
    begin.open();
    return {
      tftp: { ...tftp.address(), backend: tftp.backend },
      ...(http && { http: http.address() }),
      ...(dhcp && { dhcp: dhcp.addresses }),
      async prepare(site) {
        const commitDhcp = await dhcp?.prepare(site);
        return {
          commit() {
            plainFiles.hide(site);
            files.replace(site);
            commitDhcp?.();
          },
        };
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** For both protocols. */
interface Source {
  open(name: string, client: { readonly address: string }): FileAnswer | Promise<FileAnswer>;
}

/** Who asks before the leases are read would be taken for a stranger, and so waits. */
function createGate(): { passed<T>(answer: () => T | Promise<T>): T | Promise<T>; open(): void } {
  let isOpen = false;
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    passed: (answer) => (isOpen ? answer() : opened.then(answer)),
    open() {
      isOpen = true;
      open();
    },
  };
}

/** The start has it first, then the server that is put on it. */
function closedOnce(link: DhcpLink): DhcpLink {
  let closing: Promise<void> | undefined;
  return {
    ...link,
    close() {
      closing ??= link.close();
      return closing;
    },
  };
}

async function startTftp(source: Source, phones: PhoneDirectory, options: AppOptions) {
  const { address, tftpPort: port, tftpDataPorts: dataPorts, inherited, log } = options;
  const fd = inherited.get(TFTP_SOCKET);
  try {
    return await createTftpServer({
      address,
      port,
      log,
      ...(dataPorts !== undefined && { dataPorts }),
      ...(fd !== undefined && { listenerFd: fd }),
      source,
      onReport: ({ client, ...report }) =>
        logRequest(log, phones, { protocol: 'tftp', address: client.address, ...report }),
    });
  } catch (cause) {
    throw listenError(cause, tftpListener(address, port));
  }
}

async function startHttp(
  source: Source,
  phones: PhoneDirectory,
  { address, log }: AppOptions,
  port: number,
) {
  try {
    return await createPhoneHttpServer({
      address,
      port,
      log,
      source,
      onReport: ({ client, ...report }) =>
        logRequest(log, phones, { protocol: 'http', address: client.address, ...report }),
    });
  } catch (cause) {
    throw listenError(cause, httpListener(address, port));
  }
}

export function formatListening({ address, port }: Listening): string {
  return `${address}:${port}`;
}

export function describeDhcp(addresses: readonly Ipv4[]): string {
  return addresses.map((address) => `${formatIpv4(address)}:${DHCP_PORT}`).join(', ');
}
