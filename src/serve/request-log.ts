// One log line for each request: MAC, model, address, file, bytes, ms, outcome.

import { formatIpv4 } from '../core/ipv4.js';
import type { Log } from '../core/log.js';
import type { Mac } from '../core/mac.js';
import { printableStart } from '../core/printable.js';
import { bytesHoldSecret, maskSecretsIn } from '../core/secret-in-text.js';
import type { Destination } from '../dhcp/link/link.js';
import type { DhcpMessage } from '../dhcp/message/message.js';
import { decodeOption } from '../dhcp/message/options.js';

/** What both servers tell of a finished request. */
export interface ServedRequest {
  readonly protocol: 'tftp' | 'http';
  readonly address: string;
  readonly fileName: string;
  readonly outcome: string;
  readonly bytes: number;
  readonly durationMs: number;
  readonly retransmits?: number;
  readonly detail?: string;
}

/** Who is behind an address or a file name. */
export interface PhoneDirectory {
  macOf(address: string, fileName: string): Mac | undefined;
  modelOf(mac: Mac): string | undefined;
}

/** Outcomes that need no one's attention. */
const NORMAL = new Set(['sent', 'head', 'expected-miss']);

export function logRequest(log: Log, phones: PhoneDirectory, request: ServedRequest): void {
  const { protocol, address, fileName, outcome, bytes, durationMs } = request;
  const mac = phones.macOf(address, fileName);
  const fields = {
    event: protocol,
    mac,
    model: mac && phones.modelOf(mac),
    address,
    file: printableStart(fileName),
    bytes,
    ms: Math.round(durationMs),
    outcome,
    ...(request.retransmits ? { retransmits: request.retransmits } : {}),
    ...(request.detail === undefined ? {} : { detail: printableStart(request.detail) }),
  };
  log[NORMAL.has(outcome) ? 'info' : 'warn'](fields, `${protocol} ${fields.file} ${outcome}`);
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

/** As text, number or addresses; what is none of these as hexadecimal bytes. */
function describeOption(code: number, bytes: Uint8Array): string | number | boolean {
  const decoded = decodeOption(code, bytes);
  switch (decoded?.kind) {
    case 'text':
      return printableStart(maskSecretsIn(decoded.value));
    case 'ip':
      return formatIpv4(decoded.value);
    case 'ips':
      return decoded.value.map(formatIpv4).join(', ');
    case 'u8':
    case 'u16':
    case 'seconds':
    case 'flag':
      return decoded.value;
    default:
      return bytesHoldSecret(bytes) ? '********' : Buffer.from(bytes).toString('hex');
  }
}
