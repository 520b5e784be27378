// A name that is not there, and is there in another spelling: files' names are compared exactly.

import type { Mac } from '../../core/mac.js';
import type { ServedSite } from '../served-site.js';

/** More than so many files of one owner are not looked through: nobody has so many. */
const LOOK_THROUGH_MAX = 200;

/** The name of a file of this phone, or of one that phones share, that differs in capitals alone. */
export function meantName(
  { files }: Pick<ServedSite, 'files'>,
  name: string,
  mac: Mac | undefined,
): string | undefined {
  const wanted = name.toLowerCase();
  const own = mac === undefined ? [] : files.of(mac);
  for (const each of [own, files.of(undefined)]) {
    const found = each
      .slice(0, LOOK_THROUGH_MAX)
      .find((file) => file.name !== name && file.name.toLowerCase() === wanted);
    if (found) return found.name;
  }
  return undefined;
}
