// Who says what we know of these phones, in words that people know. Rules name them by key.

import { createSaidBy, STANDARDS } from '../../../findings/sources.js';

export const SOURCES = {
  exports: "phones' own exports of an H5, an H6W, an H2U-V2 and models like them",
  manual: "the vendor's manuals of other models",
  csta: "the vendor's manual of uaCSTA, version 1.1",
  templates: 'templates that Wazo, NethServer, FusionPBX and Issabel run in production',
  program: 'programs of others that write such files',
  invented: 'the HA-Phone project, whose templates had keys that no phone has',
  silent:
    'owners: a phone accepts any file, takes what it knows, and reports success for keys that it does not have',
  partial:
    'files of four lines that PBXs in use give out: what a file does not say stays as it was',
  length: 'text fields of phones that hold no more',
  password: 'owners of newer firmware, which takes 1 to 39 letters and digits',
  makers: 'the manuals of Yealink, Grandstream, snom and Poly',
  address: 'RFC 1122, section 3.2.1.3',
  ...STANDARDS,
  manifest: "the vendor's manual of automatic upgrades, and lists that PBXs in use give out",
  sysConf:
    'a change to FusionPBX of May 2026 for V phones, against the Wazo project, whose V67 took it',
  bootList: 'the ZeroTouchSIP project, whose phones gave up with a page in place of this file',
  xml: 'W3C, XML 1.0; the FusionPBX and Wazo projects for the elements',
} as const satisfies Readonly<Record<string, string>>;

export type SourceKey = keyof typeof SOURCES;

/** As a row of a rule says it. */
export const saidBy = createSaidBy(SOURCES);
