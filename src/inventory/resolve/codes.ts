// What can be wrong with what a value means: with a name that nothing has, with a secret, with an option.

import { type CodeTable, impossible } from '../../findings/evidence.js';
import { findingsOf } from '../../findings/finding.js';

export const RESOLVE_CODES = {
  'inventory/bad-mac': impossible(
    'Not an Ethernet address',
    'write it as 5c:fc:66:5d:4f:9a, in quotes',
  ),
  'inventory/excel-mac': impossible(
    'A MAC that a spreadsheet turned into a number',
    'format the column as text and enter the address again',
  ),
  'inventory/unknown-line': impossible('A line that is not defined', 'define it under `lines`'),
  'inventory/unknown-pbx': impossible('A PBX that is not defined', 'define it under `pbx`'),
  'inventory/unknown-group': impossible('A group that is not defined', 'define it under `groups`'),
  'inventory/unknown-entry': impossible(
    'A name that its section does not have',
    'define it in the section that the finding names',
  ),
  'inventory/no-pbx': impossible(
    'A line without a PBX',
    'name one at the line, phone or in `defaults`',
  ),
  'inventory/reserved-option': impossible(
    'A DHCP option that is not yours to set',
    'leave it out: the protocol or another field of the inventory says it',
  ),
  'inventory/option-kind': impossible(
    'A DHCP option with a value of another kind than its own',
    'write it as the option wants it, or its bytes as { hex: … }',
  ),
  'inventory/missing-secret': impossible(
    'A secret that is not there',
    'set it, or run `validate --no-secrets`',
  ),
  'inventory/text-for-reference': impossible(
    'A text that looks like a reference to a secret',
    'write { env: NAME }, { file: path } or { credential: NAME }',
  ),
} as const satisfies CodeTable;

export const finding = findingsOf(RESOLVE_CODES);
