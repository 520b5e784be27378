// The servers around one snapshot: started together, given the next snapshot together, stopped together.

import type { FileFolder } from '../artifacts/file-folder.js';
import type { Snapshot } from '../artifacts/snapshot.js';
import { formatIpv4, type Ipv4 } from '../core/ipv4.js';
import { listenError } from '../core/listen-error.js';
import { createPhoneHttpServer } from '../http/phones.js';
import { createTftpServer } from '../tftp/server.js';
import { adoptDgramSocket } from '../udp/dgram-socket.js';
import { httpListener, tftpListener } from './listeners.js';
import { logRequest } from './request-log.js';
import { DHCP_PORT, type SiteDhcpOptions, startSiteDhcp } from './site-dhcp.js';
import { createSiteFiles, type SiteFiles } from './site-files.js';

export interface AppOptions extends SiteDhcpOptions {
  /** Address to serve files on; 0.0.0.0 is every one. */
  readonly address: string;
  readonly tftpPort: number;
  /** Absent: no HTTP. */
  readonly httpPort?: number;
  readonly dhcp: boolean;
  /** Plain files, looked up after the snapshot's. */
  readonly folders: readonly FileFolder[];
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
  /** From the next request on; transfers in progress keep the bytes that they began with. */
  replace(snapshot: Snapshot): void;
  /** Leases stay on the disk. */
  close(): Promise<void>;
}

/** FileDescriptorName= of the unit that has TFTP's port. */
const TFTP_SOCKET = 'tftp';

interface Closable {
  close(): Promise<void>;
}

/** Rejects with an Error with a code whose message says what to do; nothing then stays open. */
export async function startApp(first: Snapshot, options: AppOptions): Promise<App> {
  const opened: Closable[] = [];
  const keep = <T extends Closable>(server: T): T => {
    opened.push(server);
    return server;
  };
  const close = async () => {
    for (const server of opened.toReversed()) await server.close();
  };
  try {
    const dhcp = options.dhcp ? keep(await startSiteDhcp(first, options)) : undefined;
    const files = createSiteFiles(first, options.folders, dhcp?.holderOf);
    const tftp = keep(await startTftp(files, options));
    const http =
      options.httpPort === undefined
        ? undefined
        : keep(await startHttp(files, options, options.httpPort));
    return {
      tftp: { ...tftp.address(), backend: tftp.backend },
      ...(http && { http: http.address() }),
      ...(dhcp && { dhcp: dhcp.addresses }),
      replace(snapshot) {
        files.replace(snapshot);
        dhcp?.replace(snapshot);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startTftp(files: SiteFiles, options: AppOptions) {
  const { address, tftpPort: port, inherited, log } = options;
  const fd = inherited.get(TFTP_SOCKET);
  try {
    return await createTftpServer({
      address,
      port,
      log,
      ...(fd !== undefined && { openListener: adoptDgramSocket(fd) }),
      source: { open: (name, client) => files.open(name, client.address) },
      onReport: ({ client, ...report }) =>
        logRequest(log, files.phones, { protocol: 'tftp', address: client.address, ...report }),
    });
  } catch (cause) {
    throw listenError(cause, tftpListener(address, port));
  }
}

async function startHttp(files: SiteFiles, { address, log }: AppOptions, port: number) {
  try {
    return await createPhoneHttpServer({
      address,
      port,
      source: { open: (name, client) => files.open(name, client.address) },
      onReport: ({ client, ...report }) =>
        logRequest(log, files.phones, { protocol: 'http', address: client.address, ...report }),
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
