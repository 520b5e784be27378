// Who says what we know of these phones, in words that people know. Rules and rows of templates/cisco/elements.json name
// them by key.

import { createSaidBy, STANDARDS } from '../../../findings/sources.js';

export const SOURCES = {
  image: 'names and messages in images of the SIP firmware 8.5.3, 8.5.4 and 9.4.2 of sister models',
  stack: "SIPCC, the SIP stack of Cisco's phones as it was published with Mozilla",
  guide: 'the description of SEP files by the usecallmanager project',
  softKeys: 'the description of soft keys, and the file of them, by the usecallmanager project',
  policy: 'the description of feature policies by the usecallmanager project',
  pictures: 'the description of background pictures by the usecallmanager project',
  schema:
    "Cisco's schema of pages for its phones (CiscoIPPhone.xsd), as the chan-sccp project has it",
  cisco: "Cisco's administration guides for the phones of the 7900 series",
  guide7931: "Cisco's administration guide for the 7931G",
  files: 'configuration files of phones in use that their owners published',
  seed: 'the file of a 7931G in use that its owner published',
  sccp: 'the chan-sccp project and its tables of models',
  wazo: "the plugins for Cisco's phones of the Wazo project",
  firmware: 'lists and parts of 64 releases of firmware for phones of the 7900 series',
  archive: 'people who took parts of firmware apart, the author of cnu-fpu first',
  step: 'an owner of a 7941G, whose phone asked for the list again and again (blog, December 2009)',
  owners: 'reports of owners',
  words: 'the log of a 7945, as its owner reported it to the sccp_manager project',
  codec: 'a 7970 with 8.5.4 that met a parse error, as reported to the Provisioner project',
  minimal: 'a 7965 with 9.3.1 that refused short files, as told in the HomeIPhone project',
  proxy:
    'a 7961 with 9.x that registered at no other proxy, as reported to the Provisioner project',
  clock: 'clocks that were half an hour off, as reported to the sccp_manager project',
  auth: 'a PBX that got an empty user name from an 8841, as reported to the usecallmanager project',
  password: 'owners of a 7942 who met parse errors with longer passwords',
  loop: 'phones that started again and again, as several owners report',
  texts: 'owners of a 7940 with SIP 8.12, as reported to the Provisioner project',
  sidecar: 'owners of two expansion modules, as reported to the chan-sccp project',
  label: 'the usecallmanager project, and an owner whose phone took no label with a space',
  ...STANDARDS,
  rfc3261: 'RFC 3261',
  rfc3927: 'RFC 3927',
  rfc3986: 'RFC 3986',
  rfc6335: 'RFC 6335',
  cldr: 'CLDR (windowsZones) and the IANA database of time zones',
} as const satisfies Readonly<Record<string, string>>;

export type SourceKey = keyof typeof SOURCES;

/** As a row of a rule says it. */
export const saidBy = createSaidBy(SOURCES);
