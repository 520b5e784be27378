// What is said of all phones together, for people.

import type { SiteDiagnosisText } from '../timeline/site-rows.js';

/** Two lines each. */
export function siteLines(site: readonly SiteDiagnosisText[]): readonly string[] {
  return site.flatMap(({ id, grade, says, todo }) => [
    `▲ ${says}`,
    `  do: ${todo}  (${grade}, ${id})`,
  ]);
}
