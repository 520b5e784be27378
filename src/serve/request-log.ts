// One log line for each request: MAC, model, address, file, bytes, ms, outcome.

import { printEncoded, type Shown } from '../core/dhcp-option-kinds.js';
import { optionRow } from '../core/dhcp-options.js';
import { formatIpv4 } from '../core/ipv4.js';
import type { Log } from '../core/log.js';
import type { Mac } from '../core/mac.js';
import { maskedStart } from '../core/secret-in-text.js';
import type { Destination } from '../dhcp/link/link.js';
import type { DhcpMessage } from '../dhcp/message/message.js';

/** What both servers tell of a finished request. */
export interface ServedRequest {
  readonly protocol: 'tftp' | 'http';
  readonly address: string;
  readonly fileName: string;
  readonly outcome: string;
  readonly bytes: number;
  readonly durationMs: number;
  readonly retransmits?: number | undefined;
  readonly detail?: string | undefined;
}

/** Who is behind an address or a file name. */
export interface PhoneDirectory {
  macOf(address: string, fileName: string): Mac | undefined;
  namedBy(fileName: string): Mac | undefined;
  /** Who has an address, by lease or reservation. */
  holderOf(address: string): Mac | undefined;
  modelOf(mac: Mac): string | undefined;
}

/** Outcomes that need no one's attention. */
export const NORMAL: ReadonlySet<string> = new Set(['sent', 'head', 'expected-miss']);

/** Whose it was, as far as anybody knows. */
export function logRequest(
  log: Log,
  phones: Pick<PhoneDirectory, 'macOf' | 'modelOf'>,
  request: ServedRequest,
): Mac | undefined {
  const { protocol, address, fileName, outcome, bytes, durationMs } = request;
  const mac = phones.macOf(address, fileName);
  const fields = {
    event: protocol,
    mac,
    model: mac && phones.modelOf(mac),
    address,
    file: maskedStart(fileName),
    bytes,
    ms: Math.round(durationMs),
    outcome,
    ...(request.retransmits ? { retransmits: request.retransmits } : {}),
    ...(request.detail === undefined ? {} : { detail: maskedStart(request.detail) }),
  };
  log[NORMAL.has(outcome) ? 'info' : 'warn'](fields, `${protocol} ${fields.file} ${outcome}`);
  return mac;
}

/** What a dry run would have sent, option by option. */
export function logUnsent(log: Log, message: DhcpMessage, { address, port }: Destination): void {
  const options = [...message.options].map(([code, bytes]) => [code, describeOption(code, bytes)]);
  const fields = {
    event: 'dhcp-unsent',
    to: `${formatIpv4(address)}:${port}`,
    address: formatIpv4(message.yiaddr),
    options: Object.fromEntries(options),
  };
  log.info(fields, 'dry run: a DHCP reply was not sent');
}

/** What the table has no row for. */
const UNKNOWN = { kind: 'bytes' } as const;

/** As text, number or addresses; what is none of these as hexadecimal bytes. */
function describeOption(code: number, bytes: Uint8Array): Shown {
  const { kind } = optionRow(code) ?? UNKNOWN;
  const shown = printEncoded(kind, bytes);
  return kind === 'text' ? maskedStart(`${shown}`) : shown;
}
