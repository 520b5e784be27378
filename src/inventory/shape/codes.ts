// What can be wrong with a value, whatever the others are.

import { type CodeTable, impossible, risky } from '../../findings/evidence.js';
import { findingsOf } from '../../findings/finding.js';
import { READ_CODES } from '../read/codes.js';

export const SHAPE_CODES = {
  'inventory/unknown-key': impossible(
    'A key that no one reads',
    'remove it or correct its spelling',
  ),
  'inventory/split-text': impossible(
    'A text in braces that has a comma in it',
    'put the whole text in quotes',
  ),
  'inventory/missing-key': impossible('A required key is missing', 'add it'),
  'inventory/wrong-type': impossible(
    'A value of the wrong type',
    'write it in the form that the message names',
  ),
  'inventory/bad-value': impossible(
    'A value outside what is allowed',
    'write a value that the message allows',
  ),
  'inventory/bad-character': impossible(
    'A line break or control character in a value',
    'remove the character: it would break the phone file',
  ),
  'inventory/unseen-character': impossible(
    'A character that nobody can see, where a machine reads the text',
    'write the text again by hand: it came along when it was copied',
  ),
  'inventory/look-alike': impossible(
    'A letter of another alphabet that looks like a Latin one, in a word of Latin letters',
    'write the word again in one alphabet',
  ),
  'inventory/spreadsheet-error': impossible(
    'A cell that a spreadsheet did not work out',
    'mend the cell in the spreadsheet, and save its value: paste it as values before you export',
  ),
  'inventory/account-column': impossible(
    'A column of an account under the name of a column of the phone',
    'put `line.` in front of its name',
  ),
  'inventory/unseen-in-label': risky(
    'A character that nobody can see, in a text for people',
    'write the text again by hand, unless it is meant',
  ),
  'inventory/unknown-model': impossible(
    'A model that offhook does not know',
    'write one of the models of the README',
  ),
} as const satisfies CodeTable;

/** By what is found in reading as well: a text may only show here that it lacks quotes. */
export const finding = findingsOf({ ...READ_CODES, ...SHAPE_CODES });
