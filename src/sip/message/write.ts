// A SIP message -> bytes. Content-Length is written here, in bytes, and no value can end its line.

import { fullName } from './header-names.js';
import type { SipHeader, SipMessage } from './message.js';
import { isToken } from './quoting.js';

/** What the caller would put on the wire is no value of a message. Says which one, and not what it holds. */
export class UnwritableSip extends Error {
  override readonly name = 'UnwritableSip';
}

/** Headers in their order, then Content-Length. Throws `UnwritableSip` for CR, LF or NUL in a value, or a name that is none. */
export function writeSip(message: SipMessage): Uint8Array {
  const lines = message.headers.filter(({ name }) => fullName(name) !== 'content-length');
  const length: SipHeader = { name: 'Content-Length', value: String(message.body.length) };
  const head = [startLineOf(message), ...[...lines, length].map(lineOf), '', ''].join('\r\n');
  return Buffer.concat([Buffer.from(head), message.body]);
}

function startLineOf(message: SipMessage): string {
  if (message.kind === 'response') {
    if (!Number.isInteger(message.status) || message.status < 100 || message.status > 699) {
      throw new UnwritableSip('the status is no number of 100 to 699');
    }
    return `SIP/2.0 ${message.status} ${writable('reason', message.reason)}`;
  }
  if (!isToken(message.method)) throw new UnwritableSip('the method is no token');
  if (/[\t\v\f ]/.test(message.uri) || message.uri === '') {
    throw new UnwritableSip('the Request-URI is empty or holds a blank');
  }
  return `${message.method} ${writable('Request-URI', message.uri)} SIP/2.0`;
}

function lineOf({ name, value }: SipHeader): string {
  if (!isToken(name)) throw new UnwritableSip('the name of a header is no token');
  return `${name}: ${writable(name, value)}`;
}

function writable(what: string, value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are the subject
  if (!/[\r\n\u0000]/.test(value)) return value;
  throw new UnwritableSip(`the value of ${what} holds a line end or NUL`);
}
