// Why somebody is not let into a conference that we run, in words.

import { MAX_MEMBERS, MAX_ROOMS } from '../../pbx/ari/stasis-rooms.js';
import type { TurnedAway } from '../../pbx/ari/turned-away.js';

export const NO_PLACE: Readonly<Record<TurnedAway['why'], string>> = {
  name: 'a room is called by letters, digits, - and _, 40 of them at the most',
  rooms: `there are ${MAX_ROOMS} rooms already`,
  members: `${MAX_MEMBERS} are in it already`,
  busy: 'more callers come than Asterisk can be told what to do with: it waits',
};
