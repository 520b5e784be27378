// Where a phone hears SIP: what is said, else what a running server knows, else what the inventory reserves.

import { formatIpv4 } from '../core/ipv4.js';
import { askStory } from '../serve/story/ask-story.js';
import type { SipTarget } from '../sip/agent/user-agent.js';
import type { SipEar } from '../site/notify.js';
import type { Phone } from '../site/site.js';
import { ENGLISH } from '../timeline/texts/en/language.js';
import { print } from '../timeline/texts/print.js';
import { say } from '../timeline/texts/said.js';
import type { KnownBy } from '../timeline/where-is.js';
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
  const { address: host, addressBy: by } = seen ?? {};
  if (host !== undefined && by !== undefined) return { host, knownBy: words(by) };
  if (phone.address !== undefined) {
    return { host: formatIpv4(phone.address), knownBy: words('reserved') };
  }
  const how = seen
    ? 'the server has not heard it, and no PBX has it registered'
    : 'or start "offhook serve" (--state-dir names its folder)';
  throw new UsageError(
    `nobody knows the address of ${phone.mac}: name it with --address${seen ? '; ' : ', '}${how}`,
  );
}

function words(by: KnownBy): string {
  return print(say(`place-${by}`), ENGLISH);
}
