// Is a backup another host than the one that it stands in for?

import { ignored } from '../../findings/evidence.js';
import { childOf, placeOf } from '../read/source.js';
import type { SiteRules } from './subject.js';

export const BACKUP_RULES = {
  'inventory/backup-is-main': {
    ...ignored(
      'A backup at the place of what it stands in for',
      'write the host of another PBX, or leave `backup` out',
    ),
    run: ({ inventory: { pbx } }) =>
      [...pbx].flatMap(([name, { input, origin }]) => {
        const { host, port, backup } = input;
        const isOther = backup?.host.toLowerCase() !== host.toLowerCase() || backup.port !== port;
        if (backup === undefined || isOther) return [];
        const message = `the backup of "${name}" is "${name}" itself: where one is lost, so is the other`;
        const related = [{ place: placeOf(childOf(origin, 'host')), message: 'the PBX' }];
        return [{ at: placeOf(childOf(origin, 'backup', 'host')), message, related }];
      }),
  },
} as const satisfies SiteRules;
