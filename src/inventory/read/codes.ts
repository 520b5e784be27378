// What can be wrong with a text that is to be an inventory.

import { type CodeTable, impossible, risky } from '../../findings/evidence.js';
import { findingsOf } from '../../findings/finding.js';

export const READ_CODES = {
  'source/syntax': impossible(
    'The file cannot be parsed',
    'a quote, bracket, comma or colon may be missing, here or above',
  ),
  'source/not-found': impossible(
    'An included file does not exist',
    'check the path or the pattern',
  ),
  'source/unreadable': impossible(
    'A file that was named, by whoever runs offhook or by `include`, cannot be read',
    'let this user read it, and save it as UTF-8',
  ),
  'source/empty': impossible(
    'A file in which nothing is written',
    'look whether it was saved; a file that is not needed is not included',
  ),
  'source/csv': impossible('A CSV row does not fit its header', 'see docs/inventory.md, "CSV"'),
  'inventory/duplicate-key': impossible('One key defined twice', 'keep one'),
  'inventory/duplicate-name': impossible('One name defined twice', 'keep one'),
  'inventory/quote-it': impossible('A text that YAML read as something else', 'put it in quotes'),
  'inventory/doubtful-value': risky(
    'A value that is known to make trouble',
    'change it, or leave it if your phone does not mind',
  ),
} as const satisfies CodeTable;

export const finding = findingsOf(READ_CODES);
