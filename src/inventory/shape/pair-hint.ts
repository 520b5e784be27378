// What to write for a name that is there without its colon, or without the blank behind it.

export function hintForPair(name: string): string {
  return `write \`${name}: …\`, with colon and blank`;
}
