// What is said in JSON of a rollout that is wanted, or of what one is to become; a text says what is wrong with it.

import { isJsonObject, type Json } from '../../core/json.js';
import { type Mac, parseMac } from '../../core/mac.js';
import { WISHES, type Wish } from '../../rollout/act.js';
import { PACE, PACE_LIMITS, type Pace } from '../../rollout/pace.js';
import { NOTIFY_ACTIONS, type NotifyAction } from '../../site/notify.js';
import { isText, saidIn, strangeField } from '../said.js';

export interface WantedRollout {
  readonly action: NotifyAction;
  readonly which: Which;
  readonly pace: Pace;
  readonly isDryRun: boolean;
}

/** Phones by name, or all of which this holds. */
export type Which =
  | { readonly macs: readonly Mac[] }
  | { readonly isStale: boolean; readonly group?: string; readonly model?: string };

const KNOWN = ['action', 'phones', 'where', 'atOnce', 'perSecond', 'waves', 'dryRun'];
const KNOWN_WHERE = ['stale', 'group', 'model'];

export function readWish(body: string): WantedRollout | string {
  const said = readObject(body, KNOWN);
  if (typeof said === 'string') return said;
  const { action: wanted, phones, where, dryRun = false } = said;
  const action = NOTIFY_ACTIONS.find((each) => each === wanted);
  if (!action) return `action: ${NOTIFY_ACTIONS.join(' or ')}`;
  if ((phones === undefined) === (where === undefined)) return 'phones or where: one of them';
  const which = phones === undefined ? readWhere(where) : readPhones(phones);
  if (typeof which === 'string') return which;
  const pace = readPace(said);
  if (typeof pace === 'string') return pace;
  if (typeof dryRun !== 'boolean') return 'dryRun: true or false';
  return { action, which, pace, isDryRun: dryRun };
}

export function readChange(body: string): Wish | string {
  const said = readObject(body, ['state']);
  if (typeof said === 'string') return said;
  return WISHES.find((each) => each === said.state) ?? WISH;
}

/** As `readChange` says it: no state is that. */
const WISH = `state: ${WISHES.join(', ')}`;

export function isWish(said: string): said is Wish {
  return WISHES.some((each) => each === said);
}

function readObject(body: string, known: readonly string[]): Json | string {
  const said = saidIn(body);
  if (!said) return 'say in JSON what is wanted: { "action": "resync", … }';
  return strangeField(said, known) ?? said;
}

function readPhones(phones: unknown): Which | string {
  if (!Array.isArray(phones) || phones.length === 0) return 'phones: a list of MACs';
  const macs = phones.flatMap((each) => (typeof each === 'string' ? (parseMac(each) ?? []) : []));
  if (macs.length < phones.length) return 'phones: there is one that is no MAC';
  return { macs: [...new Set(macs)] };
}

function readWhere(where: unknown): Which | string {
  if (!isJsonObject(where)) return 'where: { "stale": true }, or with group and model';
  const strange = strangeField(where, KNOWN_WHERE);
  if (strange !== undefined) return `where: ${strange}`;
  const { stale = false, group, model } = where;
  if (typeof stale !== 'boolean') return 'where.stale: true or false';
  if (!isMaybeText(group)) return 'where.group: the name of a group';
  if (!isMaybeText(model)) return 'where.model: the id of a model';
  if (!stale && group === undefined && model === undefined) {
    return 'where: something must hold, so that not all phones are meant by mistake';
  }
  return {
    isStale: stale,
    ...(group !== undefined && { group }),
    ...(model !== undefined && { model }),
  };
}

function isMaybeText(value: unknown): value is string | undefined {
  return value === undefined || isText(value);
}

function readPace(said: Json): Pace | string {
  const { atOnce = PACE.atOnce, perSecond = PACE.perSecond, waves = PACE.waves } = said;
  if (!isCount(atOnce, PACE_LIMITS.atOnce)) return `atOnce: from 1 to ${PACE_LIMITS.atOnce}`;
  const isRate = typeof perSecond === 'number' && perSecond > 0;
  if (!isRate || perSecond > PACE_LIMITS.perSecond) {
    return `perSecond: more than 0, at most ${PACE_LIMITS.perSecond}`;
  }
  const isList = Array.isArray(waves) && waves.length <= PACE_LIMITS.waves;
  if (!isList || !waves.every((each) => isCount(each, PACE_LIMITS.wave))) {
    return `waves: at most ${PACE_LIMITS.waves} sizes, each from 1 to ${PACE_LIMITS.wave}`;
  }
  return { atOnce, perSecond, waves };
}

function isCount(value: unknown, most: number): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= most;
}
