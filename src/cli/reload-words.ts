// What a reload says in the log.

import { messageOf } from '../core/coded-error.js';
import type { Log } from '../core/log.js';
import type { Mac } from '../core/mac.js';
import type { SiteChanges } from '../serve/compare-sites.js';
import type { ReloadTold } from '../serve/reloader.js';
import { sayFindings } from './finding-words.js';

type Words = Pick<ReloadTold, 'refused' | 'shrunk' | 'unfit' | 'reloaded' | 'unneeded' | 'lost'>;

/** Phones that are named; more are counted. */
const NAMED_MAX = 10;

export function reloadWords(log: Log): Words {
  return {
    refused(reading) {
      sayFindings(log, reading);
      const { failure } = reading;
      if (failure) sayFailed(log, failure.message);
      else log.error({}, 'the inventory has errors; as it was before, it goes on being served');
    },
    shrunk({ came, went, changed }, phones, more) {
      const fields = { phones, ...counts({ came, went, changed }), ...named('lostPhones', went) };
      log.error(
        fields,
        `${SHRUNK}: SIGHUP ${more > 1 ? 'twice' : 'once more'} takes it, and --allow-shrink always`,
      );
    },
    unfit: (cause) => sayFailed(log, messageOf(cause)),
    reloaded({ phones, files }, { came, went, changed }, reading) {
      sayFindings(log, reading);
      const fields = {
        phones: phones.size,
        files: files.size,
        ...counts({ came, went, changed }),
        ...named('newPhones', came),
        ...named('lostPhones', went),
      };
      log[phones.size === 0 && went.length > 0 ? 'warn' : 'info'](fields, 'reloaded');
    },
    unneeded: (findings) => sayFindings(log, { findings, findingCount: findings.length }),
    lost: (why) =>
      log.error({ why }, 'files of phones cannot be made: the inventory is read again'),
  };
}

const SHRUNK =
  'the inventory has lost most of its phones, which looks like a mistake; as it was before, it goes on being served. ' +
  'If it is meant';

function counts({ came, went, changed }: SiteChanges) {
  return { came: came.length, went: went.length, changed: changed.length };
}

function sayFailed(log: Log, why: string): void {
  log.error({ why }, 'reload failed; the inventory as it was goes on being served');
}

function named(field: string, macs: readonly Mac[]): Readonly<Record<string, readonly Mac[]>> {
  return macs.length > 0 && macs.length <= NAMED_MAX ? { [field]: macs } : {};
}
