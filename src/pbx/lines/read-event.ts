// What an event of Asterisk's manager interface says of an account. Two drivers say it in two ways: PJSIP tells of each contact,
// chan_sip of each peer; the events of class `security` are the same of both.

import { type AmiMessage, fieldOf } from '../ami/message.js';
import { type ChannelDriver, DRIVERS, readDevice } from '../device.js';
import type { Use } from './contact.js';
import { addressOfUri, hostOf } from './uri.js';

/** Somebody asks for something in the name of an account; that it is a REGISTER nobody says. */
export interface Attempt {
  readonly driver: ChannelDriver;
  readonly account: string;
  /** From where. */
  readonly address?: string | undefined;
  /** Call-ID; chan_sip does not tell it. */
  readonly callId?: string | undefined;
}

/** Asked for its password, taken, or refused. */
export type AttemptKind = 'challenged' | 'accepted' | 'bad-password' | 'no-account';

export type Heard =
  | (Attempt & { readonly kind: AttemptKind })
  | {
      readonly kind: 'contact';
      readonly account: string;
      readonly uri: string;
      readonly address?: string | undefined;
      readonly status: 'reachable' | 'unreachable' | 'removed';
      readonly isReached: true | undefined;
    }
  | {
      readonly kind: 'peer';
      readonly account: string;
      readonly status: 'registered' | 'unregistered' | 'reachable' | 'unreachable';
      /** With `registered`. */
      readonly address?: string | undefined;
    }
  | { readonly kind: 'use'; readonly account: string; readonly use: Use | undefined };

/** Undefined: nothing that is told of an account. */
export function readEvent(message: AmiMessage): Heard | undefined {
  const name = fieldOf(message, 'Event');
  return name !== undefined && Object.hasOwn(READERS, name) ? READERS[name]?.(message) : undefined;
}

/** Whoever is told one is told of logins, also of his own. */
export function isOfSecurity(message: AmiMessage): boolean {
  return /\bsecurity\b/.test(fieldOf(message, 'Privilege') ?? '');
}

type Reader = (message: AmiMessage) => Heard | undefined;

const READERS: Readonly<Record<string, Reader>> = {
  ChallengeSent: (message) => readAttempt('challenged', message),
  SuccessfulAuth: (message) => readAttempt('accepted', message),
  ChallengeResponseFailed: (message) => readAttempt('bad-password', message),
  InvalidPassword: (message) => readAttempt('bad-password', message),
  InvalidAccountID: (message) => readAttempt('no-account', message),
  ContactStatus: readContact,
  PeerStatus: readPeer,
  DeviceStateChange: readUse,
};

/** What Asterisk says in place of an account that it does not know. */
const UNKNOWN = '<unknown>';

/** Of SIP: the manager interface tells of those who log in to itself as well. */
function readAttempt(kind: AttemptKind, message: AmiMessage): Heard | undefined {
  const service = fieldOf(message, 'Service');
  const driver = DRIVERS.find((each) => each === service);
  const account = userOf(fieldOf(message, 'AccountID') ?? '');
  if (driver === undefined || account === '' || account === UNKNOWN) return undefined;
  return {
    kind,
    driver,
    account,
    address: remoteAddress(fieldOf(message, 'RemoteAddress')),
    // Of chan_sip it is a pointer.
    callId: driver === 'PJSIP' ? fieldOf(message, 'SessionID') : undefined,
  };
}

/** chan_sip names who calls as `sip:7001@pbx.lab.example`. */
function userOf(account: string): string {
  return /^sips?:([^@;]+)/i.exec(account)?.[1] ?? account;
}

/** `IPV4/UDP/10.20.1.153/5060`. */
function remoteAddress(text = ''): string | undefined {
  const address = text.split('/')[2];
  return address === undefined ? undefined : hostOf(address);
}

function readContact(message: AmiMessage): Heard | undefined {
  const account = fieldOf(message, 'EndpointName') || fieldOf(message, 'AOR');
  const uri = fieldOf(message, 'URI');
  if (!account || !uri) return undefined;
  const word = fieldOf(message, 'ContactStatus');
  const how = { status: contactStatus(word), isReached: isReached(word) };
  return { kind: 'contact', account, uri, address: addressOfUri(uri), ...how };
}

/** Words that are not known say that it is there: later versions have others. */
export function contactStatus(word = ''): 'reachable' | 'unreachable' | 'removed' {
  if (word === 'Removed') return 'removed';
  return word === 'Unreachable' ? 'unreachable' : 'reachable';
}

/** PJSIP looks only where it is told to (`qualify_frequency`). */
export function isReached(word = ''): true | undefined {
  return word === 'Reachable' || undefined;
}

const PEER_STATUS = {
  Registered: 'registered',
  Unregistered: 'unregistered',
  Reachable: 'reachable',
  Lagged: 'reachable',
  Unreachable: 'unreachable',
} as const;

/** Of chan_sip: what PJSIP says in these words it says better of each contact. */
function readPeer(message: AmiMessage): Heard | undefined {
  const peer = readDevice(fieldOf(message, 'Peer'));
  const word = fieldOf(message, 'PeerStatus') ?? '';
  if (peer?.driver !== 'SIP' || !Object.hasOwn(PEER_STATUS, word)) return undefined;
  const address = fieldOf(message, 'Address');
  return {
    kind: 'peer',
    account: peer.account,
    status: PEER_STATUS[word as keyof typeof PEER_STATUS],
    address: address === undefined ? undefined : hostOf(address),
  };
}

const USE: Readonly<Record<string, Use>> = {
  NOT_INUSE: 'idle',
  RINGING: 'ringing',
  INUSE: 'in-use',
  BUSY: 'in-use',
  RINGINUSE: 'in-use',
  ONHOLD: 'hold',
};

/** Of an event, or of an entry of the list of device states: both are called alike. */
function readUse(message: AmiMessage): Heard | undefined {
  const device = readDevice(fieldOf(message, 'Device'));
  if (!device) return undefined;
  const state = fieldOf(message, 'State') ?? '';
  return {
    kind: 'use',
    account: device.account,
    use: Object.hasOwn(USE, state) ? USE[state] : undefined,
  };
}
