// Files of this vendor that are told apart and not judged as XML, and what is to be said of each. Those that are judged
// have their row where their rules are.

import type { FileKind } from '../../recognise/file-kind.js';
import { LIST_NAME, PART_NAME } from './firmware-file.js';
import { decodeLoads } from './loads.js';
import { judgeLoadName, judgeLoads, judgePart } from './loads-rules.js';
import { SEP_NAME } from './names.js';
import { refersOfLoads } from './references.js';
import { lintSound } from './rings/judge-sound.js';

const has = (text: string | undefined, pattern: RegExp) =>
  text !== undefined && pattern.test(text.slice(0, MAX_LOOK));
/** What tells one kind from another stands at the head of a file. */
const MAX_LOOK = 65_536;

const SCCP = /<deviceProtocol>\s*SCCP\s*<\/deviceProtocol>/;

/** Of these the first that fits is taken: what is told by more stands before what is told by less. */
export const UNJUDGED_KINDS: readonly FileKind[] = [
  {
    id: 'sep-sccp',
    what: 'the configuration of a Cisco phone with SCCP firmware',
    name: SEP_NAME,
    own: true,
    roots: ['device'],
    holds: ({ text }) => has(text?.text, SCCP),
    unjudged: 'offhook knows what phones with SIP firmware read',
  },
  {
    id: 'loads',
    asItIs: true,
    what: 'the list of the parts of a firmware for Cisco phones',
    name: LIST_NAME,
    // What a phone without firmware asks for.
    asked: /^term\d\d\.default\.loads$/,
    holds: ({ bytes }, name) => LIST_NAME.test(name) && decodeLoads(bytes) !== undefined,
    refers: refersOfLoads,
    judge: judgeLoads,
  },
  {
    id: 'firmware-part',
    asItIs: true,
    what: 'a part of a firmware for Cisco phones',
    name: PART_NAME,
    asked: 'never',
    holds: ({ bytes }, name) => !LIST_NAME.test(name) && decodeLoads(bytes) !== undefined,
    judge: judgePart,
  },
  {
    id: 'sound',
    asItIs: true,
    what: 'a sound for Cisco phones',
    name: /\.raw$/i,
    asked: 'never',
    judge: lintSound,
  },
  {
    id: 'locale',
    asItIs: true,
    what: 'the texts of a language for Cisco phones',
    name: /^[a-z-]+-s(ip|ccp)\.jar$/i,
    noisy: true,
    unjudged: 'it belongs to a locale as its maker gives it out',
  },
  {
    id: 'signed',
    what: 'a signed file of a call manager for Cisco phones',
    name: /\.sgn$/i,
    noisy: true,
    unjudged: 'phones ask for it only where a list of certificates (CTL, ITL) names its signer',
  },
  {
    id: 'trust-list',
    what: 'a list of certificates that Cisco phones trust',
    noisy: true,
    name: /^(CTL|ITL)(File|SEP[0-9A-F]{12})\.tlv$/i,
    unjudged: 'it is signed, and nothing in it is for people to write',
  },
  {
    id: 'streams',
    what: 'an order to Cisco phones to play sound, or to send it',
    roots: ['CiscoIPPhoneRTPRx', 'CiscoIPPhoneRTPTx'],
    unjudged: 'what may be in it is not known',
  },
  {
    id: 'tones',
    asItIs: true,
    what: 'the tones of a country for Cisco phones',
    name: /^g[34]-tones\.xml$/i,
    roots: ['tones'],
    unjudged: 'it belongs to a locale as its maker gives it out',
  },
  {
    id: 'texts-7940',
    what: 'the configuration of a Cisco 7940 or 7960 with SIP firmware',
    name: /^(SIP[0-9A-F]{12}|SIPDefault)\.cnf$/i,
    own: true,
    unjudged: 'these phones read lines of "name: value" and no XML; offhook does not write them',
  },
  {
    id: 'load-7940',
    what: 'the name of the firmware for a Cisco 7940 or 7960',
    name: /^OS79XX\.TXT$/i,
    judge: judgeLoadName,
  },
  {
    id: 'spa',
    what: 'the configuration of a small-business phone, of the SPA family',
    roots: ['flat-profile'],
    unjudged: 'these phones have names of their own for everything',
  },
];
