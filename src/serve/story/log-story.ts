// What the boot story says in the log: a problem when it comes and when it goes, and the end of a boot.

import type { Log } from '../../core/log.js';
import { createRateLimit } from '../../core/rate-limit.js';
import { MANY, type SiteDiagnosis, tellSiteDiagnosis } from '../../timeline/site-rows.js';
import { tellDiagnosis } from '../../timeline/tell-diagnosis.js';
import type { SiteStoryOptions } from './site-story.js';
import type { PhoneStory } from './story.js';
import { isOfRegistration, isUnseen } from './unseen.js';
import type { StoryTold } from './watch-story.js';

/** A phone that has one problem after another says so often enough. */
const PER_PHONE = { burst: 4, perSecond: 1 / 600, maxKeys: 4_096 };

/** Said of all together: a defect of ours comes again with each packet. */
const OF_FAILURES = { burst: 1, perSecond: 1 / 600, maxKeys: 1 };

/** `labelOf`: what people call it. */
export function logStory(
  log: Log,
  now: () => number,
  labelOf: (phone: PhoneStory) => string,
): StoryTold {
  const limit = createRateLimit(PER_PHONE);
  const failures = createRateLimit(OF_FAILURES);
  const fields = ({ mac, facts, history }: PhoneStory) => ({
    mac,
    model: facts.model?.id,
    boot: history.boot?.number,
  });
  return {
    appeared(phone, before, others) {
      const { diagnosis } = phone;
      if (!diagnosis) return;
      const { id, name, grade } = diagnosis;
      const { seen, means, todo } = tellDiagnosis(diagnosis);
      // Of a crowd the site's line speaks.
      const level = others < MANY && limit.take(phone.mac, now()) ? 'warn' : 'debug';
      const told = { event: 'diagnosis', ...fields(phone), diagnosis: id, name, grade, todo };
      log[level](
        before === undefined ? told : { ...told, before },
        `${labelOf(phone)} ${seen}: ${means}`,
      );
    },
    gone(phone, diagnosis) {
      const told = { event: 'diagnosis', ...fields(phone), diagnosis, gone: true };
      log.info(told, `${labelOf(phone)}${endText(phone, diagnosis)}`);
    },
    failed(cause) {
      if (failures.take('', now())) log.error({ err: cause }, FAILED);
    },
    booted(phone, ms) {
      const told = { event: 'boot', ...fields(phone), ms: Math.round(ms), result: phone.word };
      log.info(
        told,
        `${labelOf(phone)} has its file ${(ms / 1_000).toFixed(1)} s after it began to boot`,
      );
    },
  };
}

function endText({ facts, word }: PhoneStory, diagnosis: string): string {
  if (isUnseen(diagnosis, facts)) {
    return `: whether ${diagnosis} is over is not seen: its PBX tells nothing`;
  }
  return word === 'silent'
    ? ` is gone, and ${diagnosis} with it`
    : ` goes on: ${diagnosis} is over`;
}

const FAILED =
  'a defect of ours: what a phone is doing could not be told; phones are served all the same';

/** Rows of which the log has the cause already, said by who found it. */
const TOLD_BEFORE = new Set(['G6', 'G7', 'G8']);

/** What the site says in the log. */
export function logSite(log: Log): Pick<SiteStoryOptions, 'appeared' | 'grown' | 'gone'> {
  const fields = ({ id, name, row, phones }: SiteDiagnosis) => ({
    event: 'site',
    diagnosis: id,
    name,
    ...(row !== undefined && { row }),
    ...(phones !== undefined && { phones }),
  });
  const warn = (row: SiteDiagnosis, more: { readonly grown?: true }) => {
    if (TOLD_BEFORE.has(row.id)) return;
    const { grade, todo, says } = tellSiteDiagnosis(row);
    log.warn({ ...fields(row), ...more, grade, todo }, says);
  };
  return {
    appeared: (row) => warn(row, {}),
    grown: (row) => warn(row, { grown: true }),
    gone(row) {
      if (TOLD_BEFORE.has(row.id)) return;
      // A PBX that is lost takes with it what it told.
      const over = isOfRegistration(row.row ?? '') ? 'over, or not to be seen any more' : 'over';
      log.info({ ...fields(row), gone: true }, `${over}: ${tellSiteDiagnosis(row).says}`);
    },
  };
}
