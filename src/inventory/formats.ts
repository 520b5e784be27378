// Forms that texts of an inventory have, each with a judge that says what is wrong: `format` in the schema.

import { leaseFault } from '../core/duration.js';
import { hostBesidePortFault, hostFault } from '../core/host.js';
import type { TextFault } from '../core/text-fault.js';
import { dialledFault, userPartFault } from '../core/user-part.js';

export interface Format {
  /** For editors: a pattern that every good text has, and some bad ones. */
  readonly roughly: string;
  judge(text: string): TextFault | undefined;
}

const HOST = '^[A-Za-z0-9._-]+$';

export const FORMATS = {
  host: { roughly: HOST, judge: hostFault },
  'host-beside-port': { roughly: HOST, judge: hostBesidePortFault },
  'user-part': { roughly: '^[^\\s@<>;/:"]+$', judge: userPartFault },
  dialled: { roughly: '^[A-Za-z0-9*#+,._-]+$', judge: dialledFault },
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
