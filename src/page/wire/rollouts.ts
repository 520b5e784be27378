// Phones that are told to read their files again or to start anew, many of them some at a time. Types only, as in phone.ts.

import type { Mac } from '../../core/mac.js';
import type { Wish } from '../../rollout/act.js';
import type { Pace } from '../../rollout/pace.js';
import type { Pause, PhaseCounts, Rollout, Wave } from '../../rollout/plan.js';
import type { Phase, Reason } from '../../rollout/progress.js';
import type { NotifyAction } from '../../site/notify.js';
import type { FirmwareHad } from './lists.js';

/** POST /rollouts. Of `phones` and `where` one. As fast as PACE unless said, and at most as PACE_LIMITS. */
export interface RolloutWish extends Partial<Pace> {
  readonly action: NotifyAction;
  readonly phones?: readonly string[];
  /** Phones of which all of that holds. `stale`: they have an older file than they would be given now. */
  readonly where?: { readonly stale?: boolean; readonly group?: string; readonly model?: string };
  /** Nobody is told anything. */
  readonly dryRun?: boolean;
}

/** PATCH /rollouts/{id}. */
export interface RolloutChange {
  readonly state: Wish;
}

/** What is known of a rollout without its phones: GET /rollouts. */
export interface RolloutRow
  extends Pick<Rollout, 'id' | 'action' | 'by' | 'state'>,
    Pick<Pace, 'atOnce' | 'perSecond'> {
  readonly began: string;
  /** Absent: it is not over. */
  readonly ended?: string;
  /** Of one that is paused: why, and the same in words. */
  readonly pause?: { readonly why: Pause; readonly says: string };
  readonly phones: number;
  readonly counts: PhaseCounts;
  /** In their order; the last is all the rest. */
  readonly waves: readonly WaveAnswer[];
  /** About so long it takes until the end, as it went until now. */
  readonly leftSeconds?: number;
}

export interface WaveAnswer extends Omit<Wave, 'tookMs'> {
  /** Until the last of it had come back or failed. */
  readonly tookSeconds?: number;
}

/** GET /rollouts/{id}. */
export interface RolloutAnswer extends RolloutRow {
  /** Give it as `since` the next time. */
  readonly seq: number;
  /** That its phones are given; of them alone. */
  readonly firmware: readonly FirmwareHad[];
  /** In the order in which they are asked. */
  readonly list: readonly RolloutPhone[];
}

export interface RolloutPhone {
  readonly mac: Mac;
  readonly label?: string;
  readonly phase: Phase;
  /** What it is about, from its name on. */
  readonly sentence: string;
  /** Why it failed or was skipped. */
  readonly reason?: Reason;
  /** When it came to each phase. */
  readonly asked?: string;
  readonly answered?: string;
  readonly fetched?: string;
  readonly back?: string;
  readonly failed?: string;
  /** How it was told: `NOTIFY check-sync to 10.20.1.153:5060, as its lease has it`. */
  readonly how?: string;
}

/** POST /rollouts with `dryRun`. */
export interface RolloutPlan {
  readonly dryRun: true;
  readonly action: NotifyAction;
  readonly phones: readonly PlannedPhone[];
}

/** How one would be told now. */
export interface PlannedPhone {
  readonly mac: Mac;
  readonly label?: string;
  /** Absent: it cannot be told. */
  readonly how?: string;
  /** It starts anew, though it was only to read its files. */
  readonly restarts?: true;
  /** No phone of its model has confirmed that it does that. */
  readonly unconfirmed?: true;
  /** Who says that it does. */
  readonly source?: string;
  /** Why it cannot be told, from its name on. */
  readonly cannot?: string;
}
