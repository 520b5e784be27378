// How findings may be written: names only, for the command line is read before anything is reported.

/** Of phones that were waited for: there is no place in a file to point at. */
export const WAIT_FORMAT_NAMES = ['text', 'json', 'github', 'junit'] as const;
export type WaitFormatName = (typeof WAIT_FORMAT_NAMES)[number];

export const FORMAT_NAMES = [...WAIT_FORMAT_NAMES, 'sarif'] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];
