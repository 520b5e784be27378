// Where a phone hears SIP: what is said, else what a running server knows or its PBX told that, else what the inventory reserves.

import { formatIpv4, parseIpv4 } from '../core/ipv4.js';
import type { LineAnswer } from '../page/wire/phone.js';
import { askStory } from '../serve/story/ask-story.js';
import type { SipTarget } from '../sip/agent/user-agent.js';
import type { SipEar } from '../site/notify.js';
import type { Phone } from '../site/site.js';
import { type Io, UsageError } from './io.js';
import { chooseStateDir } from './state-dir.js';

export interface PlaceOptions {
  readonly stateDir?: string;
  /** Of the phone, where somebody says it. */
  readonly address?: string;
  readonly port?: number;
  readonly transport?: 'udp' | 'tcp';
}

export interface PhonePlace extends Required<SipTarget> {
  /** Completes "at ADDRESS, ‹…›". */
  readonly knownBy: string;
}

/** Throws UsageError where nobody knows. */
export async function findPhonePlace(
  phone: Phone,
  ear: SipEar,
  options: PlaceOptions,
  io: Io,
): Promise<PhonePlace> {
  const port = options.port ?? ear.port;
  // A phone that registers by TLS is asked by UDP: most hear that as well.
  const transport = options.transport ?? (ear.transport === 'tcp' ? 'tcp' : 'udp');
  const { host, knownBy } = await findAddress(phone, options, io);
  return { host, port, transport, knownBy };
}

async function findAddress(phone: Phone, { address, stateDir }: PlaceOptions, io: Io) {
  if (address !== undefined) return { host: address, knownBy: 'as you say' };
  const asker = askStory(chooseStateDir(stateDir, io));
  const seen = await asker.phone(phone.mac).catch(() => undefined);
  if (seen?.address !== undefined) return { host: seen.address, knownBy: 'as the server knows it' };
  const registered = seen?.registrations?.find(isSomewhere)?.address;
  if (registered !== undefined) return { host: registered, knownBy: 'as its PBX tells' };
  if (phone.address !== undefined) {
    return { host: formatIpv4(phone.address), knownBy: 'as the inventory reserves it' };
  }
  const how = seen
    ? 'the server has not heard it, and no PBX has it registered'
    : 'or start "offhook serve" (--state-dir names its folder)';
  throw new UsageError(
    `nobody knows the address of ${phone.mac}: name it with --address${seen ? '; ' : ', '}${how}`,
  );
}

/** A PBX may tell a name in place of an address. */
function isSomewhere({ state, address }: LineAnswer): boolean {
  return state !== 'unregistered' && address !== undefined && parseIpv4(address) !== undefined;
}
