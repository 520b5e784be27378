// Codes of findings about what is exported: what another program cannot take, or takes otherwise than it is meant.

import { type CodeTable, ignored, impossible, rejected, risky } from '../findings/evidence.js';

export const EXPORT_CODES = {
  'asterisk/number': impossible(
    'A line whose number can be no name in Asterisk',
    'give the line a number of digits, letters, "*", "#", "+", "." and "-"',
    'its configuration files, read by an Asterisk 22',
  ),
  'asterisk/no-password': risky(
    'A line that Asterisk will let anybody register',
    'give the line a password',
  ),
  'asterisk/auth-name': rejected(
    'A name for authentication that chan_sip does not take',
    'leave `authName` out, or use PJSIP: chan_sip compares it with the number',
    'an Asterisk 16 with chan_sip, which refuses to register such a phone',
  ),
  'asterisk/shared-line': risky(
    'A line on several phones, of which chan_sip knows the last that registered',
    'give each phone a line of its own, or use PJSIP',
  ),
  'asterisk/watched-number': ignored(
    'A key that watches a number for which Asterisk can have no hint',
    'write the number as the PBX knows it',
  ),
  'asterisk/endpoint-missing': rejected(
    'A line that Asterisk does not have, though it has read the files',
    'look at what it says when it reads them, and whether your own file has the `#tryinclude` line: one bad line takes a section away, and the reload is called a success',
    'an Asterisk 22 and an Asterisk 16, which say "Module Reloaded" all the same',
  ),
  'asterisk/other-password': rejected(
    'A line for which Asterisk has another password than the inventory',
    'let it read the files (`--apply`), and look at what it says of them; a section of your own with the same name goes before',
  ),
  'asterisk/endpoint-left': risky(
    'An endpoint among those of phones that is none of the inventory',
    'take it out of your own files, or add the line to the inventory',
  ),
} as const satisfies CodeTable;
