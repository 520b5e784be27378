// Where a phone finds somebody: a name (RFC 1123 section 2.1) or an IPv4 address. Says what is wrong with a text that
// is neither, and what to write instead.

import { BlockList, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';
import { parseIpv4 } from './ipv4.js';
import { asLatin, describeLookAlike, withoutLookAlikes } from './look-alike.js';
import type { TextFault } from './text-fault.js';

const MAX_NAME = 253;
const MAX_LABEL = 63;
/** An underscore is no letter of host names, but is found in the DNS of many a site. */
const LABEL = /^[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?$/;
const SCHEME = /^([a-z][a-z0-9+.-]*):(?:\/\/)?(?=[^/:]*[A-Za-z.])/i;
/** In front of digits, which would be a port behind the name of a host. */
const OF_NUMBERS = /^(sips?|tel|callto|udp|tcp|tls):(?:\/\/)?(?=\+?\d)/i;

/** Undefined: a name or an IPv4 address. */
export function hostFault(text: string): TextFault | undefined {
  if (parseIpv4(text) !== undefined) return undefined;
  return FAULTS.reduce<TextFault | undefined>((found, find) => found ?? find(text), undefined);
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Of an address of either family: no other machine reaches it. */
export function isLoopbackAddress(address: string): boolean {
  return LOOPBACK.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** As it stands before a colon and a port, and in a URL: an address of IPv6 is in brackets (RFC 3986 section 3.2.2). */
export function hostInUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** Where a field `port` stands beside the host. */
export function hostBesidePortFault(text: string): TextFault | undefined {
  const fault = hostFault(text);
  const [, port] = /^[^:]+:(\d{1,5})$/.exec(text) ?? [];
  if (!fault || port === undefined) return fault;
  // What can be none is not told to be written.
  return isPort(port)
    ? { ...fault, hint: `${fault.hint}, and "port: ${Number(port)}" beside it` }
    : fault;
}

function isPort(digits: string): boolean {
  return Number(digits) >= 1 && Number(digits) <= 65535;
}

/** A name without an address: what stands behind the names of a site. */
export function domainFault(text: string): TextFault | undefined {
  if (parseIpv4(text) === undefined) return hostFault(text);
  return { what: 'is an address, and no domain', hint: 'write a domain such as lab.example' };
}

type FindFault = (text: string) => TextFault | undefined;

/** Each only sees what those before it have let pass. */
const FAULTS: readonly FindFault[] = [
  withBlank,
  withParameter,
  foreignFamily,
  withScheme,
  withPath,
  withPort,
  foreignLetters,
  badAddress,
  badName,
];

function withBlank(text: string): TextFault | undefined {
  if (!/\s/.test(text)) return undefined;
  const hint = 'write one host without blanks, in letters a to z, digits, dots and dashes';
  return { what: 'holds a blank', hint };
}

/** `pbx.example;transport=tcp`, and `10,20,1,10` from where a comma is a point. */
function withParameter(text: string): TextFault | undefined {
  const at = text.search(/[;,?]/);
  if (at < 0) return undefined;
  const dotted = text.replaceAll(',', '.');
  const rest = parseIpv4(dotted) === undefined ? text.slice(0, at) : dotted;
  return { what: `holds "${text.charAt(at)}", and a host stands alone here`, hint: instead(rest) };
}

/** Node makes its pattern of IPv6 when first asked, in about a tenth of the time of its own start. */
function foreignFamily(text: string): TextFault | undefined {
  if (!text.includes(':') || !isIPv6(text.replace(/^\[(.*)\](:\d*)?$/, '$1'))) return undefined;
  return {
    what: 'is an IPv6 address, and these phones speak IPv4',
    hint: 'write a name or an IPv4 address',
  };
}

/** `sip:pbx.example`, `http://pbx.example/`, `tel:7001`. */
function withScheme(text: string): TextFault | undefined {
  const [prefix, scheme = ''] = SCHEME.exec(text) ?? OF_NUMBERS.exec(text) ?? [];
  if (prefix === undefined) return undefined;
  const rest = text.slice(prefix.length).replace(/^.*@/, '').replace(/\/.*$/s, '');
  return { what: `begins with "${scheme}:", and a host stands alone here`, hint: instead(rest) };
}

/** `pbx.example/x`, `7001@pbx.example`, and `//pbx.example` or `\\\\pbx\\x` as a share is written. */
function withPath(text: string): TextFault | undefined {
  const at = text.search(/[/@\\]/);
  if (at < 0) return undefined;
  const bare = text.replace(/^[/\\]+/, '').replace(/[/\\].*$/s, '');
  const rest = text.includes('@') ? text.replace(/^.*@/, '') : bare;
  return { what: `holds "${text.charAt(at)}", and a host stands alone here`, hint: instead(rest) };
}

function withPort(text: string): TextFault | undefined {
  const [, host] = /^([^:]+):\d{1,5}$/.exec(text) ?? [];
  if (host === undefined) return undefined;
  return { what: 'is a host with a port, and the host stands alone here', hint: instead(host) };
}

/** What ends in a number is read as an address, and `0x` makes it a number to many programs. */
const NUMBER_LAST = /(^|\.)(\d+|0x[\da-f]*)$/i;

/** All numbers, or one at the end: meant as an address, for no name ends in a number. */
function badAddress(text: string): TextFault | undefined {
  if (!/^[\d.]+$/.test(text) && !NUMBER_LAST.test(text)) return undefined;
  const octets = text.split('.');
  const other = octets.find((octet) => !/^\d*$/.test(octet));
  const large = octets.find((octet) => Number(octet) > 255);
  const why =
    other !== undefined
      ? `${JSON.stringify(other)} is no decimal number, and no name ends in a number`
      : octets.length !== 4 || octets.includes('')
        ? 'an IPv4 address is four numbers'
        : large !== undefined
          ? `${large} is above 255`
          : 'a number with a leading zero is octal to some';
  return {
    what: `is no IPv4 address: ${why}`,
    hint: 'write four numbers of 0 to 255, such as 10.20.1.1',
  };
}

function foreignLetters(text: string): TextFault | undefined {
  if (/^[\x21-\x7e]*$/.test(text)) return undefined;
  const alike = describeLookAlike(text);
  if (alike !== undefined) return { what: alike, hint: instead(withoutLookAlikes(text)) };
  const address = asLatin(text).replaceAll(/o/gi, '0');
  if (parseIpv4(address) !== undefined) {
    const what = `${describeLookAlike(text, asLatin(text))}, where digits belong`;
    return { what, hint: `write ${address}` };
  }
  const ascii = /\s/.test(text) ? '' : domainToASCII(text);
  const hint =
    ascii === ''
      ? 'write it in letters a to z, digits, dots and dashes'
      : `write ${ascii}, which is the same name`;
  return { what: 'holds letters that phones cannot look up', hint };
}

function badName(text: string): TextFault | undefined {
  if (text.length > MAX_NAME)
    return {
      what: `has ${text.length} characters, and a name ends at ${MAX_NAME}`,
      hint: 'shorten it',
    };
  const labels = text.split('.');
  if (labels.at(-1) === '' && labels.length > 1) {
    return { what: 'ends with a dot', hint: instead(text.slice(0, -1)) };
  }
  if (labels[0] === '' && labels.length > 1) {
    return { what: 'begins with a dot', hint: instead(text.slice(1)) };
  }
  const bad = labels.find((label) => label.length > MAX_LABEL || !LABEL.test(label));
  if (bad === undefined) return undefined;
  const what =
    bad === '' ? 'has two dots in a row' : `holds "${bad}", which cannot be part of a host name`;
  return { what, hint: 'write letters a to z, digits, dots and dashes, such as pbx.lab.example' };
}

function instead(text: string): string {
  const fault = text === '' ? undefined : hostFault(text);
  return fault === undefined && text !== ''
    ? `write ${text}`
    : (fault?.hint ?? 'write a name or an address');
}
