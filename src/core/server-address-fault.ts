// What is wrong with a text that says where a server is: a host with a port, or a URL. Never shows what may be a
// password in it.

import { hostFault } from './host.js';
import type { TextFault } from './text-fault.js';

/** Of a host, with or without a port or a path, or of a URL; undefined: none can be found in it. */
export function serverHost(text: string): string | undefined {
  const [, , authority = text.replace(/\/.*$/, '')] = URL_PARTS.exec(text) ?? [];
  const [, host = ''] = HOST_PORT.exec(authority) ?? [];
  return hostFault(host) === undefined ? host : undefined;
}

const HOST_PORT = /^([^:]+)(?::(\d{1,5}))?$/;
/** `http://user:word@10.20.1.1:6970/phones`; nothing between the slashes is read twice. */
const URL_PARTS = /^([a-z][a-z0-9+.-]*):\/\/(?:[^\s/@]*@)?([^\s/@]+)(?:\/\S*)?$/i;

/** Undefined: a host, with or without a port. */
export function hostPortFault(text: string): TextFault | undefined {
  const [, host = text, port] = HOST_PORT.exec(text) ?? [];
  if (port !== undefined && !(Number(port) >= 1 && Number(port) <= 65535)) {
    return { what: 'has a port that is none', hint: 'write a port of 1 to 65535' };
  }
  return hostFault(host);
}

/** What stands behind it in an address has room in what phones take. */
const LONGEST_SERVER = 128;

/** Undefined: `http://` and a host, with or without a port, and no more. */
export function httpServerFault(text: string): TextFault | undefined {
  const hint = 'write it as http://10.20.1.1:6970';
  const [, authority] = /^http:\/\/([^\s/?#@]+)\/?$/i.exec(text) ?? [];
  if (authority === undefined) return { what: 'is no address of an HTTP server', hint };
  if (text.length > LONGEST_SERVER)
    return { what: `has more than ${LONGEST_SERVER} letters`, hint };
  const fault = hostPortFault(authority);
  return fault && { what: `names a host that ${fault.what}`, hint };
}

/** Undefined: the same, or a URL of one of these schemes. */
export function serverAddressFault(
  text: string,
  schemes: readonly string[],
): TextFault | undefined {
  if (!text.includes('://')) return hostPortFault(text);
  const [, scheme = '', authority = ''] = URL_PARTS.exec(text) ?? [];
  const hint = `write a host, or a URL such as ${schemes[0]}://10.20.1.1`;
  if (authority === '') return { what: 'is no URL', hint };
  if (!schemes.includes(scheme.toLowerCase())) {
    return { what: `begins with "${scheme}:", and phones fetch by ${schemes.join(', ')}`, hint };
  }
  const fault = hostPortFault(authority);
  return fault && { what: `names a host that ${fault.what}`, hint };
}
