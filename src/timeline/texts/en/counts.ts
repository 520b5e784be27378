// So many of something, in English.

export const ENGLISH_COUNTS = {
  allLines: { one: 'all # line is registered', other: 'all # lines are registered' },
  linesOf: {
    one: '# of {all} lines is registered, not {missing}',
    other: '# of {all} lines are registered, not {missing}',
  },
  stepsMore: { one: 'one step more', other: '# steps more' },
  boots: { one: '# boot', other: '# boots' },
  phonesAtOnce: { one: '# phone at once', other: '# phones at once' },
  phonesChanged: { one: 'which changed # phone', other: 'which changed # phones' },
  requestsDropped: { one: '# request was dropped', other: '# requests were dropped' },
} as const;
