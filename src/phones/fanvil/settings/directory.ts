// Where the phone finds the directory of the site's lines: the first of its remote phone books.

import type { SiteDirectory } from '../../../site/site.js';
import { fanvilDirectoryUrl } from '../directory.js';
import type { Assignment } from './assignment.js';
import type { FormContext } from './context.js';

const FIRST = { n: 1 };
const TITLE = 'Directory';

/** None where the site has none: what a phone was told by hand is left alone. */
export function directoryAssignments(
  { assign }: FormContext,
  directory: SiteDirectory | undefined,
): readonly Assignment[] {
  if (!directory) return [];
  return [
    assign('directory.name', TITLE, { at: FIRST }),
    assign('directory.url', fanvilDirectoryUrl(directory.server), { at: FIRST }),
  ];
}
