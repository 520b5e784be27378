// What is wrong with a text that should be the Ethernet address of one device, and what to write instead.

import { asLatin, describeLookAlike } from './look-alike.js';
import { isGroupMac, type Mac, macHex, parseMac } from './mac.js';
import type { TextFault } from './text-fault.js';

/** What a spreadsheet makes of twelve digits with an E among them, or of too many. */
const SPREADSHEET_NUMBER = /^\d([.,]\d+)?e\+?\d+$/i;
/** Letters that are read for digits, as on a label of six-point type. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map([
  ['o', '0'],
  ['i', '1'],
  ['l', '1'],
  ['s', '5'],
]);
const AS_ON_THE_LABEL = 'write the twelve digits from the label on the phone, as 5c:fc:66:5d:4f:9a';
const WITHIN =
  /(?:^|[^0-9a-f]|0x)([0-9a-f]{12}|[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}|[0-9a-f]{4}(?:\.[0-9a-f]{4}){2})(?![0-9a-f:])/i;
/** Zero and broadcast, and the block of addresses that make IPv4 groups. */
const ALL_ZERO = /^0+$/;
const ALL_ONES = /^f+$/;

/** The name of a device on a Cisco call manager, and of the file that its phone asks for. */
const DEVICE_NAME = /^SEP([0-9a-f]{12})(\.cnf(\.xml)?)?$/i;

/** Undefined: the address of one device. */
export function macFault(text: string): TextFault | undefined {
  const mac = parseMac(text);
  if (mac !== undefined) return isGroupMac(mac) ? groupFault(mac) : undefined;
  return isSpreadsheetNumber(text) ? SPREADSHEET : spellingFault(text.trim());
}

export function isSpreadsheetNumber(text: string): boolean {
  return SPREADSHEET_NUMBER.test(text.trim());
}

const SPREADSHEET: TextFault = {
  what: 'is a number, not a MAC any more',
  hint: 'format the column as text and enter the address again',
};

function groupFault(mac: Mac): TextFault {
  const hex = macHex(mac);
  const what = ALL_ZERO.test(hex)
    ? 'is nothing but zeros'
    : ALL_ONES.test(hex)
      ? 'is the address of everybody (broadcast)'
      : 'is the address of a group (multicast), not of a device';
  return { what, hint: AS_ON_THE_LABEL };
}

function spellingFault(text: string): TextFault {
  const [, named] = DEVICE_NAME.exec(text) ?? [];
  if (named !== undefined) {
    return { what: 'is the name of a device, which holds its MAC', hint: `write ${evenly(named)}` };
  }
  const pairs = text.split(/[:.\s-]/);
  const letter = [...text].find((each) => !/[0-9a-f:.\s-]/i.test(each));
  if (letter !== undefined) return letterFault(text, letter);
  const digits = text.replaceAll(/[^0-9a-f]/gi, '').length;
  const short = pairs.length === 6 ? pairs.find((pair) => pair.length === 1) : undefined;
  if (short !== undefined) {
    const padded = pairs.map((pair) => pair.padStart(2, '0')).join(':');
    return { what: `has lost a zero before "${short}"`, hint: `write ${padded.toLowerCase()}` };
  }
  if (digits === 12) {
    return { what: 'is divided in a way that nobody uses', hint: `write ${evenly(text)}` };
  }
  const what = `has ${digits} digits, and a MAC has 12`;
  return { what, hint: digits === 11 ? `${AS_ON_THE_LABEL}: was a zero lost?` : AS_ON_THE_LABEL };
}

function letterFault(text: string, letter: string): TextFault {
  const latin = asLatin(text);
  const mended = [...latin.toLowerCase()].map((each) => LOOK_ALIKES.get(each) ?? each).join('');
  const alike = describeLookAlike(text, latin);
  const what = alike ?? `holds "${letter}", which is none of the digits 0 to 9 and a to f`;
  // Without quotes around it, and with other dashes between the pairs.
  const meant =
    parseMac(mended) ?? parseMac(mended.replaceAll(/[^0-9a-z]/g, '')) ?? parseMac(holdingOne(text));
  return { what, hint: meant === undefined ? AS_ON_THE_LABEL : `is it ${meant}?` };
}

/** `MAC: 00:1b:d4:00:00:01`, `0x001bd4000001`, `SIP001BD4000001.cnf`: the twelve digits in a longer text. */
function holdingOne(text: string): string {
  const [, held = ''] = WITHIN.exec(text) ?? [];
  return held;
}

function evenly(text: string): string {
  const digits = text.replaceAll(/[^0-9a-f]/gi, '').toLowerCase();
  return (digits.match(/../g) ?? []).join(':');
}
