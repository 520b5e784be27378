// Is a backup another host than the one that it stands in for?

import { type CodeTable, ignored } from '../../findings/evidence.js';
import { type Finding, findingsOf } from '../../findings/finding.js';
import type { Inventory } from '../inventory.js';
import { childOf, placeOf } from '../read/source.js';

export const BACKUP_CODES = {
  'inventory/backup-is-main': ignored(
    'A backup at the place of what it stands in for',
    'write the host of another PBX, or leave `backup` out',
  ),
} as const satisfies CodeTable;

const finding = findingsOf(BACKUP_CODES);

export function checkBackups({ pbx }: Inventory): readonly Finding[] {
  return [...pbx].flatMap(([name, { input, origin }]) => {
    const { host, port, backup } = input;
    const isOther = backup?.host.toLowerCase() !== host.toLowerCase() || backup.port !== port;
    if (backup === undefined || isOther) return [];
    const message = `the backup of "${name}" is "${name}" itself: where one is lost, so is the other`;
    const related = [{ place: placeOf(childOf(origin, 'host')), message: 'the PBX' }];
    const place = placeOf(childOf(origin, 'backup', 'host'));
    return [finding('inventory/backup-is-main', place, message, { related })];
  });
}
