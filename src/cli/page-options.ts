// The options of the page, as `serve` takes them.

import { isIP } from 'node:net';
import { InvalidArgumentError, Option } from 'commander';
import { notEmpty, placeOf } from './option-values.js';
import { listOption } from './shared-options.js';

/** Where the page is asked for. */
export interface PagePlace {
  /** Absent: this machine's own two. */
  readonly address?: string;
  readonly port: number;
}

export const pageOptions = (): readonly Option[] => [
  new Option(
    '--page <[address:]port>',
    'where the page is, for this machine unless an address is given; "off": nowhere; port 8068 unless given',
  ).argParser(pagePlace),
  new Option('--page-auth <what>', 'what needs the token: acting, or reading, too')
    .choices(['actions', 'always'])
    .default('actions'),
  new Option(
    '--page-token-file <file>',
    'file with the token; one is made in the state folder',
  ).argParser(notEmpty),
  listOption('--page-host <name,…>', 'names that the page goes by', 'name'),
  new Option('--page-proxy <ip,…>', 'proxies before the page that say for whom they ask').argParser(
    proxies,
  ),
  new Option('--page-tls-cert <file>', 'certificate of the page, PEM').argParser(notEmpty),
  new Option('--page-tls-key <file>', 'its key, PEM').argParser(notEmpty),
];

function pagePlace(text: string): PagePlace | 'off' {
  if (text === 'off') return text;
  const place = placeOf(text);
  if (place) return place;
  throw new InvalidArgumentError(
    'it must be "off", a TCP port, or an IP address of this machine and a port, as 8068, 10.20.1.1:8068 or [::1]:8068',
  );
}

function proxies(text: string, before: readonly string[] = []): readonly string[] {
  const given = text.split(',').map((each) => each.trim());
  if (given.every((each) => isIP(each) !== 0)) return [...before, ...given];
  throw new InvalidArgumentError('it must be IP addresses of proxies, as 127.0.0.1');
}
