// Lets an Asterisk read its files again, and asks which endpoints it has then.

import { createHmac, randomBytes } from 'node:crypto';
import { codedError } from '../../core/coded-error.js';
import { type AmiMessage, fieldOf, refusalOf } from '../ami/message.js';
import type { AmiAsking } from '../ami/session.js';
import {
  type DigestOf,
  driftOf,
  type EndpointDrift,
  type ExpectedEndpoint,
  othersOf,
} from './compare.js';
import { askUntilSettled, type Patience, type Pause } from './settle.js';

export type ChannelDriverName = 'pjsip' | 'sip';

interface DriverWords {
  /** Modules that read the files, and those that some Asterisks have not and need not have. */
  readonly modules: readonly string[];
  readonly optional: readonly string[];
  readonly list: string;
  /** What tells one endpoint's context. */
  readonly detail: string;
  readonly detailName: string;
  /** Of a list with passwords; absent: there is none. */
  readonly passwords?: string;
  /** It answers a reload before it has begun to read, and tells of nothing when it has read. */
  readonly readsLater?: true;
}

const DRIVERS: Readonly<Record<ChannelDriverName, DriverWords>> = {
  pjsip: {
    modules: ['res_pjsip.so', 'pbx_config.so'],
    optional: [
      ...['res_pjsip_endpoint_identifier_ip.so', 'res_pjsip_outbound_publish.so'],
      ...['res_pjsip_publish_asterisk.so', 'res_pjsip_notify.so'],
    ],
    ...{ list: 'PJSIPShowEndpoints', detail: 'PJSIPShowEndpoint', detailName: 'Endpoint' },
    passwords: 'PJSIPShowAuths',
  },
  sip: {
    modules: ['chan_sip.so', 'pbx_config.so'],
    optional: [],
    ...{ list: 'SIPpeers', detail: 'SIPshowpeer', detailName: 'Peer' },
    readsLater: true,
  },
};

/** Most answer when all is read: of ten thousand endpoints, that takes a while. */
const RELOAD_MS = 300_000;
/** The first peers of a file stand there for a moment without the others. */
const SETTLED: Patience = { everyMs: 250, sameForMs: 2_000, atMostMs: 60_000 };
/** So many endpoints of nobody's are asked for what they are. */
const MAX_ASKED = 1_000;
/** By name, of those that were asked: neither a list nor an event tells an endpoint's context, so each costs a question. */
type Contexts = Map<string, string | undefined>;

/** Rejects with a coded error (`EPROTO`) that names the module which it does not read again. */
async function reloadFiles(asking: AmiAsking, chan: ChannelDriverName): Promise<void> {
  const { modules, optional } = DRIVERS[chan];
  for (const module of [...modules, ...optional]) {
    const refusal = refusalOf(await asking.ask('Reload', [['Module', module]], RELOAD_MS));
    if (refusal === undefined || optional.includes(module)) continue;
    throw codedError('EPROTO', `it does not read ${module} again: "${refusal}"`);
  }
}

export interface Expectations<Expected extends ExpectedEndpoint> {
  readonly chan: ChannelDriverName;
  readonly endpoints: readonly Expected[];
  /** In which the phones' calls come in: what else is in it was once a phone's. */
  readonly context: string;
}

export interface EndpointsTold<Expected> extends EndpointDrift<Expected> {
  /** In the context of phones, and no phone's. */
  readonly left: readonly string[];
  /** Whether passwords could be compared. */
  readonly knowsPasswords: boolean;
}

/** What it has once its files are read again. Rejects as its two parts do. */
export async function askAfterReload<Expected extends ExpectedEndpoint>(
  asking: AmiAsking,
  expected: Expectations<Expected>,
  pause: Pause,
): Promise<EndpointsTold<Expected>> {
  await reloadFiles(asking, expected.chan);
  if (!DRIVERS[expected.chan].readsLater) return askEndpoints(asking, expected);
  const known: Contexts = new Map();
  const ask = (isAnew: boolean) => {
    if (isAnew) known.clear();
    return askKnowing(asking, expected, known);
  };
  return askUntilSettled(ask, SETTLED, pause);
}

/** Rejects with a coded error where Asterisk does not say what it has. */
export function askEndpoints<Expected extends ExpectedEndpoint>(
  asking: AmiAsking,
  expected: Expectations<Expected>,
): Promise<EndpointsTold<Expected>> {
  return askKnowing(asking, expected, new Map());
}

/** What is `known` is not asked for again; what was, is put there. */
async function askKnowing<Expected extends ExpectedEndpoint>(
  asking: AmiAsking,
  { chan, endpoints, context }: Expectations<Expected>,
  known: Contexts,
): Promise<EndpointsTold<Expected>> {
  const words = DRIVERS[chan];
  const key = randomBytes(32);
  const digestOf: DigestOf = (password) =>
    createHmac('sha256', key).update(password).digest('base64');
  const passwords = words.passwords
    ? await passwordsBy(asking, words.passwords, digestOf)
    : new Map<string, string>();
  const listed = await listOf(asking, words.list);
  const found = new Map(
    listed.map((event) => [
      fieldOf(event, 'ObjectName') ?? '',
      passwords.get(fieldOf(event, 'Auths') ?? ''),
    ]),
  );
  // One that comes back may be another.
  for (const name of known.keys()) if (!found.has(name)) known.delete(name);
  const others = othersOf(endpoints, found).slice(0, MAX_ASKED);
  for (const name of others) {
    if (!known.has(name)) known.set(name, await contextOf(asking, words, name));
  }
  const left = others.filter((name) => known.get(name) === context);
  return { ...driftOf(endpoints, found, digestOf), left, knowsPasswords: passwords.size > 0 };
}

/** What one of them is refused for is its reason. An empty list is refused by some. */
async function listOf(asking: AmiAsking, action: string): Promise<readonly AmiMessage[]> {
  const { response, events } = await asking.list(action);
  const refusal = refusalOf(response);
  if (refusal === undefined || /^no /i.test(refusal)) return events;
  throw codedError('EPROTO', `it does not answer ${action}: "${refusal}"`);
}

/** By the name of the auth. Only the digest is kept. */
async function passwordsBy(
  asking: AmiAsking,
  action: string,
  digestOf: DigestOf,
): Promise<ReadonlyMap<string, string>> {
  const events = await listOf(asking, action);
  return new Map(
    events.flatMap((event) => {
      const password = fieldOf(event, 'Password');
      if (password === undefined || password === '') return [];
      return [[fieldOf(event, 'ObjectName') ?? '', digestOf(password)] as const];
    }),
  );
}

async function contextOf(
  asking: AmiAsking,
  { detail, detailName }: DriverWords,
  name: string,
): Promise<string | undefined> {
  const { response, events } = await asking.list(detail, [[detailName, name]]);
  return [response, ...events].map((each) => fieldOf(each, 'Context')).find((each) => each);
}
