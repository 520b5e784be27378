// How these phones name themselves where they register: the Call-ID begins with the MAC, `5cfc665d-4f9a0002-…`, as captures of a
// 7931G show; later firmware has it as the last part of a UUID in the Contact's `+sip.instance` too.

import { type Mac, parseMac } from '../../core/mac.js';
import type { RegisterSays } from '../../site/boot-script.js';

const CALL_ID = /^([0-9a-f]{8})-([0-9a-f]{4})/i;
const INSTANCE = /urn:uuid:0{8}-0{4}-0{4}-0{4}-([0-9a-f]{12})/i;

/** What it says surest first; it need not be true. */
export function readRegister({ callId = '', contact = '' }: RegisterSays): readonly Mac[] {
  const [, high = '', low = ''] = CALL_ID.exec(callId) ?? [];
  const [, instance = ''] = INSTANCE.exec(contact) ?? [];
  return [high + low, instance].flatMap((hex) => parseMac(hex) ?? []);
}
