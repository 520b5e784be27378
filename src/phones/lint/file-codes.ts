// What can be said of a file that somebody brings, whoever's phone it is for.

import { type CodeTable, ignored, rejected, risky, style } from '../../findings/evidence.js';

export const FILE_CODES = {
  'file/unknown': style(
    'A file of which nobody knows what it is',
    'nothing has to be done; no phone that offhook knows reads it',
  ),
  'file/not-judged': style(
    'A file that is known and not judged',
    'nothing has to be done; nothing was looked at but what kind of file it is',
  ),
  'file/encrypted': style(
    'An encrypted file, or one that was damaged',
    'lint the file from which it was made: nobody can look into this one without the key',
  ),
  'file/masked': style(
    'An export in which the phone keeps its secrets to itself',
    'write them into it before a phone gets it: the lines with ### set nothing',
  ),
  'file/empty': rejected('A file in which nothing is written', 'look whether it was saved'),
  'file/too-large': risky(
    'A file that is larger than any that phones take',
    'nothing has to be done if no phone asks for it; else look how it came about',
  ),
  'file/encoding': rejected(
    'A file that is not written in the encoding that it declares',
    'save it in that encoding, or declare the one it is in',
  ),
  'file/wide-characters': risky(
    'A file in UTF-16, which no phone is known to read',
    'save it as UTF-8',
  ),
  'file/byte-order-mark': style(
    'A byte order mark before the first character',
    'phones in use read files that have one; some programs do not: save it without',
  ),
  'file/no-such-rule': ignored(
    'A comment that allows what nobody can allow',
    'write offhook-allow, the code of a finding, a colon and the reason',
  ),
  'file/allows-nothing': style(
    'A comment that allows what is not there any more',
    'remove it: the next finding of that kind would not be told',
  ),
  'file/more-findings': style(
    'More findings than are told of one file',
    'mend the first ones, and look again',
  ),
  'file/unreadable': risky(
    'A file that this user cannot read',
    'let the user of the TFTP server read it, and all others who must',
  ),
  'folder/limited': risky(
    'A folder of more files than are looked at',
    'name the folder that the TFTP server gives out, and no folder above it',
  ),
  'xml/undeclared-prefix': style(
    'A name with a prefix that is declared nowhere',
    'phones do not mind, and Cisco writes it so itself; browsers and other tools refuse the file: leave it out',
  ),
} as const satisfies CodeTable;

export type FileCode = keyof typeof FILE_CODES;
