// How the log may be written: names only, for the command line is read before anything is logged.

export const LOG_FORMATS = ['json', 'logfmt', 'text'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];
