// Carries what lines are doing from one PBX to another, by the connections that there are to both: a look at all of them at each
// connection, then each change as it comes.

import { isDeepStrictEqual } from 'node:util';
import { codeOf } from '../../core/coded-error.js';
import type { PbxLink } from '../../site/site.js';
import { type AmiField, type AmiMessage, fieldOf, refusalOf } from '../ami/message.js';
import type { AmiAsking } from '../ami/session.js';
import { DRIVERS } from '../device.js';
import { createStateBoard, LOST, type StateBoard, type StateChange } from './board.js';
import { type DeviceState, lineStateOf, stateOf } from './device-state.js';

export interface StateCarrier {
  /** It is connected. Fulfilled when what its lines are doing is known; events of it come after that. */
  up(pbx: string, asking: AmiAsking): Promise<void>;
  hear(pbx: string, event: AmiMessage): void;
  lost(pbx: string): void;
  /** Other links hold; connections stay as they are. */
  replace(links: readonly PbxLink[]): Promise<void>;
  /** Others are told that the lines are not seen any more, as far as they can be. */
  close(): Promise<void>;
}

export interface StateCarrierOptions {
  readonly links: readonly PbxLink[];
  /** Once for each connection: it does not let its states be set. */
  refused(pbx: string, why: string): void;
}

/** Answers that are waited for, of one PBX: what comes beyond waits here, where a newer state takes the place of an older. */
const MAX_UNANSWERED = 100;

/** Whoever ends waits no longer for one that does not answer. */
const LAST_MS = 1_000;

interface Peer {
  readonly asking: AmiAsking;
  unanswered: number;
  isRefused: boolean;
  /** Lines of which something was heard while it is asked what they are doing: that is newer than the answer. */
  readonly heard: Set<string>;
}

interface Carrying {
  links: readonly PbxLink[];
  board: StateBoard;
  readonly peers: Map<string, Peer>;
  readonly refused: StateCarrierOptions['refused'];
}

export function createStateCarrier({ links, refused }: StateCarrierOptions): StateCarrier {
  const carrying: Carrying = { links, board: createStateBoard(links), peers: new Map(), refused };
  const lose = (pbx: string) => {
    carrying.board.lost(pbx);
    tellAll(carrying);
  };
  const look = async (pbx: string, { asking, heard }: Peer) => {
    const { board } = carrying;
    heard.clear();
    const states = await statesOf(asking, board.linesOf(pbx));
    for (const [line, state] of states) if (!heard.has(line)) board.told(pbx, line, state);
    board.connected(pbx);
    tellAll(carrying);
  };
  return {
    async up(pbx, asking) {
      const peer = { asking, unanswered: 0, isRefused: false, heard: new Set<string>() };
      carrying.peers.set(pbx, peer);
      await look(pbx, peer);
    },
    hear(pbx, event) {
      const change = lineStateOf(event);
      if (!change || !carrying.board.told(pbx, change.line, change.state)) return;
      carrying.peers.get(pbx)?.heard.add(change.line);
      tellAll(carrying);
    },
    lost(pbx) {
      carrying.peers.delete(pbx);
      lose(pbx);
    },
    async replace(next) {
      if (isDeepStrictEqual(next, carrying.links)) return;
      await tellLost(carrying);
      carrying.links = next;
      carrying.board = createStateBoard(next);
      for (const pbx of carrying.board.sources) {
        if (!carrying.peers.has(pbx)) carrying.board.lost(pbx);
      }
      // One that is lost just now says so itself.
      await Promise.allSettled([...carrying.peers].map((each) => look(...each)));
    },
    async close() {
      await tellLost(carrying);
      carrying.peers.clear();
    },
  };
}

function tellAll(carrying: Carrying): void {
  for (const [pbx, peer] of carrying.peers) tell(carrying, pbx, peer);
}

function tell(carrying: Carrying, pbx: string, peer: Peer): void {
  while (!peer.isRefused && peer.unanswered < MAX_UNANSWERED) {
    const { board } = carrying;
    const change = board.take(pbx);
    if (!change) return;
    peer.unanswered += 1;
    void set(peer.asking, change)
      .then((refusal) => {
        if (refusal === undefined || peer.isRefused) return;
        peer.isRefused = true;
        carrying.refused(pbx, refusal);
      })
      // Of one that is lost that is told otherwise; one that was too busy is told again.
      .catch((error: unknown) => {
        if (codeOf(error) === 'ETIMEDOUT') board.missed(pbx, change);
      })
      .finally(() => {
        peer.unanswered -= 1;
        if (carrying.peers.get(pbx) === peer) tell(carrying, pbx, peer);
      });
  }
}

/** What was shown of others is not looked after any more. */
async function tellLost(carrying: Carrying): Promise<void> {
  for (const pbx of carrying.board.sources) carrying.board.lost(pbx);
  await Promise.allSettled([...carrying.peers].map((each) => tellLast(carrying, ...each)));
}

/** All that is left: nothing comes after it. */
async function tellLast({ board }: Carrying, pbx: string, { asking }: Peer): Promise<void> {
  while (board.waiting(pbx) > 0) {
    const some = Array.from({ length: MAX_UNANSWERED }, () => board.take(pbx) ?? []).flat();
    await Promise.all(some.map((change) => set(asking, change, LAST_MS)));
  }
}

/** What it is refused for; undefined: it is set. */
async function set(
  asking: AmiAsking,
  { device, state }: StateChange,
  answerMs?: number,
): Promise<string | undefined> {
  const variable = `DEVICE_STATE(Custom:${device})`;
  const fields: readonly AmiField[] = [
    ['Variable', variable],
    ['Value', state],
  ];
  const response = await asking.ask('Setvar', fields, answerMs);
  return refusalOf(response);
}

/** By line. Of one that no channel driver has, that it cannot be reached. */
async function statesOf(
  asking: AmiAsking,
  lines: readonly string[],
): Promise<ReadonlyMap<string, DeviceState>> {
  const found = new Map<string, DeviceState>();
  for (let at = 0; at < lines.length; at += MAX_UNANSWERED) {
    const some = lines.slice(at, at + MAX_UNANSWERED);
    await Promise.all(some.map(async (line) => found.set(line, await stateOfLine(asking, line))));
  }
  return found;
}

async function stateOfLine(asking: AmiAsking, line: string): Promise<DeviceState> {
  const devices = DRIVERS.map((each) => `${each}/${line}`);
  const states = await Promise.all(devices.map((device) => stateAt(asking, device)));
  return states.find((state) => state !== 'INVALID') ?? LOST;
}

async function stateAt(asking: AmiAsking, device: string): Promise<DeviceState> {
  const response = await asking.ask('Getvar', [['Variable', `DEVICE_STATE(${device})`]]);
  const value = fieldOf(response, 'Value');
  return refusalOf(response) !== undefined || !value ? 'INVALID' : stateOf(value);
}
