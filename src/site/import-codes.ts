// Codes of findings about what is imported: what was not carried over, and what is written otherwise.

import { type CodeTable, impossible, rejected, risky, style } from '../findings/evidence.js';

export const IMPORT_CODES = {
  'import/unknown-file': style(
    'A file from which nothing is imported',
    'nothing has to be done if it is not for a phone or a server of yours',
  ),
  'import/as-it-is': style(
    'A file that phones ask for and that no inventory makes',
    'copy it into the folder firmware beside the inventory, or name its folder with --firmware: serve gives it out from there',
  ),
  'import/unreadable': rejected(
    'A file that cannot be read as what it is',
    'mend it where the message says, and import again',
  ),
  'import/other-kind': rejected(
    'A file that was named and is none of those that are imported',
    'leave it out; files of phones, of dhcpd, dnsmasq and Kea are read, and accounts of a PBX as a table (CSV): extension, name, secret',
  ),
  'import/other-firmware': risky(
    'A file for a phone with firmware that offhook does not provision',
    'offhook makes files for SIP',
  ),
  'import/unknown-model': impossible(
    'A phone of which nobody can tell the model',
    'name it with --model if it is one that offhook has',
  ),
  'import/guessed-model': risky(
    'A model that was told by the maker of the address, or by content alone',
    'compare it with the label of the phone, and name another with --model',
  ),
  'import/shared-load': style(
    'A model whose firmware is that of another one as well',
    'compare it with the label of the phone; the other one has more keys, and offhook may not have it',
  ),
  'import/no-mac': impossible(
    'A file of a phone whose MAC is not in its name',
    'call it as the phone asks for it, such as SEP001BD4000001.cnf.xml, or say it with --mac',
  ),
  'import/no-phone': impossible(
    'A phone that no inventory can say',
    'mend its file where the message says, and import again',
  ),
  'import/no-phones': rejected(
    'No file of a phone among what is imported',
    'bring the files of the phones as well: an inventory without one has an error',
  ),
  'import/two-files': risky('Two files for one phone', 'the first one holds; remove the other'),
  'import/no-server': impossible(
    'A line of which the file does not say where it registers',
    'write the host of the PBX in place of the one that stands in for it',
  ),
  'import/not-carried': risky(
    'A value that is not carried over',
    'see whether it matters, and put it where the message says',
  ),
  'import/in-raw': style(
    'A value that stands under raw, for no field of the inventory says it',
    'nothing has to be done',
  ),
  'import/plain-secret': risky(
    'A password that stands in the inventory in plain text',
    'keep the inventory private: it was written for its owner alone',
  ),
  'import/refused': risky(
    'A value that phones are known to refuse, and that was carried over and allowed',
    'mend it, and remove what allows it',
  ),
  'import/masked': risky(
    'Passwords that an export keeps to itself',
    'put them into files of secrets, or bring the table of extensions of the PBX as well',
  ),
  'import/added': style(
    'What the file leaves to the phone and offhook writes',
    'nothing has to be done if the values suit you',
  ),
  'import/same-meaning': style(
    'A value that is written otherwise and means the same',
    'nothing has to be done',
  ),
  'import/says-nothing': style('An empty element, which is left out', 'nothing has to be done'),
  'import/guessed-subnet': risky(
    'A subnet that the file does not say',
    'compare it with the interface of the server, and write the right one',
  ),
  'import/other-columns': style(
    'Columns of a table that say nothing to a phone',
    'name one with --columns if it is one of the fields of an account',
  ),
  'import/of-no-phone': style(
    'An address for somebody of whom no file was brought',
    'nothing has to be done if it is no phone of yours; else bring its file, or write it under `phones`',
  ),
  'import/time-zone': style(
    'A time zone of the phone that several places have',
    'write the place that is yours: it matters when the law of one changes',
  ),
  'import/several-said': risky(
    'One name with different values in several files',
    'the first one holds for all; see which is right',
  ),
} as const satisfies CodeTable;

export type ImportCode = keyof typeof IMPORT_CODES;
