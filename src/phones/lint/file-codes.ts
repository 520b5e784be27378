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
    'XML 1.0, section 4.3.3',
  ),
  'file/wide-characters': risky(
    'A file in UTF-16 or UTF-32, which no phone is known to read',
    'save it as UTF-8',
    'none of the published files of phones in use is written so',
  ),
  'file/byte-order-mark': style(
    'A byte order mark before the first character',
    'phones in use read files that have one; some programs do not: save it without',
    'published files of phones in use, three of which begin with one',
  ),
  'file/two-byte-order-marks': rejected(
    'Two byte order marks, of which the second is a character before the first tag',
    'save it without: a program that adds one was given a file that had one',
    'XML 1.0, section 2.8',
  ),
  'file/web-page': rejected(
    'A page of a web server under the name of a file for phones',
    'fetch the file again, and look at the address: the server gave a page in its place, of an error or to log in',
    'XML 1.0, and what phones read: no root of theirs is html',
  ),
  'file/program-text': risky(
    'A part of the program that makes such files',
    'give phones what the program prints, and not the program: what it puts there is missing',
    'XML 1.0, section 2.6: a reader passes over instructions for other programs',
  ),
  'file/foreign-mac': risky(
    'A file of one maker under the MAC of another',
    'compare the name of the file with the label of the phone: this phone reads files of another form',
    'the list of makers that the IEEE gives out',
  ),
  'file/name-of-other-maker': rejected(
    'A file of one maker under the name with which phones of another ask for theirs',
    'give it the name with which its own phones ask, or put there what the phone reads that asks',
    'the names that phones of both makers ask for, and the forms that they read',
  ),
  'file/doubtful-encoding': risky(
    'A file that declares one byte a character, and reads as UTF-8',
    'declare UTF-8, or save it in the encoding that it declares: else a phone shows other letters',
    'XML 1.0, section 4.3.3',
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
  'folder/missing-part': rejected(
    'A part of a firmware that is not there',
    'take all parts from the archive of its maker: a phone that misses one begins again and again',
    'reports of owners',
  ),
  'folder/missing-file': risky(
    'A file that phones are told of and that is not there',
    'put it there, or take its name out of the file that names it; a phone that has the firmware asks for none',
    'reports of owners: a load that is not there, and a dial plan that is not there',
  ),
  'folder/missing-option': style(
    'A file that phones are told of and do without',
    'nothing has to be done: the phone speaks English, or has tones of its own',
    'reports of owners',
  ),
  'folder/other-case': rejected(
    'A name that differs in nothing but capitals from that of a file',
    'give the file the name with which phones ask for it: a server tells capitals from small letters',
    'reports of owners, and how file systems are',
  ),
  'folder/asked-by-none': style(
    'A file for which no phone asks under this name',
    'remove it, or give it the name with which phones ask for it',
  ),
  'folder/two-of-one-phone': risky(
    'Two files of one phone',
    'keep one: which of them the phone gets is up to what it asks for first',
  ),
  'folder/private-file': style(
    'A file that only its owner may read',
    'nothing has to be done if the server runs as its owner; else let it be read: chmod o+r, or --mode and --group of generate',
  ),
  'xml/undeclared-prefix': style(
    'A name with a prefix that is declared nowhere',
    'phones do not mind, and Cisco writes it so itself; browsers and other tools refuse the file: leave it out',
    'Namespaces in XML 1.0, section 3; published files of phones in use',
  ),
} as const satisfies CodeTable;

export type FileCode = keyof typeof FILE_CODES;
