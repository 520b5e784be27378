// Where the phone finds the directory of the site's lines: the first of its remote phone books.

import type { SiteDirectory } from '../../../site/site.js';
import { directoryUrl } from '../../directory/form.js';
import { FANVIL_DIRECTORY } from '../directory.js';
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
    assign('directory.url', directoryUrl(directory.server, FANVIL_DIRECTORY), { at: FIRST }),
  ];
}
