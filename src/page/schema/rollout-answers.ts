// The schemas of wire/rollouts.ts, as in answers.ts.

import { WISHES } from '../../rollout/act.js';
import { PACE_LIMITS } from '../../rollout/pace.js';
import { PAUSES, type PhaseCounts, ROLLOUT_STATES } from '../../rollout/plan.js';
import { PHASES, REASONS } from '../../rollout/progress.js';
import { NOTIFY_ACTIONS } from '../../site/notify.js';
import type {
  PlannedPhone,
  RolloutAnswer,
  RolloutChange,
  RolloutPhone,
  RolloutPlan,
  RolloutRow,
  RolloutWish,
  WaveAnswer,
} from '../wire/rollouts.js';
import {
  COUNT,
  type Fields,
  FLAG,
  type JsonSchema,
  listOf,
  MAC,
  MS,
  maybe,
  named,
  oneOf,
  record,
  TEXT,
  TIME,
} from './parts.js';

const ACTION = oneOf(NOTIFY_ACTIONS);

const ROW: Fields<RolloutRow> = {
  id: COUNT,
  action: ACTION,
  by: TEXT,
  began: TIME,
  ended: maybe(TIME),
  state: oneOf(ROLLOUT_STATES),
  pause: maybe(record<NonNullable<RolloutRow['pause']>>({ why: oneOf(PAUSES), says: TEXT })),
  atOnce: COUNT,
  perSecond: MS,
  phones: COUNT,
  counts: record<PhaseCounts>({
    ...{ waiting: COUNT, asked: COUNT, answered: COUNT, fetched: COUNT, back: COUNT },
    ...{ failed: COUNT, skipped: COUNT },
  }),
  waves: listOf(
    record<WaveAnswer>({
      ...{ size: COUNT, asked: COUNT, back: COUNT, failed: COUNT },
      tookSeconds: maybe(COUNT),
    }),
  ),
  leftSeconds: maybe(COUNT),
};

export const ROLLOUT_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  RolloutRow: record<RolloutRow>(ROW),
  RolloutAnswer: record<RolloutAnswer>({
    ...ROW,
    seq: COUNT,
    firmware: listOf(named('FirmwareHad')),
    list: listOf(named('RolloutPhone')),
  }),
  RolloutPhone: record<RolloutPhone>({
    mac: MAC,
    label: maybe(TEXT),
    phase: oneOf(PHASES),
    sentence: TEXT,
    reason: maybe(oneOf(Object.keys(REASONS))),
    asked: maybe(TIME),
    answered: maybe(TIME),
    fetched: maybe(TIME),
    back: maybe(TIME),
    failed: maybe(TIME),
    how: maybe(TEXT),
  }),
  RolloutPlan: record<RolloutPlan>({
    dryRun: { const: true },
    action: ACTION,
    phones: listOf(
      record<PlannedPhone>({
        mac: MAC,
        label: maybe(TEXT),
        how: maybe(TEXT),
        restarts: maybe({ const: true }),
        unconfirmed: maybe({ const: true }),
        source: maybe(TEXT),
        cannot: maybe(TEXT),
      }),
    ),
  }),
  RolloutWish: record<RolloutWish>({
    action: ACTION,
    phones: maybe(listOf(MAC)),
    where: maybe(
      record<NonNullable<RolloutWish['where']>>({
        stale: maybe(FLAG),
        group: maybe(TEXT),
        model: maybe(TEXT),
      }),
    ),
    atOnce: maybe({ type: 'integer', minimum: 1, maximum: PACE_LIMITS.atOnce }),
    perSecond: maybe({
      type: 'number',
      exclusiveMinimum: 0,
      maximum: PACE_LIMITS.perSecond,
    }),
    waves: maybe({
      ...listOf({ type: 'integer', minimum: 1, maximum: PACE_LIMITS.wave }),
      maxItems: PACE_LIMITS.waves,
    }),
    dryRun: maybe(FLAG),
  }),
  RolloutChange: record<RolloutChange>({ state: oneOf(WISHES) }),
};
