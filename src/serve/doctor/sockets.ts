// What would carry TFTP and DHCP on this machine: the servers' own sockets, opened for an instant on any free
// port, and what the servers say about them.

import { refusalOf } from '../../core/coded-error.js';
import { type Listener, listenAdvice } from '../../core/listen-error.js';
import type { Log, LogFields } from '../../core/log.js';
import { type LinkOptions, openDhcpLink } from '../../dhcp/link/open-link.js';
import { ANY, listenerAt } from '../../dhcp/link/udp-socket.js';
import type { FileSource } from '../../tftp/server/file-source.js';
import { createTftpServer } from '../../tftp/server/server.js';
import { tftpListener } from '../listeners.js';
import { type Check, ok, problem, type Subject, warning } from './check.js';

/** Where DHCP would listen. */
export type LinkPlace = Pick<LinkOptions, 'wires' | 'addresses'>;

/** An entry of a server's log. */
export interface Said {
  readonly fields: LogFields;
  readonly message: string;
}

interface Subjects {
  readonly sockets: Subject;
  readonly buffer: Subject;
}

const KOFFI_ADVICE =
  'it works as it is; on Linux the optional package koffi does better: "npm install --include=optional"';

/** `said` names what carries the packets, why that is not koffi, and a receive buffer that is too small. */
export function judgeSockets(
  { sockets, buffer }: Subjects,
  said: readonly Said[],
): readonly Check[] {
  const listening = said.find(({ fields }) => 'backend' in fields)?.fields;
  const limits = said.find(({ fields }) => 'why' in fields);
  const small = said.find(({ fields }) => 'wantedBytes' in fields);
  const granted = `a receive buffer of ${Number(listening?.receiveBufferBytes) >>> 10} KB`;
  return [
    limits
      ? warning(
          sockets,
          `${listening?.backend} (${limits.fields.why}): ${limits.message}`,
          KOFFI_ADVICE,
        )
      : ok(sockets, `${listening?.backend}`),
    small ? warning(buffer, granted, small.message) : ok(buffer, granted),
  ];
}

const TFTP: Subjects = { sockets: 'tftp-sockets', buffer: 'tftp-buffer' };
const DHCP: Subjects = { sockets: 'dhcp-sockets', buffer: 'dhcp-buffer' };
/** Nobody knows its port. */
export const NO_FILES: FileSource = { open: () => ({ kind: 'not-found', expected: false }) };

export function checkTftpSockets(address: string): Promise<readonly Check[]> {
  return rehearse(TFTP, tftpListener(address, 0), (log) =>
    createTftpServer({ address, port: 0, source: NO_FILES, log }),
  );
}

export function checkDhcpSockets(place: LinkPlace): Promise<readonly Check[]> {
  return rehearse(DHCP, listenerAt(ANY, 0), (log) =>
    openDhcpLink({ ...place, port: 0, inherited: new Map(), coexist: true, log }),
  );
}

async function rehearse(
  subjects: Subjects,
  listener: Listener,
  open: (log: Log) => Promise<{ close(): Promise<void> }>,
): Promise<readonly Check[]> {
  const said: Said[] = [];
  const note = (fields: LogFields, message: string): void => void said.push({ fields, message });
  try {
    const opened = await open({ debug: note, info: note, warn: note, error: note });
    await opened.close();
    return judgeSockets(subjects, said);
  } catch (error) {
    const code = refusalOf(error);
    const seen = `cannot open ${listener.what} (${code})`;
    return [problem(subjects.sockets, seen, listenAdvice(code, listener))];
  }
}
