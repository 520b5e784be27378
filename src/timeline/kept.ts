// Of each text from the wire as much as anyone reads: whoever keeps events keeps many.

export const KEPT_CHARACTERS = 128;

export function kept(text: string): string {
  return text.length > KEPT_CHARACTERS ? text.slice(0, KEPT_CHARACTERS) : text;
}
