// One log line for each DHCP request: who asked for what, what it got, and why.
//
// Silence towards strangers is what is wanted on a LAN with another server, and is for those who look closely. Silence
// towards a phone is trouble, and is told; but a phone asks again every few seconds, and anyone can pretend to be one.

import { formatIpv4 } from '../core/ipv4.js';
import type { Log } from '../core/log.js';
import type { Mac } from '../core/mac.js';
import { createRateLimit } from '../core/rate-limit.js';
import { maskedStart } from '../core/secret-in-text.js';
import { REASONS } from '../dhcp/decide/reasons.js';
import type { DhcpExchange } from '../dhcp/exchange.js';

/** All but what was asked in full. */
export type LoggedExchange = Omit<DhcpExchange, 'request'>;

export interface ExchangeLogOptions {
  readonly log: Log;
  /** Of a phone of the inventory. */
  modelOf(mac: Mac): string | undefined;
  /** Whose phone a device is that the inventory does not have, by what it says or by its MAC; undefined: it is none. */
  makerOf(mac: Mac, vendorClass: string | undefined): string | undefined;
  /** Milliseconds that never go back. */
  now(): number;
  readonly dryRun: boolean;
}

type Level = 'debug' | 'info' | 'warn';

interface Telling {
  readonly level: Level;
  readonly maker?: string | undefined;
}

/** What needs nobody's attention: it was not asked for, or comes in a moment. */
const EXPECTED = new Set<DhcpExchange['why']>(['released', 'being-checked']);
/** A request that is rightly left without an answer. */
export function isExpectedSilence(why: DhcpExchange['why']): boolean {
  return EXPECTED.has(why);
}

/** No fault of the client's: told once for all that come by the relay agent. */
const ABOUT_THE_RELAY = new Set<DhcpExchange['why']>(['relay-outside', 'selection-outside']);

const TEN_MINUTES_MS = 600_000;
const DAY_MS = 86_400_000;

export function createExchangeLog(options: ExchangeLogOptions): (exchange: LoggedExchange) => void {
  const { log, modelOf, makerOf, now, dryRun } = options;
  const phones = createReminder({ againMs: TEN_MINUTES_MS, burst: 1_000, perMinute: 100 });
  const causes = createReminder({ againMs: TEN_MINUTES_MS, burst: 20, perMinute: 2 });
  const strangers = createReminder({ againMs: DAY_MS, burst: 200, perMinute: 10 });
  /** Each device is looked at once; what it is does not change. */
  const looks = createRateLimit({ burst: 1, perSecond: 1_000 / DAY_MS, maxKeys: REMEMBERED });

  function tellingOf(exchange: LoggedExchange, model: string | undefined): Telling {
    const { mac, reply, why, relayAgent, vendorClass } = exchange;
    if (reply !== undefined) return { level: reply === 'NAK' ? 'warn' : 'info' };
    if (EXPECTED.has(why)) return { level: 'debug' };
    const nowMs = now();
    if (relayAgent !== undefined && ABOUT_THE_RELAY.has(why)) {
      return { level: causes.isDue(`${relayAgent}`, nowMs) ? 'warn' : 'debug' };
    }
    if (model !== undefined) {
      // The offer of another server: its phone is not ours to serve, but who runs two servers wants to know.
      const level = why === 'other-server' ? 'info' : 'warn';
      return { level: phones.isDue(`${mac} ${why}`, nowMs) ? level : 'debug' };
    }
    // Who is answered as a stranger at all.
    if (why === 'pool-exhausted' && causes.isDue(why, nowMs)) return { level: 'warn' };
    if (!looks.take(`${mac} ${vendorClass ?? ''}`, nowMs)) return { level: 'debug' };
    const maker = makerOf(mac, vendorClass);
    return { level: maker !== undefined && strangers.isDue(mac, nowMs) ? 'info' : 'debug', maker };
  }

  return (exchange) => {
    const model = modelOf(exchange.mac);
    const { level, maker } = tellingOf(exchange, model);
    const { type, reply, why } = exchange;
    const got = `${dryRun ? 'would get ' : ''}${reply ?? `no answer: ${sentenceOf(why)}`}`;
    const who = maker === undefined ? '' : `, but a phone of ${maker}`;
    log[level](fieldsOf(exchange, model), `dhcp ${type} ${got}${who}`);
  };
}

function fieldsOf(exchange: LoggedExchange, model: string | undefined) {
  const { mac, type, reply, address, relayAgent, why, ms, vendorClass } = exchange;
  return {
    event: 'dhcp',
    mac,
    model,
    type,
    reply,
    address: address === undefined ? undefined : formatIpv4(address),
    ...(relayAgent !== undefined && { relayAgent: formatIpv4(relayAgent) }),
    why,
    ms: Math.round(ms),
    vendorClass: vendorClass === undefined ? undefined : maskedStart(vendorClass),
  };
}

function sentenceOf(why: DhcpExchange['why']): string {
  return why === 'journal-failed' ? 'its lease could not be written' : REASONS[why];
}

interface ReminderOptions {
  readonly againMs: number;
  /** Of all together: at once, and then. */
  readonly burst: number;
  readonly perMinute: number;
}

/** More, and the one that was told longest ago is told again. */
const REMEMBERED = 4_096;

/** Says of each key once in a while that it is due; of all together not too often, so keys may be made up. */
function createReminder({ againMs, burst, perMinute }: ReminderOptions): {
  isDue(key: string, nowMs: number): boolean;
} {
  const ofKey = createRateLimit({ burst: 1, perSecond: 1_000 / againMs, maxKeys: REMEMBERED });
  const ofAll = createRateLimit({ burst, perSecond: perMinute / 60, maxKeys: 1 });
  return {
    isDue(key, nowMs) {
      if (!ofKey.take(key, nowMs)) return false;
      const isDue = ofAll.take('', nowMs);
      if (!isDue) ofKey.giveBack(key, 1);
      return isDue;
    },
  };
}
