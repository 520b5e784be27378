// How answers are written, by name: the command line knows no more of them until one is asked for.

export const ANSWER_FORMAT_NAMES = ['text', 'csv', 'xml', 'json'] as const;
export type AnswerFormatName = (typeof ANSWER_FORMAT_NAMES)[number];
