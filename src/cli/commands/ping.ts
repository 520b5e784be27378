// `offhook ping MAC`: is its SIP up? Asks by OPTIONS where the phone was last, and says what the answer means.

import { readSnapshot } from '../../artifacts/read-snapshot.js';
import type { Mac } from '../../core/mac.js';
import { jsonText, printable } from '../../core/printable.js';
import { knownModel } from '../../phones/packs/known-models.js';
import { openUserAgent } from '../../sip/agent/open-user-agent.js';
import type { RequestOutcome } from '../../sip/agent/user-agent.js';
import { headerOf } from '../../sip/message/headers.js';
import { SIP_PORT } from '../../sip/message/uri.js';
import { EXIT } from '../exit-codes.js';
import { type Io, UsageError } from '../io.js';
import { readMac } from '../mac-argument.js';
import { findSource, type SiteOptions } from '../open-snapshot.js';
import { findPhonePlace, type PhonePlace, type PlaceOptions } from '../phone-place.js';
import { type PingMeaning, pingMeaning, UNCONFIRMED } from '../ping-words.js';
import { TOOL_VERSION } from '../tool-version.js';

export interface PingOptions extends SiteOptions, PlaceOptions {
  /** Seconds. */
  readonly timeout: number;
  readonly format: 'text' | 'json';
}

export async function ping(macText: string, options: PingOptions, io: Io): Promise<number> {
  const mac = readMac(macText);
  const place = await placeOf(mac, options, io);
  const outcome = await ask(place, options.timeout, io.stop);
  const { host, port, transport } = place;
  const meaning = pingMeaning(outcome, transport);
  if (options.format === 'json') {
    const known = { version: 1, mac, address: host, port, transport };
    io.out(jsonText({ ...known, ...answerOf(outcome), ...meaning }));
  } else io.out(textOf(mac, place, outcome, meaning));
  return meaning.isThere ? EXIT.ok : EXIT.findings;
}

/** A phone that is not in the inventory can be asked where it is said to be. */
async function placeOf(mac: Mac, options: PingOptions, io: Io): Promise<PhonePlace> {
  const { address, port = SIP_PORT, transport = 'udp' } = options;
  const said = address && { host: address, port, transport, knownBy: 'as you say' };
  if (said && options.port !== undefined && options.transport !== undefined) return said;
  const { source } = await findSource({ ...options, secrets: false }, io);
  const { phones, packs } = readSnapshot(source);
  const phone = phones.get(mac);
  const known = phone && knownModel(packs, phone.model);
  if (known) return findPhonePlace(phone, known.driver.sipEar(phone), options, io);
  if (said) return said;
  throw new UsageError(`${mac} is not in ${source.file}: say where it is with --address`);
}

async function ask(
  place: PhonePlace,
  seconds: number,
  signal: AbortSignal,
): Promise<RequestOutcome> {
  const { host, port, transport } = place;
  const transports = [transport];
  const local = { address: '0.0.0.0', port: 0 };
  const agent = await openUserAgent({ local, transports, product: `offhook/${TOOL_VERSION}` });
  try {
    return await agent.request({
      method: 'OPTIONS',
      uri: `sip:${host}:${port}`,
      target: { host, port, transport },
      headers: [{ name: 'Accept', value: 'application/sdp' }],
      giveUpMs: seconds * 1_000,
      signal,
    });
  } finally {
    await agent.close();
  }
}

/** What the phone says of itself. */
function agentOf(outcome: RequestOutcome): string | undefined {
  if (outcome.kind !== 'answered') return undefined;
  return headerOf(outcome.response, 'User-Agent') ?? headerOf(outcome.response, 'Server');
}

function answerOf(outcome: RequestOutcome): object {
  if (outcome.kind !== 'answered') return { result: outcome.kind, ...detailsOf(outcome) };
  const { response, rttMs, from } = outcome;
  const { status, reason } = response;
  const [ms, agent] = [Math.round(rttMs * 10) / 10, agentOf(outcome)];
  return { result: 'answered', status, reason, ms, from, ...(agent !== undefined && { agent }) };
}

function detailsOf({ kind: _, ...details }: RequestOutcome): object {
  return details;
}

function textOf(
  mac: Mac,
  place: PhonePlace,
  outcome: RequestOutcome,
  { says, todo, grade }: PingMeaning,
): string {
  const { host, port, transport, knownBy } = place;
  const where = `${host}:${port} by ${transport.toUpperCase()}, ${knownBy}`;
  return [
    `${mac} at ${where}: ${resultOf(outcome)}`,
    `${says}  (${grade})`,
    ...(todo === undefined ? [] : [`do: ${todo.replaceAll('MAC', mac)}`]),
    ...(grade === 'our reading' ? [UNCONFIRMED] : []),
  ]
    .map((line) => `${printable(line)}\n`)
    .join('');
}

function resultOf(outcome: RequestOutcome): string {
  switch (outcome.kind) {
    case 'answered': {
      const { response, rttMs } = outcome;
      const agent = agentOf(outcome);
      const said = `${response.status} ${response.reason}`.trim();
      return `${said} in ${rttMs.toFixed(1)} ms${agent === undefined ? '' : `   ${agent}`}`;
    }
    case 'silence':
      return `NO ANSWER to ${outcome.sent === 1 ? 'one question' : `${outcome.sent} questions`}`;
    case 'unreachable':
      return `NOT REACHED (${outcome.code})`;
    case 'malformed':
      return `AN ANSWER THAT IS NONE: it ${outcome.reason}`;
    case 'too-large':
    case 'aborted':
      return 'not asked to the end';
  }
}
