// The PBXes whose calls or conferences are known: those that are asked, and those whose rooms we run.

import { codedError } from '../../core/coded-error.js';
import type { CallingPbx } from './calls-desk.js';
import type { Link } from './link.js';
import type { OwnRooms } from './own-rooms.js';

export function callingPbxes(
  links: readonly Link[],
  rooms: Pick<OwnRooms, 'of' | 'names'>,
): readonly CallingPbx[] {
  const asked = links.map((link): CallingPbx => {
    const { pbx, state, asking } = link;
    const { calls, refused } = link.calls();
    return {
      ...{ pbx: pbx.name, refused, calls, lost: state.fault, ari: rooms.of(pbx.name) },
      ask: asking.ask,
      lineOf: pbx.lineOf,
    };
  });
  const names = new Set(asked.map(({ pbx }) => pbx));
  const others = rooms.names().filter((name) => !names.has(name));
  return [...asked, ...others.map((name) => ({ ...UNASKED, pbx: name, ari: rooms.of(name) }))];
}

/** Of its calls nobody tells us. */
const UNASKED: Omit<CallingPbx, 'pbx' | 'ari'> = {
  refused: [],
  ask: async () => {
    throw codedError('ENOTCONN', 'the inventory does not say where its AMI is');
  },
  lineOf: () => undefined,
};
