// How findings may be written: names only, for the command line is read before anything is reported.

export const FORMAT_NAMES = ['text', 'json', 'github', 'sarif', 'junit'] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];
