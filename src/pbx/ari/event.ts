// What Asterisk's REST interface (ARI) tells of a Stasis application: the few events that rooms are made of, read from JSON
// that may be anything.

import { parseJson } from '../../core/json.js';
import { kept } from '../../timeline/kept.js';

export interface StasisChannel {
  /** AMI's `Uniqueid`. */
  readonly id: string;
  /** `PJSIP/7001-0000002a`. */
  readonly name: string;
  readonly number: string;
  readonly callerName: string;
}

/** A channel was handed to us. */
export interface StasisEntered {
  readonly type: 'entered';
  readonly channel: StasisChannel;
  /** What the dial plan says after the name of the application, or the beginning of it. */
  readonly room: string;
}

export type StasisEvent =
  | StasisEntered
  /** It went on in the dial plan, or hung up. */
  | { readonly type: 'left'; readonly channel: string }
  /** Another client took the application over: no event comes any more. */
  | { readonly type: 'replaced' };

/** Undefined: it is no event that concerns rooms of this application, or no event at all. */
export function readStasisEvent(text: string, application: string): StasisEvent | undefined {
  const said = parseJson(text);
  if (textOf(said, 'application') !== application) return undefined;
  const channel = channelOf(inside(said, 'channel'));
  switch (textOf(said, 'type')) {
    case 'StasisStart': {
      const [room = ''] = listOf(said, 'args').filter((arg) => typeof arg === 'string');
      return channel && { type: 'entered', channel, room: kept(room) };
    }
    case 'StasisEnd':
      return channel && { type: 'left', channel: channel.id };
    case 'ApplicationReplaced':
      return { type: 'replaced' };
    default:
      return undefined;
  }
}

/** Of what `GET /channels` answers, those that the application has, each as if it came in now. */
export function readStasisChannels(text: string, application: string): readonly StasisEntered[] {
  const said = parseJson(text);
  return (Array.isArray(said) ? said : []).flatMap((each): readonly StasisEntered[] => {
    const place = inside(each, 'dialplan');
    const channel = channelOf(each);
    if (!channel || textOf(place, 'app_name') !== 'Stasis') return [];
    const [name, room = ''] = textOf(place, 'app_data').split(',');
    return name === application ? [{ type: 'entered', channel, room: kept(room) }] : [];
  });
}

function channelOf(said: unknown): StasisChannel | undefined {
  const id = textOf(said, 'id');
  const caller = inside(said, 'caller');
  if (!isPathSegment(id)) return undefined;
  return {
    id,
    name: kept(textOf(said, 'name')),
    number: kept(textOf(caller, 'number')),
    callerName: kept(textOf(caller, 'name')),
  };
}

/** More than any that Asterisk gives out has. */
const MAX_ID = 150;

/** An id becomes a part of a path: `..` would lead out of it, and half of a character cannot be written there. */
function isPathSegment(id: string): boolean {
  return id.length <= MAX_ID && /[^.]/.test(id) && !/\p{Surrogate}/u.test(id);
}

function inside(said: unknown, name: string): unknown {
  return typeof said === 'object' && said !== null ? Reflect.get(said, name) : undefined;
}

function textOf(said: unknown, name: string): string {
  const value = inside(said, name);
  return typeof value === 'string' ? value : '';
}

function listOf(said: unknown, name: string): readonly unknown[] {
  const value = inside(said, name);
  return Array.isArray(value) ? value : [];
}
