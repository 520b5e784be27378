// What the firmware reads in a rule of a dial template: patterns, rewrites, names of tones.

const BELLCORE = [
  'Inside',
  'Outside',
  'Busy',
  'Alerting',
  'BusyVerify',
  'Stutter',
  'MsgWaiting',
  'Reorder',
  'CallWaiting',
  'Cw2',
  'Cw3',
  'Cw4',
  'Hold',
  'Confirmation',
  'Permanent',
  'Reminder',
  'None',
];
const CISCO = ['Zip', 'ZipZip', 'BeepBonk'];
/** Tones that the firmware knows by name. */
export const TONES: readonly string[] = [
  ...BELLCORE.map((name) => `Bellcore-${name}`),
  ...CISCO.map((name) => `Cisco-${name}`),
];

/** Digits, `#`, `.` any one, `*` any more, `\*` the key, `,` second dial tone. */
export function isPattern(text: string): boolean {
  return /^(?:[0-9#.,*]|\\\*)*$/.test(text);
}

/** `*97` is how people write the code of a feature. */
export function isStarKeyMeant(match: string): boolean {
  return /^\*[0-9]/.test(match);
}

/** `%0` to `%5` are groups of what was dialled, `%%` and `%.` the characters; anything else is sent as it stands. */
export function isRewrite(text: string): boolean {
  return !/%(?![0-5%.])/.test(text.replaceAll('%%', ''));
}
