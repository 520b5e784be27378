// How one phone is told now: in which way of its vendor's, and whether by us or by its PBX. Pure.

import type { Reason } from '../../rollout/progress.js';
import { escapeUser } from '../../sip/message/uri.js';
import { type NotifyWay, REGISTER_CALL_ID, type SipEar } from '../../site/notify.js';
import { ENGLISH } from '../../timeline/texts/en/language.js';
import { print } from '../../timeline/texts/print.js';
import { say } from '../../timeline/texts/said.js';
import type { Language } from '../../timeline/texts/shape.js';
import type { KnownBy, Place } from '../../timeline/where-is.js';
import type { RegisteredAs } from './pbx-path.js';

export interface Reachable {
  /** Of choice first. */
  readonly ways: readonly NotifyWay[];
  readonly place: Place | undefined;
  readonly ear: SipEar | undefined;
  readonly registered: RegisteredAs | undefined;
  /** There is a link to the PBX of its first line. */
  readonly isPbxUp: boolean;
}

export type Path =
  | {
      readonly by: 'us';
      readonly way: NotifyWay;
      /** Request-URI: `sip:7001@10.20.1.153:5060`. */
      readonly uri: string;
      readonly host: string;
      readonly knownBy: KnownBy;
      readonly port: number;
      readonly callId?: string;
    }
  | {
      readonly by: 'pbx';
      readonly way: NotifyWay;
      readonly pbx: string;
      readonly line: string;
      readonly callId?: string;
    };

export interface NoPath {
  readonly why: Reason;
  readonly detail?: string;
}

/** A phone with UDP is told by us, as only we can write all of its headers; all others by their PBX. */
export function choosePath(phone: Reachable): Path | NoPath {
  const { ways, ear, registered, isPbxUp } = phone;
  if (ways.length === 0 || !ear) return { why: 'no-way' };
  const { line, pbx } = ear;
  if (line === undefined) return { why: 'no-line' };
  const callId = registered?.callId;
  const isDirect = ear.transport === 'udp' && !ear.isBehindNat;
  const inOrder = isDirect ? ways : asPbxWrites(ways);
  const way = inOrder.find(({ needsCallId }) => !needsCallId || callId !== undefined);
  if (!way) return { why: 'no-path', detail: NEEDS_CALL_ID };
  const known = way.needsCallId && callId !== undefined ? { callId } : {};
  if (isDirect) {
    if (!phone.place) return { why: 'no-address' };
    const { address: host, by: knownBy } = phone.place;
    const uri = `sip:${escapeUser(line)}@${registered?.host ?? host}:${ear.port}`;
    return { by: 'us', way, uri, host, knownBy, port: ear.port, ...known };
  }
  if (pbx !== undefined && isPbxUp) return { by: 'pbx', way, pbx, line, ...known };
  const what = ear.isBehindNat ? BEHIND_NAT : `${CONNECTED} ${ear.transport.toUpperCase()}`;
  return { why: 'no-path', detail: `${what}, and there is no link to its PBX` };
}

/**
 * A PBX writes From and Subscription-State itself, and an owner saw a phone refuse for that what wants its own. So that
 * goes last there: where there is nothing else, it is tried.
 */
function asPbxWrites(ways: readonly NotifyWay[]): readonly NotifyWay[] {
  const wantsOwn = ({ subscriptionState }: NotifyWay) => subscriptionState !== undefined;
  return [...ways.filter((way) => !wantsOwn(way)), ...ways.filter(wantsOwn)];
}

const NEEDS_CALL_ID =
  'it does that only for who knows the Call-ID by which it registered, and no link to its PBX tells it';
const BEHIND_NAT = 'it is behind NAT, where only its PBX reaches it';
const CONNECTED = 'it hears its PBX alone, over';

/** The body as it goes over the wire; undefined: there is none. */
export function bodyOf({ body }: NotifyWay, callId = ''): string | undefined {
  return body?.lines.map((each) => `${each.replace(REGISTER_CALL_ID, () => callId)}\r\n`).join('');
}

/** `NOTIFY check-sync to 10.20.1.153:5060, as its lease has it`, for people. */
export function pathText(path: Path, language: Language = ENGLISH): string {
  const { event } = path.way;
  if (path.by === 'pbx') return `NOTIFY ${event} by ${path.pbx}`;
  const known = print(say(`place-${path.knownBy}`), language);
  return `NOTIFY ${event} to ${path.host}:${path.port}, ${known}`;
}
