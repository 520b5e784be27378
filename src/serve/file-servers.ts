// The two servers of files around one source, each with its refusals told for people.

import { listenError } from '../core/listen-error.js';
import type { PortRange } from '../core/port-range.js';
import { createHttpFileServer } from '../http/file-server.js';
import { createTftpServer } from '../tftp/server/server.js';
import { socketsBy } from '../udp/backend.js';
import { httpListener, tftpListener } from './listeners.js';
import type { Observe } from './observers.js';
import type { SiteDhcpOptions } from './site-dhcp.js';
import type { FileAnswer } from './site-files.js';
import type { ObservedRequest } from './story/event-of-request.js';

export interface FileServing {
  /** Address to serve files on; 0.0.0.0 is every one. */
  readonly address: string;
  readonly tftpPort: number;
  /** Absent: any free ones. */
  readonly tftpDataPorts?: PortRange;
  /** Absent: no HTTP. */
  readonly httpPort?: number;
  /** Of HTTP, at once; absent: as many as it can serve. */
  readonly connections?: number;
}

type Options = FileServing & Pick<SiteDhcpOptions, 'inherited' | 'backend' | 'log'>;

/** FileDescriptorName= of the unit that has TFTP's port. */
const TFTP_SOCKET = 'tftp';

/** For both protocols. */
export interface Source {
  open(
    name: string,
    client: { readonly address: string },
    query?: string,
  ): FileAnswer | Promise<FileAnswer>;
}

export async function startTftp(source: Source, observe: Observe, options: Options) {
  const { address, tftpPort: port, tftpDataPorts: dataPorts, inherited, backend, log } = options;
  const fd = inherited.get(TFTP_SOCKET);
  try {
    return await createTftpServer({
      address,
      port,
      log,
      ...(dataPorts !== undefined && { dataPorts }),
      ...(fd !== undefined && { listenerFd: fd }),
      sockets: socketsBy(backend, log),
      source,
      ...toldTo(observe, 'tftp'),
    });
  } catch (cause) {
    throw listenError(cause, tftpListener(address, port));
  }
}

export async function startHttp(
  source: Source,
  observe: Observe,
  { address, log, connections }: Options,
  port: number,
) {
  try {
    return await createHttpFileServer({
      address,
      port,
      log,
      source,
      limits: connections === undefined ? {} : { connections },
      ...toldTo(observe, 'http'),
    });
  } catch (cause) {
    throw listenError(cause, httpListener(address, port));
  }
}

/** As the servers tell it. */
interface Told extends Omit<ObservedRequest, 'protocol' | 'address'> {
  readonly client: { readonly address: string };
}

/** A request that begins, and one that has ended. One is made for each, all in one shape. */
function toldTo(observe: Observe, protocol: ObservedRequest['protocol']) {
  const tell = (told: Told): void =>
    observe({
      protocol,
      address: told.client.address,
      fileName: told.fileName,
      outcome: told.outcome,
      bytes: told.bytes,
      size: told.size,
      durationMs: told.durationMs,
      blocks: told.blocks,
      retransmits: told.retransmits,
      agent: told.agent,
      detail: told.detail,
    });
  return { onBegin: tell, onReport: tell };
}
