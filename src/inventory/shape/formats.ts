// Forms that texts of an inventory have, each with a judge that says what is wrong: `format` in the schema.

import { leaseFault } from '../../core/duration.js';
import { fileModeFault, groupNameFault } from '../../core/file-mode.js';
import { domainFault, hostBesidePortFault, hostFault } from '../../core/host.js';
import { fileNameFault, interfaceFault, servedPathFault } from '../../core/name-fault.js';
import {
  hostPortFault,
  httpServerFault,
  serverAddressFault,
} from '../../core/server-address-fault.js';
import type { TextFault } from '../../core/text-fault.js';
import { dialledFault, userPartFault } from '../../core/user-part.js';

export interface Format {
  /** For editors: a pattern that every good text has, and some bad ones. */
  readonly roughly: string;
  judge(text: string): TextFault | undefined;
}

type Judge = Format['judge'];

/** Of a model's setting: nothing in it is nothing said. */
const orEmpty =
  (judge: Judge): Judge =>
  (text) =>
    text === '' ? undefined : judge(text);

/** Fanvil's protocols 5, 4, 2 and 1. */
const FETCHED_BY = ['http', 'https', 'tftp', 'ftp'];

/** `$NAME` and `%NAME%` are how shells refer to the variable NAME. */
function variableFault(text: string): TextFault | undefined {
  if (!/[\s${}%=]/.test(text)) return undefined;
  const [name = 'NAME'] = /[A-Za-z_][A-Za-z0-9_]*/.exec(text) ?? [];
  return { what: 'is no name of an environment variable', hint: `write { env: ${name} }` };
}

const HOST = '^[A-Za-z0-9._-]+$';

export const FORMATS = {
  host: { roughly: HOST, judge: hostFault },
  'host-beside-port': { roughly: HOST, judge: hostBesidePortFault },
  domain: { roughly: HOST, judge: domainFault },
  interface: { roughly: '^[^\\s/:,;|&@*?]{1,15}$', judge: interfaceFault },
  'host-or-empty': { roughly: '^[A-Za-z0-9._-]*$', judge: orEmpty(hostFault) },
  'host-port-or-empty': { roughly: '^[A-Za-z0-9._:-]*$', judge: orEmpty(hostPortFault) },
  'file-name-or-empty': { roughly: '^[A-Za-z0-9._-]*$', judge: orEmpty(fileNameFault) },
  'served-path': { roughly: '^[^.\\\\/][^\\\\]*$', judge: servedPathFault },
  'provisioning-or-empty': {
    roughly: '^\\S*$',
    judge: orEmpty((text) => serverAddressFault(text, FETCHED_BY)),
  },
  'http-server': { roughly: '^[Hh][Tt][Tt][Pp]://[^\\s/?#@]+/?$', judge: httpServerFault },
  'user-part': { roughly: '^[^\\s@<>;/:"]+$', judge: userPartFault },
  'variable-name': { roughly: '^[^\\s{}$%=]+$', judge: variableFault },
  dialled: { roughly: '^[A-Za-z0-9*#+,._-]+$', judge: dialledFault },
  'file-mode': { roughly: '^0?[4-7][0-7][0145]$', judge: fileModeFault },
  'group-name': { roughly: '^[^-+@%\\s:,;/][^\\s:,;/]*$', judge: groupNameFault },
  lease: { roughly: '^([1-9][0-9]*[smhdw]|infinite)$', judge: leaseFault },
} as const satisfies Readonly<Record<string, Format>>;

/** The same, as ajv asks. */
export const FORMAT_CHECKS: Readonly<Record<string, (text: string) => boolean>> =
  Object.fromEntries(
    Object.entries(FORMATS).map(([name, { judge }]) => [
      name,
      (text: string) => judge(text) === undefined,
    ]),
  );

export type FormatName = keyof typeof FORMATS;

export function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(FORMATS, name);
}
