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

/** `*97` and `**7` are how people write the code of a feature; a `*` behind which more stands lets nothing of that be reached. */
export function isStarKeyMeant(match: string): boolean {
  return /(?<!\\)\*[^,]/.test(match);
}

/** With the key in place of each `*` but the last one of a pattern. */
export function withStarKeys(match: string): string {
  return match.replace(/(?<!\\)\*(?=[^,])/g, '\\*');
}

/** What a pattern of Asterisk's dial plan, of a regular expression or of a number written for people means here. */
export function inOurWords(text: string): string | undefined {
  const isForeign = text.startsWith('_');
  // A word processor makes one sign of three dots. To Asterisk * is the key, wherever it stands.
  const dotted = text.normalize('NFKC');
  const written = isForeign ? dotted.replaceAll(/(?<!\\)\*/g, '\\*') : dotted;
  const bare = written.replace(/^[_^]+|[\s()$-]/g, '');
  // Its last sign says how many more may come, each program in its own way.
  const more = isForeign ? /[.!]$/ : /T$|\.[*+]$/;
  const ours = bare.replace(more, '*').replace(/[XxZzNn]|\[[^\]]*\]|\\d/g, '.');
  return ours !== text && ours !== '' && isPattern(ours) ? ours : undefined;
}

/** `%0` to `%5` are groups of what was dialled, `%%` and `%.` the characters; anything else is sent as it stands. */
export function isRewrite(text: string): boolean {
  return !/%(?![0-5%.])/.test(text.replaceAll('%%', ''));
}

/** What no number can hold to which a call is sent: the phone puts scheme and host around it. */
export function isRewrittenNumber(text: string): boolean {
  return !/[\s@:;<>"]/.test(text);
}
