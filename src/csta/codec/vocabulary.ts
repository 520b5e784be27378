// The words of CSTA that are understood here (ECMA-269 for what they mean, ECMA-323 for their XML, ECMA TR/87 for SIP).

export const CSTA_TYPE = 'application/csta+xml';

/** Editions of ECMA-323 whose messages are read: what is used here is the same in all of them. */
export const EDITIONS = [2, 3, 4, 5, 6] as const;
export type Edition = (typeof EDITIONS)[number];

const NAMESPACE = 'http://www.ecma-international.org/standards/ecma-323/csta/ed';

export function namespaceOf(edition: Edition): string {
  return `${NAMESPACE}${edition}`;
}

/** Undefined: it is none of them. */
export function editionOf(namespace: string): Edition | undefined {
  return EDITIONS.find((edition) => namespaceOf(edition) === namespace);
}

/** LocalConnectionState of ECMA-269: what a connection is for the device that is monitored. */
export const LOCAL_STATES = [
  'null',
  'initiated',
  'alerting',
  'connected',
  'hold',
  'queued',
  'fail',
] as const;
export type LocalState = (typeof LOCAL_STATES)[number];

export function isLocalState(text: string): text is LocalState {
  return (LOCAL_STATES as readonly string[]).includes(text);
}

/** Names a call at a device. Who sends one back to the phone sends it as it came. */
export interface Connection {
  readonly callId: string;
  /** Absent: the phone left it out. */
  readonly deviceId?: string;
}

/** Devices that an event names, by the beginning of the element's name: `callingDevice`. */
export const PARTIES = ['alerting', 'answering', 'called', 'calling'] as const;
export type Party = (typeof PARTIES)[number];
