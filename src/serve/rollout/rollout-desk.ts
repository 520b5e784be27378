// Rollouts in a running server: what they see of its phones, how they tell them, and who hears of it.

import type { Log } from '../../core/log.js';
import type { Mac } from '../../core/mac.js';
import { notifyWaysOf } from '../../phones/registry.js';
import type { Rollout } from '../../rollout/plan.js';
import type { Seen } from '../../rollout/progress.js';
import { ENDS } from '../../rollout/progress.js';
import type { NotifyAction } from '../../site/notify.js';
import type { PhoneEvent } from '../../timeline/events.js';
import type { ServedSite } from '../served-site.js';
import type { Story } from '../story/story.js';
import type { PhonesBeside } from './answers.js';
import { choosePath, type NoPath, type Path, pathText } from './choose-path.js';
import { createKeeping, type KeptIn, restoredFrom } from './keeping.js';
import { logRollouts } from './log-rollouts.js';
import type { Notifier, Told } from './notifier.js';
import type { PbxPath } from './pbx-path.js';
import type { Which } from './read-wish.js';
import { createRollouts, type Rollouts } from './rollouts.js';
import type { Run } from './run.js';

export interface RolloutDesk extends Pick<Rollouts, 'get' | 'all' | 'begin' | 'become'> {
  /** Phones that are meant, by ascending MAC or as they were named; a text: one of them is not there. */
  choose(which: Which): readonly Mac[] | string;
  /** How it would be told now. */
  pathOf(mac: Mac, action: NotifyAction): Path | NoPath;
  readonly beside: PhonesBeside;
  /** False: what was open before is not known yet. */
  isReady(): boolean;
  told(event: PhoneEvent, mac: Mac): void;
  /** The records have been read. */
  recall(): void;
  close(): Promise<void>;
}

export interface RolloutDeskOptions {
  readonly story: Pick<Story, 'of' | 'note' | 'macs'>;
  served(): ServedSite;
  /** Undefined: not read yet, or none are kept. */
  records(): KeptIn | undefined;
  readonly pbx: PbxPath;
  readonly notifier: Notifier;
  /** Milliseconds that never go back, and since 1970. */
  now(): number;
  wall(): number;
  readonly log: Log;
}

export function createRolloutDesk(options: RolloutDeskOptions): RolloutDesk {
  const { story, served, records, pbx, notifier, now, wall } = options;
  const sinceMs = () => now() - wall();
  const keeping = createKeeping(records, sinceMs);
  const words = logRollouts(options.log, labelOf);
  const how = new WeakMap<Run, Map<Mac, string>>();
  let isReady = false;

  function labelOf(mac: Mac): string | undefined {
    return served().phones.textsOf(mac)?.label || undefined;
  }

  function pathOf(mac: Mac, action: NotifyAction): Path | NoPath {
    const { phones } = served();
    const phone = phones.get(mac);
    if (!phone) return { why: 'removed' };
    const { model } = phone;
    const ear = phones.textsOf(mac)?.ear;
    return choosePath({
      ways: model ? notifyWaysOf(model, action) : [],
      place: story.of(mac).place,
      ear,
      registered: ear?.line === undefined ? undefined : pbx.registered(mac, ear.line),
      isPbxUp: ear?.pbx !== undefined && pbx.isUp(ear.pbx),
    });
  }

  function seen(mac: Mac): Seen | undefined {
    const { facts, history, diagnosis, word } = story.of(mac);
    if (!facts.known) return undefined;
    const isTold = facts.pbxLink && facts.lines.length > 0;
    const isAll = facts.lines.every((line) => history.lines[line]?.state === 'registered');
    return {
      ...(diagnosis?.severity === 'problem' && {
        problem: { id: diagnosis.id, sinceMs: diagnosis.sinceMs },
      }),
      isUpgrading: word === 'upgrading',
      isRegistered: isTold ? isAll : undefined,
    };
  }

  const rollouts = createRollouts({
    now,
    pathOf(mac, { action, isForStale }: Rollout) {
      if (isForStale && story.of(mac).sync === 'current') return { why: 'current' };
      return pathOf(mac, action);
    },
    isTalking: pbx.isTalking,
    tell: (path) => notifier.tell(path),
    seen,
    moved(run, mac, progress) {
      keeping.moved(run, mac, progress);
      if (ENDS.has(progress.phase)) words.ended(run, mac, progress);
    },
    asked(run, mac, path, told) {
      const known = how.get(run) ?? new Map<Mac, string>();
      how.set(run, known.set(mac, pathText(path)));
      note(run, mac, path, told);
    },
    turned(run, by) {
      keeping.turned(run);
      words.turned(run, by);
    },
  });

  function note(run: Run, mac: Mac, path: Path, told: Told | undefined): void {
    const { action: what, by } = run.rollout;
    const outcome = told ? outcomeOf(told) : pathText(path);
    if (outcome !== undefined) story.note(mac, { kind: 'action', atMs: now(), what, by, outcome });
  }

  function choose(which: Which): readonly Mac[] | string {
    const { phones } = served();
    if ('macs' in which) {
      const strange = which.macs.find((mac) => !phones.has(mac));
      return strange === undefined
        ? which.macs
        : `the inventory that is served has no phone ${strange}`;
    }
    const { isStale, group, model } = which;
    return [...phones.macs()].filter(
      (mac) =>
        (model === undefined || phones.modelOf(mac) === model) &&
        (group === undefined || phones.textsOf(mac)?.groups.includes(group)) &&
        (!isStale || story.of(mac).sync === 'stale'),
    );
  }

  return {
    ...rollouts,
    choose,
    pathOf,
    beside: {
      labelOf,
      isTalking: pbx.isTalking,
      howOf: (run, mac) => how.get(run)?.get(mac),
    },
    isReady: () => isReady,
    recall() {
      const known = records();
      if (known) {
        const { open, lastId } = restoredFrom(known, sinceMs());
        rollouts.restore(open, lastId);
      }
      isReady = true;
    },
    async close() {
      rollouts.close();
      await notifier.close();
    },
  };
}

/** Undefined: nothing is to be said of it. */
function outcomeOf(told: Told): string | undefined {
  switch (told.kind) {
    case 'answered':
      return `it said ${told.status} ${told.phrase}`.trim();
    case 'silence':
      return 'no answer';
    case 'not-sent':
      return `not sent: ${told.why}`;
    case 'handed-on':
      return 'its PBX says that it has sent it';
    case 'aborted':
      return undefined;
  }
}
