// What can be wrong with a numbering plan that somebody brings.

import { type CodeTable, ignored, impossible } from '../findings/evidence.js';
import { findingsOf } from '../findings/finding.js';

export const NUMBERS_CODES = {
  'numbers/columns': impossible(
    'A table of numbers whose columns are not known',
    'name them: --columns code=…,from=…,to=…,operator=…,region=…',
  ),
  'numbers/csv': impossible('A table of numbers that cannot be read', 'save it as CSV again'),
  'numbers/range': impossible(
    'A row that is no range of numbers',
    'correct the row, or say with --digits how many digits a whole number has',
  ),
  'numbers/overlap': ignored(
    'A range that has numbers of another one',
    'remove one of the two; the first that was read is kept',
  ),
  'numbers/none': impossible('Tables in which no range stands', 'look whether they were saved'),
} as const satisfies CodeTable;

export const finding = findingsOf(NUMBERS_CODES);
