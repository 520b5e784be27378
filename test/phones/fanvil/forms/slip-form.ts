// A form of file that is made up here, in one value: what a form brings, and no more. Shared by the tests beside it.
//
//   == telephone slip 7        first line, with the version
//   line.number.1 -> 181       our own name for it, an arrow, a value
//   ~ for the lobby            a comment

import { type CodeTable, ignored, rejected } from '../../../../src/findings/evidence.js';
import type { Complaint, Found } from '../../../../src/findings/rule.js';
import type {
  Form,
  FormFactory,
  FormFile,
  Setting,
  Spelling,
} from '../../../../src/phones/fanvil/forms/form.js';
import { amongNames } from '../../../../src/phones/fanvil/forms/raw-names.js';
import type { Content } from '../../../../src/phones/fanvil/settings/assignment.js';
import type { KeyNames } from '../../../../src/phones/fanvil/tables/key-names.js';
import type { Position } from '../../../../src/render/xml/tree.js';

const HEAD = '== telephone slip';
const NAME = /^[a-z]\w*(\.\w+)+$/i;
const SETTING = /^([a-z]\w*(?:\.\w+)+) -> (.*)$/i;

const CODES = {
  'slip/version': rejected('A slip without a version', 'write a number'),
  'slip/line': rejected('A line that is nothing', 'write an arrow'),
  'slip/name': ignored('A name that nobody knows', 'write another'),
  'slip/twice': rejected('A name twice', 'keep one'),
} as const satisfies CodeTable;

export const SLIP: FormFactory = {
  kind: {
    id: 'slip',
    what: 'a telephone slip',
    holds: ({ text }) => text?.text.startsWith(HEAD) ?? false,
  },
  spellings: ['slip'],
  rules: CODES,
  create: (_data, names): Form => ({
    beginning: HEAD,
    spellings: [SPELLING],
    recognises: (text) => text.startsWith(HEAD),
    parse,
    lint: (text) => lint(parse(text), names),
    maskSecrets: (text) => mask(text, names),
    rawNameOf: ({ key }) => (NAME.test(key) ? key : undefined),
    rawNamesAmong: (names) => amongNames(names, ({ key }) => key),
  }),
};

/** Lines in slips are ended by CR LF, and have no word for where media go. */
const SPELLING: Spelling = {
  name: 'slip',
  format: 'slip',
  title: 'slip',
  version: '7',
  firstLine: HEAD,
  eol: '\r\n',
  allKeys: false,
  codecs: { g711alaw: 'alaw', g711ulaw: 'ulaw', g722: 'wide' },
  languages: {},
  dates: {},
  dst: { off: 'never', rule: 'rule', byWeek: 'week' },
  unproven: { summerTimeRule: 'that slips know summer time' },
  has: ({ name }) => !name.startsWith('media.'),
  findRawProblem: (raw) =>
    NAME.test(raw) ? undefined : { problem: 'no slip has it', hint: 'write it with dots' },
  createViews: () => viewOf,
};

function viewOf({ version, assignments, raw }: Content): object {
  const said = assignments
    .filter(({ row }) => SPELLING.has(row))
    .map(({ row, at, value }) => [at.n === undefined ? row.name : `${row.name}.${at.n}`, value]);
  const entries = new Map([...said, ...Object.entries(raw)] as [string, string][]);
  return { head: HEAD, version, entries: [...entries].map(([name, value]) => ({ name, value })) };
}

function parse(text: string): FormFile {
  const lines = text.split(/\r?\n/).map((content, index) => ({
    text: content,
    at: { line: index + 1, col: 1, length: content.length },
  }));
  const [, version = ''] = /^== telephone slip (.+)$/.exec(lines[0]?.text ?? '') ?? [];
  const rest = lines.slice(1).filter(({ text: content }) => content.trim() !== '');
  const isComment = ({ text: content }: { text: string }) => content.startsWith('~');
  return {
    ...(version !== '' && {
      version: {
        value: version,
        at: { line: 1, col: HEAD.length + 2, length: version.length },
      },
    }),
    settings: rest.flatMap(({ text: content, at: { line } }): readonly Setting[] => {
      const [, key = '', value] = SETTING.exec(content) ?? [];
      if (value === undefined) return [];
      const valueAt = { line, col: key.length + ' -> '.length + 1, length: value.length };
      const keyAt = { line, col: 1, length: key.length };
      return [{ module: '', section: '', key, keyAt, value, valueAt, masked: false }];
    }),
    comments: rest.filter(isComment),
    strays: rest.filter((each) => !isComment(each) && !SETTING.test(each.text)),
  };
}

function lint(
  { version, settings, strays }: FormFile,
  names: KeyNames,
): readonly Found<Position>[] {
  const found = (id: keyof typeof CODES, complaint: Complaint<Position>) => ({
    ...complaint,
    id,
    row: CODES[id],
  });
  const first = new Set<string>();
  return [
    ...(version && /^\d+(\.\d+)?$/.test(version.value)
      ? []
      : [found('slip/version', { at: { line: 1, col: 1 }, message: 'it has no version' })]),
    ...strays.map(({ at }) => found('slip/line', { at, message: 'it is nothing' })),
    ...settings.flatMap(({ key, keyAt: at }) => {
      const isTwice = first.has(key);
      first.add(key);
      if (isTwice) return [found('slip/twice', { at, message: 'it stands there already' })];
      if (names.has(plain(key))) return [];
      return [found('slip/name', { at, message: 'nobody knows it' })];
    }),
  ];
}

function mask(text: string, names: KeyNames): string {
  return text.replace(/^([^\s]+) -> [^\r\n]+/gm, (line, key: string) =>
    names.has(plain(key)) && names.row(plain(key)).secret ? `${key} -> ********` : line,
  );
}

const plain = (key: string) => key.replace(/\.\d+$/, '');

export const SLIP_TEMPLATE = `{{head}} {{version}}
{{#each entries}}
{{name}} -> {{value}}
{{/each}}
`;
