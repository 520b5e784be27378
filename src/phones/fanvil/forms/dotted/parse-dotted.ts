// Text of a dotted file -> its lines by meaning, with positions. Judges nothing.
//
//   #<Voip Config File>#                     first line
//   Version = 2.0000000000
//   sip.line.1.PhoneNumber = 181             name, equals sign, value up to the line's end

export interface DottedEntry {
  /** From 1. */
  readonly line: number;
  readonly key: string;
  readonly value: string;
  /** Where the value stands, from 1. */
  readonly valueCol: number;
}

export interface DottedFile {
  readonly version?: DottedEntry;
  readonly settings: readonly DottedEntry[];
  readonly comments: readonly DottedLine[];
  readonly strays: readonly DottedLine[];
}

export interface DottedLine {
  /** From 1. */
  readonly line: number;
  readonly content: string;
}

const VERSION = 'Version';
/** Blanks around the sign are usual, and some programs leave them out. */
const SETTING = /^([^\s=#][^\s=]*)(\s*=\s?)(.*)$/;

export function parseDotted(text: string): DottedFile {
  const lines = text
    .split(/\r?\n/)
    .map((content, index) => ({ line: index + 1, content }))
    .slice(1)
    .filter(({ content }) => content.trim() !== '');
  const entries = lines.flatMap(({ line, content }) => {
    const [, key = '', sign = '', value] = SETTING.exec(content) ?? [];
    return value === undefined
      ? []
      : [{ line, key, value, valueCol: key.length + sign.length + 1 }];
  });
  const isComment = ({ content }: DottedLine) => content.startsWith('#');
  const version = entries.find(({ key }) => key === VERSION);
  return {
    ...(version && { version }),
    settings: entries.filter(({ key }) => key !== VERSION),
    comments: lines.filter(isComment),
    strays: lines.filter((each) => !isComment(each) && !SETTING.test(each.content)),
  };
}
