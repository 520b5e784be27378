// Rollouts in lines: for people, and as JSON for programs.

import { printable } from '../core/printable.js';
import type {
  PlannedPhone,
  RolloutPhone,
  RolloutPlan,
  RolloutRow,
  RolloutWish,
} from '../page/wire/rollouts.js';
import { underWayOf } from '../rollout/plan.js';
import type { Phase } from '../rollout/progress.js';
import { spell } from '../timeline/words.js';

const SIGNS: Readonly<Record<Phase, string>> = {
  waiting: '·',
  asked: '→',
  answered: '»',
  fetched: '↓',
  back: '✓',
  failed: '!',
  skipped: '○',
};

const nameOf = ({ mac, label }: Pick<RolloutPhone, 'mac' | 'label'>): string =>
  label === undefined ? mac : `${mac} ${label}`;

/** `✓ 5c:fc:66:00:00:01 Hall  is back, 12 s after it was asked`. */
export function phoneLine(phone: RolloutPhone): string {
  return printable(`${SIGNS[phone.phase]} ${nameOf(phone)}  ${phone.sentence}`);
}

/** What has become of all of them. */
export function rolloutLine(rollout: RolloutRow): string {
  const { id, action, state, pause, counts, phones, leftSeconds } = rollout;
  const underWay = underWayOf(counts);
  const parts = [
    `${counts.back} back`,
    ...(underWay > 0 ? [`${underWay} under way`] : []),
    ...(counts.waiting > 0 ? [`${counts.waiting} waiting`] : []),
    `${counts.failed} failed`,
    ...(counts.skipped > 0 ? [`${counts.skipped} skipped`] : []),
  ];
  const why = pause === undefined ? '' : `: ${pause.says}`;
  const left = leftSeconds === undefined ? '' : `; about ${spell(leftSeconds * 1_000)} left`;
  return printable(`${action} ${id}, of ${phones}, ${state}${why}: ${parts.join(', ')}${left}`);
}

/** `wave 2: 5 of 5 back, 40 s`. */
export function waveLines({ waves }: RolloutRow): readonly string[] {
  return waves.map(({ size, asked, back, failed, tookSeconds }, at) => {
    const bad = failed > 0 ? `, ${failed} failed` : '';
    const took = tookSeconds === undefined ? '' : `, ${spell(tookSeconds * 1_000)}`;
    return `  wave ${at + 1}: ${asked} of ${size} asked, ${back} back${bad}${took}`;
  });
}

/** How to see it again, and what may be done about it. */
export function furtherLine({ id, state }: RolloutRow): string {
  const see = `offhook rollout ${id}`;
  if (state === 'paused') return `offhook rollout ${id} --resume lets it go on, --cancel ends it`;
  if (state === 'cancelled') return `who was asked is followed to the end: ${see} shows it`;
  return `it goes on in the server: ${see} shows it, ${see} --pause or --cancel stops it`;
}

/** Why there is nobody to tell, where phones were meant by what holds of them. */
export function nobodyLine({ where = {} }: RolloutWish, isDryRun: boolean): string {
  const { stale, group } = where;
  const place = group === undefined ? '' : ` in group ${group}`;
  const none = stale ? `no phone${place} is known to have an older file` : `no phone is${place}`;
  return printable(`${none}: nobody ${isDryRun ? 'would be' : 'is'} told anything`);
}

/** How each would be told, and what nobody has confirmed. */
export function planLines({ phones }: RolloutPlan): readonly string[] {
  return [...phones.map(plannedLine), ...remarksOf(phones)];
}

function plannedLine(phone: PlannedPhone): string {
  const { cannot, how, restarts } = phone;
  if (cannot !== undefined) return printable(`○ ${nameOf(phone)}  ${cannot}`);
  return printable(`· ${nameOf(phone)}  ${how}${restarts ? '; it starts anew' : ''}`);
}

/** Once for each that says so. */
export function remarksOf(phones: readonly PlannedPhone[]): readonly string[] {
  const unsure = phones.filter(({ unconfirmed }) => unconfirmed);
  const sources = [...new Set(unsure.flatMap(({ source = '' }) => source))];
  const blind = phones.filter(({ cannot }) => cannot !== undefined).length;
  return [
    ...sources.map((source) => `no phone of these has confirmed that it does that; ${source}`),
    ...(blind > 0 ? [`${blind} cannot be told, and will be skipped`] : []),
  ].map(printable);
}
