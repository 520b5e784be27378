// What values options of the command line take, each with what is wrong with one that it does not take.

import { isIP, isIPv4 } from 'node:net';
import { InvalidArgumentError, Option } from 'commander';
import { parseLease } from '../core/duration.js';
import { fileModeFault, groupNameFault, parseFileMode } from '../core/file-mode.js';
import { parseMac } from '../core/mac.js';
import { type PortRange, parsePortRange } from '../core/port-range.js';
import { userPartFault } from '../core/user-part.js';

export function portRange(text: string): PortRange {
  const range = parsePortRange(text);
  if (range) return range;
  throw new InvalidArgumentError(
    'it must be two ports from 1 to 65535, the lower first, as 40000-40009, or one',
  );
}

export function listOf(text: string, noun: string): readonly string[] {
  const values = text.split(',').map((each) => each.trim());
  if (text.trim() === '') throw new InvalidArgumentError(`no ${noun} is given`);
  if (values.includes('')) {
    throw new InvalidArgumentError(`a ${noun} is empty: there is a comma too many`);
  }
  const several = values.find((value) => isSeveral(value, noun));
  if (several !== undefined) throw new InvalidArgumentError(howToPart(several, noun));
  return values;
}

/** By what is listed: whether these could stand alone. Where one could not, there are blanks in a single value, and its judge says more. */
const ALONE: Readonly<Record<string, (part: string) => boolean>> = {
  MAC: (part) => parseMac(part) !== undefined,
  model: (part) => part.includes('-'),
  group: () => false,
};

/** A name behind an equals sign may have blanks in it. */
function isSeveral(value: string, noun: string): boolean {
  if (value.includes('=')) return /\s\w+=/.test(value);
  return /\s/.test(value) && partsOf(value).every(ALONE[noun] ?? (() => true));
}

const partsOf = (value: string): readonly string[] => value.split(/\s+/);

/** Two halves of a number are numbers as well, unless they are as long as numbers of extensions are. */
function howToPart(value: string, noun: string): string {
  const parts = partsOf(value);
  const [{ length } = ''] = parts;
  const isSure = length > 2 && parts.every((part) => part.length === length);
  const one = noun === 'number' && !isSure ? userPartFault(value) : undefined;
  const orOne = one ? `; if it is one, ${one.hint}` : '';
  return `separate one ${noun} from the next with a comma, as ${parts.join(',')}${orOne}`;
}

export function firmwareVersion(text: string): string {
  if (/^\d{1,3}([.-]\d{1,3}){1,3}/.test(text)) return text;
  throw new InvalidArgumentError('it must be a version, as 8.5.3 or 9.4.2');
}

/** As an unset variable of a script makes it. */
export function notEmpty(text: string): string {
  if (text.trim() !== '') return text;
  throw new InvalidArgumentError('it is empty');
}

export function pathName(text: string): string {
  if (text.trim() !== '') return text;
  throw new InvalidArgumentError('it is empty; "." is this folder');
}

export function ipAddress(text: string): string {
  if (isIP(text) !== 0) return text;
  throw new InvalidArgumentError(
    'it must be an IP address of this machine; 0.0.0.0 is all of them',
  );
}

export function phoneAddress(text: string): string {
  if (isIPv4(text)) return text;
  throw new InvalidArgumentError('it must be the IPv4 address of the phone');
}

/** For an answer: seconds, or a part of one. */
export function waitSeconds(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && value <= 120) return value;
  throw new InvalidArgumentError('it must be seconds, up to 120');
}

export function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('it must be a number from 0 to 65535');
}

/** Where metrics are answered. */
export interface MetricsPlace {
  readonly address: string;
  readonly port: number;
}

/** `9969`, `10.20.1.1:9969`, `[::]:9969`; undefined: it is no such thing. */
export function placeOf(text: string): (Partial<MetricsPlace> & { port: number }) | undefined {
  const [, address, port = ''] = /^(?:\[?([^\]]*?)\]?:)?(\d{1,5})$/.exec(text) ?? [];
  if (port === '') return undefined;
  if (address === undefined) return { port: portNumber(port) };
  if (isIP(address) === 0 || address.includes(':') !== text.startsWith('[')) return undefined;
  return { address, port: portNumber(port) };
}

/** Where a PBX is: `10.20.1.5`, `10.20.1.5:5070`. */
export function pbxPlace(text: string): { readonly host: string; readonly port?: number } {
  const [host = '', port, ...rest] = text.split(':');
  const isPort = port === undefined || (/^\d{1,5}$/.test(port) && Number(port) <= 65_535);
  if (!isIPv4(host) || !isPort || rest.length > 0) {
    throw new InvalidArgumentError(
      'it must be an IPv4 address, and a port behind a colon unless it is 5060',
    );
  }
  return { host, ...(port !== undefined && { port: Number(port) }) };
}

/** Without an address this machine alone is answered. */
export function metricsPlace(text: string): MetricsPlace {
  const place = placeOf(text);
  if (place) return { address: '127.0.0.1', ...place };
  throw new InvalidArgumentError(
    'it must be a TCP port, or an IP address of this machine and a port, as 9969, 10.20.1.1:9969 or [::1]:9969',
  );
}

export function metricsPhones(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count <= 500) return count;
  throw new InvalidArgumentError('it must be a number from 0 to 500');
}

/** Pretend phones: a desk has no more, and a wire is not to be flooded. */
const PHONES_MAX = 200;

/** Of pretend phones, unless said: some 20 MB each. */
export const PROCESSES = 32;

export const phoneCount = countUpTo(PHONES_MAX);
export const processCount = countUpTo(PHONES_MAX);

export function countUpTo(most: number) {
  return (text: string): number => {
    const count = Number(text);
    if (Number.isInteger(count) && count >= 1 && count <= most) return count;
    throw new InvalidArgumentError(`it must be a number from 1 to ${most}`);
  };
}

export function fileModeOption(): Option {
  return new Option(
    '--mode <octal>',
    'permissions of files that hold secrets; 0600 unless said',
  ).argParser((text) => {
    const fault = fileModeFault(text);
    if (fault === undefined) return parseFileMode(text);
    throw new InvalidArgumentError(`it ${fault.what}: ${fault.hint}`);
  });
}

export function fileGroupOption(): Option {
  return new Option(
    '--group <name>',
    'group of the files, for the user of another program',
  ).argParser((text) => {
    const fault = groupNameFault(text);
    if (fault === undefined) return text;
    throw new InvalidArgumentError(`it ${fault.what}: ${fault.hint}`);
  });
}

/** Of a time such as `90s`, `10m`, `1h`. */
export function seconds(text: string): number {
  const value = text === 'infinite' ? undefined : parseLease(text);
  if (value !== undefined) return value;
  throw new InvalidArgumentError('it must be a time, such as 90s, 10m or 1h');
}
