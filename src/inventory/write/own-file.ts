// A file beside an inventory that offhook alone adds to: what it says of itself.

export interface OwnFile {
  readonly name: string;
  /** `Phones that were adopted`, and how one speaks of that: `them`. */
  readonly holds: string;
  readonly them: 'it' | 'them';
  /** The command that adds to it. */
  readonly command: string;
}

/** The lines of its head. */
export function headOf({ name, holds, them, command }: OwnFile): readonly string[] {
  return [
    `${holds}: "${command}" adds to this file, and to no other.`,
    `The inventory has ${them} by its line: include: [${name}]`,
  ];
}
