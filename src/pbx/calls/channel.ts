// A channel of Asterisk, as each event that speaks of it describes it whole: a leg of a call, mostly a phone's.

import { type AmiMessage, fieldOf } from '../ami/message.js';
import { readDevice } from '../device.js';

export interface Channel {
  /** `Uniqueid`. */
  readonly id: string;
  /** `PJSIP/7001-0000002a`. */
  readonly name: string;
  /** Of the first channel of the call: those that belong together have one. */
  readonly call: string;
  /** Asterisk's word: `Ring` calls, `Ringing` is called, `Up` talks. */
  readonly state: string;
  readonly caller: Party;
  /** Who is at the other end, as its display shows it. */
  readonly connected: Party;
  /** Dialled, or where it is in the dial plan. */
  readonly extension: string;
}

/** Empty: nobody knows. */
export interface Party {
  readonly number: string;
  readonly name: string;
}

/** Undefined: it speaks of none. */
export function channelIn(message: AmiMessage): Channel | undefined {
  const said = (name: string): string => known(fieldOf(message, name));
  const id = said('Uniqueid');
  const state = said('ChannelStateDesc');
  if (id === '' || state === '') return undefined;
  const partyOf = (side: 'CallerID' | 'ConnectedLine'): Party => ({
    number: said(`${side}Num`),
    name: said(`${side}Name`),
  });
  return {
    id,
    state,
    name: said('Channel'),
    call: said('Linkedid') || id,
    caller: partyOf('CallerID'),
    connected: partyOf('ConnectedLine'),
    extension: said('Exten'),
  };
}

/** Of `PJSIP/7001-0000002a` and `SIP/7001-0000002a` the account, which is the line; undefined: of no phone's line. */
export function accountOf({ name }: Pick<Channel, 'name'>): string | undefined {
  return readDevice(/^(.+)-[0-9a-f]+$/.exec(name)?.[1])?.account;
}

/** Asterisk writes out that it does not know. */
function known(value: string | undefined): string {
  return value === undefined || value === '<unknown>' ? '' : value;
}
