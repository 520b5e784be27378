// How findings may be written: names only, for the command line is read before anything is reported.

export const FORMAT_NAMES = ['text', 'json', 'github', 'sarif', 'junit'] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

/** Of phones that were waited for: there is no place in a file to point at. */
export const WAIT_FORMAT_NAMES = [
  'text',
  'json',
  'github',
  'junit',
] as const satisfies readonly FormatName[];
export type WaitFormatName = (typeof WAIT_FORMAT_NAMES)[number];
