// Who talks with whom and who is in which conference, as a server tells it.

/** One PBX of the inventory that tells of its calls. */
export interface CallsAnswer {
  /** As the inventory calls it. */
  readonly pbx: string;
  /** Why it tells nothing now; absent: it does. */
  readonly lost?: string;
  /** What it would not tell, and why. */
  readonly refused: readonly string[];
  readonly calls: readonly CallSeen[];
  readonly rooms: readonly RoomSeen[];
  /** Of rooms that we run; absent: the inventory asks for none. */
  readonly ownRooms?: OwnRooms;
  /** From rooms that we run, in the last minutes, the latest first; absent as that is. */
  readonly turnedAway?: readonly TurnedAwaySeen[];
}

/** `replaced`: another program runs them now. */
export type OwnRooms = 'connecting' | 'connected' | 'lost' | 'replaced';

/** Legs that belong together. */
export interface CallSeen {
  /** Of the leg that began it. */
  readonly id: string;
  readonly legs: readonly LegSeen[];
}

/** `other`: whatever else Asterisk has words for. */
export type LegState = 'calling' | 'ringing' | 'talking' | 'other';

export interface LegSeen extends PartySeen {
  readonly state: LegState;
  /** When it came into this state, ISO 8601; absent: before anybody looked. */
  readonly since?: string;
  /** What it dialled, or where it is in the dial plan. */
  readonly extension: string;
}

export interface RoomSeen {
  readonly name: string;
  /** `ours`: Asterisk hands the callers to us. */
  readonly kind: 'confbridge' | 'ours';
  readonly locked: boolean;
  readonly members: readonly MemberSeen[];
}

export interface MemberSeen extends PartySeen {
  /** Absent: nobody tells. */
  readonly muted?: boolean;
  readonly admin: boolean;
  /** When it came in; absent: before anybody looked. */
  readonly since?: string;
}

/** Somebody who was not let into a room. */
export interface TurnedAwaySeen extends PartySeen {
  readonly room: string;
  /** `200 are in it already`. */
  readonly why: string;
  /** The last time, ISO 8601. */
  readonly at: string;
  readonly times: number;
}

interface PartySeen {
  /** Id of its channel. */
  readonly channel: string;
  /** Of the inventory. */
  readonly line?: string;
  /** Phones that have the line. */
  readonly macs: readonly string[];
  /** Empty: unknown. */
  readonly number: string;
  readonly name: string;
}

/** What can be done about somebody: `POST /calls`. */
export interface CallAction {
  readonly pbx: string;
  readonly what: 'mute' | 'unmute' | 'kick' | 'hangup' | 'take-back';
  /** Not of `take-back`, by which rooms of ours are run by us again. */
  readonly channel?: string;
  readonly room?: string;
  readonly kind?: RoomSeen['kind'];
}
