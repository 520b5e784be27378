// Can the ports be had? Each is opened as the server would, for an instant and without an answer to anyone.

import { once } from 'node:events';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { refusalOf } from '../../core/coded-error.js';
import { type Listener, listenAdvice } from '../../core/listen-error.js';
import { silentLog } from '../../core/log.js';
import type { PortRange } from '../../core/port-range.js';
import { openDhcpLink } from '../../dhcp/link/open-link.js';
import { ANY, listenerAt } from '../../dhcp/link/udp-socket.js';
import { dataListener } from '../../tftp/server/data-sockets.js';
import { openDgramSocket } from '../../udp/dgram-socket.js';
import { httpListener, tftpListener } from '../listeners.js';
import { DHCP_PORT } from '../site-networks.js';
import { type Check, ok, problem, type Subject, warning } from './check.js';
import { findHolders, type Holders } from './port-holders.js';
import type { LinkPlace } from './sockets.js';

export interface PortFacts {
  readonly listener: Listener;
  /** The system's code; absent: the port can be had. */
  readonly refusal?: string;
  /** Looked at only after a refusal. */
  readonly holders: Holders;
}

export function judgePort(subject: Subject, { listener, refusal, holders }: PortFacts): Check {
  const { what, instead } = listener;
  if (refusal === undefined) return ok(subject, `${what} can be had`);
  const { processes, hidden } = holders;
  const ours = processes.find(({ isOffhook }) => isOffhook);
  if (ours) return ok(subject, `offhook serves on ${what} already, as process ${ours.pid}`);
  if (processes.length > 0 && processes.every(({ name }) => name === SYSTEMD)) {
    return warning(
      subject,
      `a socket unit of systemd has ${what}`,
      '"systemctl list-sockets" tells whose; if it is offhook\'s, start offhook by systemd, too',
    );
  }
  if (processes.length > 0) {
    const names = processes.map(({ name, pid }) => `${name} (process ${pid})`).join(', ');
    return problem(subject, `${names} has ${what}`, `stop it, or ${instead}`);
  }
  if (hidden) {
    return problem(
      subject,
      `${what} is in use by a process of another user`,
      `"sudo offhook doctor" tells which; unless that is offhook, stop it, or ${instead}`,
    );
  }
  return problem(subject, `cannot listen on ${what} (${refusal})`, listenAdvice(refusal, listener));
}

const SYSTEMD = 'systemd';

export async function checkTftpPort(address: string, port: number): Promise<Check> {
  const refusal = await tryToOpen(() => openDgramSocket({ address, port }, () => {}));
  const listener = tftpListener(address, port);
  return judgePort('tftp-port', observed(listener, 'udp', refusal));
}

/** One of them is enough. */
export async function checkDataPorts(address: string, ports: PortRange): Promise<Check> {
  let refusal: string | undefined;
  for (let port = ports.first; port <= ports.last; port++) {
    refusal = await tryToOpen(() => openDgramSocket({ address, port }, () => {}));
    if (refusal !== 'EADDRINUSE') break;
  }
  return judgePort('tftp-data', observed(dataListener(address, ports), 'udp', refusal));
}

export async function checkHttpPort(address: string, port: number): Promise<Check> {
  const refusal = await tryToOpen(() => openTcp(address, port));
  const listener = httpListener(address, port);
  return judgePort('http-port', observed(listener, 'tcp', refusal));
}

export async function checkDhcpPort(place: LinkPlace): Promise<Check> {
  const options = { ...place, port: DHCP_PORT, inherited: new Map(), coexist: false };
  const refusal = await tryToOpen(
    async () => (await openDhcpLink({ ...options, log: silentLog })).link,
  );
  return judgePort('dhcp-port', observed(listenerAt(ANY, DHCP_PORT), 'udp', refusal));
}

function observed(
  listener: Listener,
  protocol: 'udp' | 'tcp',
  refusal: string | undefined,
): PortFacts {
  if (refusal === undefined) return { listener, holders: { processes: [], hidden: false } };
  return { listener, refusal, holders: findHolders(protocol, listener.port) };
}

/** Code of what the system refused; undefined: nothing, and all is closed again. */
async function tryToOpen(
  open: () => Promise<{ close(): Promise<void> }>,
): Promise<string | undefined> {
  try {
    const opened = await open();
    await opened.close();
    return undefined;
  } catch (error) {
    return refusalOf(error);
  }
}

async function openTcp(host: string, port: number): Promise<{ close(): Promise<void> }> {
  const server = createServer((connection) => connection.destroy());
  server.listen({ host, port });
  await once(server, 'listening');
  return { close: promisify(server.close.bind(server)) };
}
