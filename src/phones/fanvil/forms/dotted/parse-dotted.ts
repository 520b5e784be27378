// Text of a dotted file -> its lines by meaning, with positions. Judges nothing.
//
//   #<Voip Config File>#                     first line
//   Version = 2.0000000000
//   sip.line.1.PhoneNumber = 181             name, equals sign, value up to the line's end

import type { FormFile, Setting, Stretch } from '../form.js';
import { lineStretch } from '../stretch.js';

const VERSION = 'Version';
/** Blanks around the sign are usual, and some programs leave them out. */
const SETTING = /^([^\s=#][^\s=]*)(\s*=\s?)(.*)$/;

export function parseDotted(text: string): FormFile {
  const lines = text
    .split(/\r?\n/)
    .map((content, index) => lineStretch(content, index + 1))
    .slice(1)
    .filter((each) => each.text.trim() !== '');
  const entries = lines.flatMap((each) => settingIn(each) ?? []);
  const isComment = (each: Stretch) => each.text.startsWith('#');
  const version = entries.find(({ key }) => key === VERSION);
  return {
    ...(version && { version: { value: version.value, at: version.valueAt } }),
    settings: entries.filter(({ key }) => key !== VERSION),
    comments: lines.filter(isComment),
    strays: lines.filter((each) => !isComment(each) && !SETTING.test(each.text)),
  };
}

function settingIn({ text, at: { line } }: Stretch): Setting | undefined {
  const [, key = '', sign = '', value] = SETTING.exec(text) ?? [];
  if (value === undefined) return undefined;
  return {
    ...{ module: '', section: '', key, value, masked: false },
    keyAt: { line, col: 1, length: key.length },
    valueAt: { line, col: key.length + sign.length + 1, length: value.length },
  };
}
