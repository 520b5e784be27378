// Calls and conferences of a made-up site, with what a hostile caller may call himself.

import type { CallsAnswer, LegSeen } from '../../src/page/wire/calls.js';
import { HOSTILE, macOf } from './pretend-site.js';

const since = '2026-01-01T10:00:00.000Z';

function leg(at: number, state: LegSeen['state'], name: string): LegSeen {
  const line = `70${String(at).padStart(2, '0')}`;
  return {
    ...{ channel: `1.${at}`, line, macs: [macOf(at)], number: line },
    ...{ name, state, since, extension: '7002' },
  };
}

export function pretendCalls(): readonly CallsAnswer[] {
  const { line, ...stranger } = leg(9, 'talking', HOSTILE);
  const { channel, macs, number } = leg(6, 'calling', '');
  const guest = (at: number, muted: boolean) => {
    const { state, extension, ...party } = leg(at, 'talking', 'Anna');
    return { ...party, muted, admin: at === 3 };
  };
  return [
    {
      ...{ pbx: 'main', refused: ['ConfbridgeListRooms: Permission denied'] },
      calls: [
        { id: '1', legs: [leg(1, 'calling', 'Anna'), leg(2, 'ringing', 'Boris')] },
        { id: '9', legs: [{ ...stranger, macs: [], number: '+49 30 123' }] },
      ],
      rooms: [
        {
          ...{ name: '800', kind: 'ours', locked: false },
          members: [guest(3, false), guest(4, true)],
        },
        { ...{ name: '900', kind: 'confbridge', locked: true }, members: [guest(5, false)] },
      ],
      ownRooms: 'connected',
      turnedAway: [
        {
          ...{ channel, macs, number, name: HOSTILE, room: HOSTILE },
          ...{ why: '200 are in it already', at: since, times: 3 },
        },
      ],
    },
    {
      ...{ pbx: 'branch', lost: 'AMI of 10.20.2.1:5038: nothing listens there' },
      ...{ refused: [], calls: [], rooms: [], ownRooms: 'replaced' },
    },
  ];
}
