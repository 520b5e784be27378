// What two DHCP servers answered the same clients, compared: each field and each option. What differs by the nature of the
// other server is a row here, and a row of docs/exporting.md.

import type { Exported } from './exported-servers.js';

export interface Answer {
  readonly type: string;
  readonly yiaddr: string;
  readonly siaddr: string;
  readonly sname: string;
  readonly file: string;
  readonly options: Readonly<Record<string, string>>;
}

export type Answers = Readonly<Record<string, readonly Answer[]>>;

export interface Question {
  readonly name: string;
  readonly mac: string;
  readonly asks?: readonly number[];
  readonly [more: string]: unknown;
}

/** `what`: a field of the message, or `option 66`; undefined: it is not there. */
export interface Difference {
  readonly question: Question;
  readonly what: string;
  readonly ours: string | undefined;
  readonly theirs: string | undefined;
}

export interface Deviation {
  readonly server: Exported;
  /** As docs/exporting.md says it. */
  readonly said: string;
  is(difference: Difference): boolean;
}

const FIELDS = ['type', 'siaddr', 'sname', 'file'] as const;

/** Addresses of a pool, `10.20.1.1xx`, are any of it. */
export function compare(questions: readonly Question[], ours: Answers, theirs: Answers) {
  return questions.flatMap((question): Difference[] => {
    const [mine = [], other = []] = [ours[question.name], theirs[question.name]];
    const count = [`${mine.length} answers`, `${other.length} answers`] as const;
    if (count[0] !== count[1]) return [differ(question, 'answers', ...count)];
    return mine.flatMap((each, at) => differencesOf(question, each, other[at] ?? each));
  });
}

function differencesOf(question: Question, ours: Answer, theirs: Answer): Difference[] {
  const codes = new Set([...Object.keys(ours.options), ...Object.keys(theirs.options)]);
  return [
    ...FIELDS.map((field) => differ(question, field, ours[field], theirs[field])),
    differ(question, 'yiaddr', plainAddress(ours.yiaddr), plainAddress(theirs.yiaddr)),
    ...[...codes].map((code) =>
      differ(question, `option ${code}`, ours.options[code], theirs.options[code]),
    ),
  ].filter((each) => each.ours !== each.theirs);
}

function plainAddress(address: string): string {
  return address.replace(/\.1\d\d$/, '.1xx');
}

function differ(
  question: Question,
  what: string,
  ours: string | undefined,
  theirs: string | undefined,
): Difference {
  return { question, what, ours, theirs };
}

const hex = (seconds: number) => seconds.toString(16).padStart(8, '0');

const isUnasked = ({ question, ours, what }: Difference, ...codes: readonly number[]) => {
  const code = Number(what.replace('option ', ''));
  return ours === undefined && codes.includes(code) && question.asks?.includes(code) === false;
};

export const DEVIATIONS: readonly Deviation[] = [
  ...(['dnsmasq', 'isc'] as const).map(
    (server): Deviation => ({
      server,
      said: 'Times of renewal (58, 59) are sent unasked',
      is: (each) => isUnasked(each, 58, 59),
    }),
  ),
  {
    server: 'kea',
    said: 'DNS servers and the domain (6, 15) are sent unasked',
    is: (each) => isUnasked(each, 6, 15),
  },
  {
    server: 'kea',
    said: 'A client without a list of parameters hears only what is always sent',
    is: ({ question, theirs }) => question.asks === undefined && theirs === undefined,
  },
  {
    server: 'kea',
    said: 'A refusal gives no reason (56)',
    is: ({ what, theirs }) => what === 'option 56' && theirs === undefined,
  },
  {
    server: 'dnsmasq',
    said: 'A lease for ever has no times of renewal (58, 59)',
    is: ({ what, ours, theirs }) =>
      /^option (58|59)$/.test(what) && ours === 'ffffffff' && theirs === undefined,
  },
  {
    server: 'dnsmasq',
    said: 'Times of renewal (58, 59) are those that follow from the lease, whatever the inventory says',
    is: ({ what, ours, theirs }) =>
      (what === 'option 58' && ours === hex(7000) && theirs === hex(14_400)) ||
      (what === 'option 59' && ours === hex(20_000) && theirs === hex(25_200)),
  },
  {
    server: 'isc',
    said: 'A lease for ever ends with its clock, in 2038 (51, 58, 59)',
    is: ({ what, ours }) => /^option (51|58|59)$/.test(what) && ours === 'ffffffff',
  },
  ...(['dnsmasq', 'isc'] as const).map(
    (server): Deviation => ({
      server,
      said: 'A refusal gives a reason in other words (56)',
      is: ({ what, theirs }) => what === 'option 56' && theirs !== undefined,
    }),
  ),
  {
    server: 'dnsmasq',
    said: 'Texts of 66 and 67 end in a NUL',
    is: ({ what, ours, theirs }) =>
      /^option (66|67)$/.test(what) && ours !== undefined && theirs === `${ours}00`,
  },
  {
    server: 'dnsmasq',
    said: 'A stranger of no model who does not ask for 66 has it in the field sname',
    is: ({ question, what, ours }) =>
      !question.asks?.includes(66) &&
      ((what === 'sname' && ours === '') || (what === 'option 66' && question.asks === undefined)),
  },
  {
    server: 'dnsmasq',
    said: 'The client identifier (61) comes back only to who asks for it',
    is: ({ question, what, theirs }) =>
      what === 'option 61' && theirs === undefined && !question.asks?.includes(61),
  },
];
