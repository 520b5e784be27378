// extensions.conf: hints for what keys watch, and how the numbers of the inventory are dialled.

import { STASIS_APPLICATION } from '../../site/site.js';
import { CONTEXT } from './account-sections.js';
import type { ChannelDriver } from './channel-driver.js';
import { HEAD, nameFault } from './conf.js';
import type { Account, Exchange, Watched } from './exchange.js';
import { PEER_CONTEXT } from './peers.js';

/** Seconds that a phone rings. */
const RINGS = 30;

/** In the order in which they are looked through: what the owner writes in `[offhook]` goes before all of them. */
interface Context {
  readonly name: string;
  readonly comment: string;
  readonly lines: readonly string[];
}

/**
 * Numbers have no `nameFault`; of those that keys watch, others are left out. `rooms`: numbers of conferences that
 * offhook runs.
 */
export function formatDialPlan(
  exchange: Exchange,
  driver: ChannelDriver,
  rooms: readonly string[] = [],
): string {
  const contexts = contextsOf(exchange, driver, rooms).filter(({ lines }) => lines.length > 0);
  const bodies = contexts.map(
    ({ name, comment, lines }) => `\n; ${comment}\n[${name}]\n${lines.join('\n')}\n`,
  );
  const includes = contexts.map(({ name }) => `include => ${name}\n`);
  const all = `\n; Where the phones' calls come in. What else they may dial is said in an [${CONTEXT}] of your own.\n[${CONTEXT}]\n`;
  return [HEAD, ...bodies, all, ...includes].join('');
}

function contextsOf(
  exchange: Exchange,
  driver: ChannelDriver,
  rooms: readonly string[],
): readonly Context[] {
  const { accounts, watched, peers } = exchange;
  const device = (number: string) => `${driver.technology}/${number}`;
  const hint = (number: string, of: string) => `exten => ${number},hint,${of}`;
  const here = new Set(accounts.map(({ number }) => number));
  const others = peers.flatMap((peer) =>
    peer.accounts.filter(({ number }) => !here.has(number)).map((account) => ({ account, peer })),
  );
  const there = new Set(others.map(({ account }) => account.number));
  const { dialPeer } = driver;
  const known = (number: string) => here.has(number) || (dialPeer && there.has(number));
  return [
    {
      name: 'offhook-hints',
      comment: 'What the lines are doing.',
      lines: accounts.map(({ number }) => hint(number, device(number))),
    },
    {
      name: PEER_CONTEXT,
      comment: 'The lines.',
      lines: accounts.flatMap((account) => dialLines(account, driver)),
    },
    {
      name: 'offhook-rooms',
      comment: 'Conferences that offhook runs; while it does not, callers are told so.',
      lines: rooms.flatMap(roomLines),
    },
    {
      name: 'offhook-pickup',
      comment: 'Calls picked up by the keys that watch a line.',
      lines: watched.flatMap((each) => pickupLines(each, here, device)),
    },
    {
      name: 'offhook-peers',
      comment: 'Lines of the other PBXes of the inventory.',
      lines: dialPeer
        ? others.flatMap(({ account: { number }, peer }) => [
            hint(number, device(number)),
            ...dialled(number, `Dial(${dialPeer(number, peer)},${RINGS})`),
          ])
        : [],
    },
    {
      name: 'offhook-watched',
      comment:
        'Numbers that keys watch and that are no lines: Set(DEVICE_STATE(Custom:NUMBER)=INUSE) says what they do.',
      lines: watchedNumbers(watched)
        .filter((number) => !known(number) && nameFault(number) === undefined)
        .flatMap((number) => [
          hint(number, `Custom:${number}`),
          ...dialledElsewhere(number, exchange, driver),
        ]),
    },
  ];
}

/** `7001*branch`: the line of another PBX, whose states are carried here under that name. */
function dialledElsewhere(
  number: string,
  { peers }: Exchange,
  { dialPeer }: ChannelDriver,
): readonly string[] {
  if (!dialPeer) return [];
  const at = number.lastIndexOf('*');
  const [line, name] = [number.slice(0, at), number.slice(at + 1)];
  const peer = peers.find(({ pbx }) => pbx.name === name);
  if (!peer?.accounts.some((account) => account.number === line)) return [];
  return dialled(number, `Dial(${dialPeer(line, peer)},${RINGS})`);
}

function dialLines({ number, phones }: Account, driver: ChannelDriver): readonly string[] {
  const { technology, ringsAll } = driver;
  if (phones.length === 1 || !ringsAll)
    return dialled(number, `Dial(${technology}/${number},${RINGS})`);
  // Of several that have registered, Dial alone would call one.
  return [
    `exten => ${number},1,Set(contacts=\${PJSIP_DIAL_CONTACTS(${number})})`,
    ` same => n,GotoIf($[\${LEN(\${contacts})} = 0]?nobody)`,
    ` same => n,Dial(\${contacts},${RINGS})`,
    ' same => n(nobody),Hangup()',
  ];
}

/** Of Asterisk's own sounds: all circuits are busy now. */
const AWAY = 'all-circuits-busy-now';

function roomLines(room: string): readonly string[] {
  return [
    `exten => ${room},1,Stasis(${STASIS_APPLICATION},${room})`,
    ` same => n,GotoIf($["\${STASISSTATUS}" = "FAILED"]?away)`,
    ' same => n,Hangup()',
    ` same => n(away),Playback(${AWAY})`,
    ' same => n,Hangup()',
  ];
}

function dialled(number: string, application: string): readonly string[] {
  return [`exten => ${number},1,${application}`, ' same => n,Hangup()'];
}

function pickupLines(
  { key: { number, pickup } }: Watched,
  here: ReadonlySet<string>,
  device: (number: string) => string,
): readonly string[] {
  if (pickup === undefined || !here.has(number)) return [];
  const extension = `${pickup}${number}`;
  return nameFault(extension) === undefined
    ? dialled(extension, `PickupChan(${device(number)})`)
    : [];
}

function watchedNumbers(watched: readonly Watched[]): readonly string[] {
  return [...new Set(watched.map(({ key }) => key.number))];
}
