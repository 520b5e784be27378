// Names of dotted files with their numbers taken out.

/** Every number that stands alone becomes `{n}`. */
export function generalDotted(name: string): string {
  return name.replace(/(?<=\.)(\d+|\{\w+\})(?=\.)/g, '{n}');
}
