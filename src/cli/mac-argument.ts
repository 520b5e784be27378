// A MAC as someone types it behind a command.

import { type Mac, parseMac } from '../core/mac.js';
import { macFault } from '../core/mac-fault.js';
import { UsageError } from './io.js';

/** Throws a `UsageError` that says what to write. */
export function readMac(text: string): Mac {
  const mac = parseMac(text);
  if (mac) return mac;
  const hint = macFault(text)?.hint;
  throw new UsageError(
    `"${text}" is not an Ethernet address${hint === undefined ? '' : `: ${hint}`}`,
  );
}
