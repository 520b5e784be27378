// The text of option 66 as phones of some makers take it: a URL. To others it is a host alone.

/** On one line, with a scheme by which phones fetch files. */
export function isBootUrl(text: string): boolean {
  return /^(?:tftp|ftp|https?):\/\/[\u0021-\u007e]+$/i.test(text);
}
