// What would carry TFTP and DHCP on this machine: the servers' own sockets, opened for an instant on any free
// port, and what the servers know of them.

import { refusalOf } from '../../core/coded-error.js';
import { type Listener, listenAdvice } from '../../core/listen-error.js';
import { silentLog } from '../../core/log.js';
import { type LinkOptions, openDhcpLink } from '../../dhcp/link/open-link.js';
import { ANY, listenerAt } from '../../dhcp/link/udp-socket.js';
import type { FileSource } from '../../tftp/server/file-source.js';
import { createTftpServer, type TftpServer } from '../../tftp/server/server.js';
import { type Backend, socketsBy } from '../../udp/backend.js';
import type { SocketFacts } from '../../udp/socket-facts.js';
import { tftpListener } from '../listeners.js';
import { type Check, ok, problem, type Subject, warning } from './check.js';

/** Where DHCP would listen, and by what. */
export type LinkPlace = Pick<LinkOptions, 'wires' | 'addresses' | 'backend'>;

interface Subjects {
  readonly sockets: Subject;
  readonly buffer: Subject;
}

const KOFFI_ADVICE =
  'it works as it is; on Linux the optional package koffi does better: "npm install --include=optional"';

export function judgeSockets(
  { sockets, buffer }: Subjects,
  { backend, receiveBufferBytes, limit, smallBuffer }: SocketFacts,
): readonly Check[] {
  const granted = `a receive buffer of ${receiveBufferBytes >>> 10} KB`;
  return [
    limit
      ? warning(sockets, `${backend} (${limit.why}): ${limit.message}`, KOFFI_ADVICE)
      : ok(sockets, backend),
    smallBuffer === undefined ? ok(buffer, granted) : warning(buffer, granted, smallBuffer),
  ];
}

const TFTP: Subjects = { sockets: 'tftp-sockets', buffer: 'tftp-buffer' };
const DHCP: Subjects = { sockets: 'dhcp-sockets', buffer: 'dhcp-buffer' };

/** Nobody knows its port. */
export function openIdleTftp(address: string, backend: Backend): Promise<TftpServer> {
  const source: FileSource = { open: () => ({ kind: 'not-found', expected: false }) };
  return createTftpServer({ address, port: 0, source, sockets: socketsBy(backend, silentLog) });
}

export function checkTftpSockets(address: string, backend: Backend): Promise<readonly Check[]> {
  return rehearse(TFTP, tftpListener(address, 0), async () => {
    const server = await openIdleTftp(address, backend);
    await server.close();
    return server;
  });
}

export function checkDhcpSockets(place: LinkPlace): Promise<readonly Check[]> {
  return rehearse(DHCP, listenerAt(ANY, 0), async () => {
    const options = { ...place, port: 0, inherited: new Map(), coexist: true, log: silentLog };
    const { link, facts } = await openDhcpLink(options);
    await link.close();
    return facts;
  });
}

async function rehearse(
  subjects: Subjects,
  listener: Listener,
  openAndClose: () => Promise<SocketFacts>,
): Promise<readonly Check[]> {
  try {
    return judgeSockets(subjects, await openAndClose());
  } catch (error) {
    const code = refusalOf(error);
    const seen = `cannot open ${listener.what} (${code})`;
    return [problem(subjects.sockets, seen, listenAdvice(code, listener))];
  }
}
