// What can be wrong with what is allowed, with what somebody has to bring, and with the files together.

import { type CodeTable, impossible, risky, style } from '../findings/evidence.js';
import { findingsOf } from '../findings/finding.js';

export const ARTIFACT_CODES = {
  'inventory/no-such-file': risky(
    'A file that phones are told of and that is not there',
    'put it into firmware/ beside the inventory, or name its folder with --firmware',
  ),
  'inventory/broken-file': risky(
    'A file that phones are told of and cannot use',
    'take it from the archive of its maker again, under the name that it has there',
  ),
  'inventory/unknown-rule': impossible(
    'A rule that is allowed and that there is not',
    'write the code as it stands in brackets behind the finding',
  ),
  'inventory/not-allowable': impossible(
    'A rule that cannot be allowed',
    'mend what it finds, and remove this',
  ),
  'inventory/allows-nothing': style(
    'Something allowed that is not there any more',
    'remove it: the next finding of that kind would not be told',
  ),
  'render/name-taken': impossible('Two files with one name', 'rename one of them'),
  'render/too-large': impossible(
    'A file that is made larger than any that phones take',
    'look at the template, or the value, that makes it so large',
  ),
} as const satisfies CodeTable;

export const finding = findingsOf(ARTIFACT_CODES);
