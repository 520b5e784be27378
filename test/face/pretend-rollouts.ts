// A made-up rollout for the page in the browser, which paused itself.

import type { PhoneRow } from '../../src/page/wire/phone.js';
import type {
  RolloutAnswer,
  RolloutChange,
  RolloutPlan,
  RolloutRow,
  RolloutWish,
} from '../../src/page/wire/rollouts.js';
import { HOSTILE } from './pretend-site.js';

const PHASES = ['back', 'failed', 'fetched', 'answered', 'asked', 'waiting', 'skipped'] as const;

export function pretendRolloutRow(state: RolloutChange['state'], nowMs: number): RolloutRow {
  return {
    ...{ id: 7, action: 'resync', by: 'session Otter from 127.0.0.1', phones: 37, state },
    began: new Date(nowMs - 200_000).toISOString(),
    ...(state === 'paused' && {
      pause: { why: 'failed', says: 'it paused itself, for a phone failed' },
    }),
    ...{ atOnce: 10, perSecond: 1, leftSeconds: 200 },
    counts: {
      ...{ waiting: 20, asked: 1, answered: 1, fetched: 1, back: 12 },
      ...{ failed: 1, skipped: 1 },
    },
    waves: [
      { size: 1, asked: 1, back: 1, failed: 0, tookSeconds: 6 },
      { size: 5, asked: 5, back: 5, failed: 0, tookSeconds: 40 },
      { size: 30, asked: 10, back: 6, failed: 1 },
    ],
  };
}

export function pretendRollout(row: RolloutRow, phones: Iterable<PhoneRow>): RolloutAnswer {
  const all = [...phones];
  const list = all.slice(0, 37).map(({ mac, label }, at) => {
    const phase = PHASES[at % PHASES.length] ?? 'waiting';
    const sentence = phase === 'failed' ? `refused: 400 ${HOSTILE}` : `is ${phase}`;
    const isAsked = phase !== 'waiting' && phase !== 'skipped';
    return {
      ...{ mac, phase, sentence },
      ...(label !== undefined && { label }),
      ...(isAsked && { asked: row.began }),
    };
  });
  const upgrading = all.filter(({ progress }) => progress).slice(0, 6);
  const firmware = {
    ...{ name: 'SIP31.8-5-3SR1S', model: 'cisco-7931g', wanted: 37, have: 9 },
    upgrading: upgrading.map(({ mac }) => mac),
  };
  return { ...row, seq: 40, firmware: [firmware], list };
}

export function pretendPlan(
  { action, phones }: RolloutWish,
  rows: Iterable<PhoneRow>,
): RolloutPlan {
  const meant = [...rows].filter(({ mac, sync }) => phones?.includes(mac) ?? sync === 'stale');
  return {
    ...{ dryRun: true, action },
    phones: meant.map(({ mac, label }, at) => ({
      mac,
      ...(label !== undefined && { label }),
      ...(at % 5 === 4
        ? { cannot: 'has no address that is known' }
        : {
            how: 'NOTIFY check-sync to 10.20.1.153:5060, as its lease has it',
            ...{ restarts: true, unconfirmed: true, source: `an owner's guide ${HOSTILE}` },
          }),
    })),
  };
}
