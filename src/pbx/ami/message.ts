// A message of Asterisk's manager interface (AMI): lines of "Name: value", ended by an empty line. Names may repeat
// (Variable, ChanVariable, Output) and come in the order in which they were written, so they are a list here.

export type AmiField = readonly [name: string, value: string];

/** A response or an event as it came, or an action to be sent. */
export interface AmiMessage {
  readonly fields: readonly AmiField[];
}

/** The first value of this name, whatever the case of its letters: Asterisk itself writes `ActionID` and `ActionId`. */
export function fieldOf(message: AmiMessage, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return message.fields.find((field) => isNamed(field, wanted))?.[1];
}

/** All values of this name, in order. */
export function fieldsOf(message: AmiMessage, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return message.fields.filter((field) => isNamed(field, wanted)).map(([, value]) => value);
}

/** What an action was refused for, `Permission denied`; undefined: it was done, as far as Asterisk says. */
export function refusalOf(response: AmiMessage): string | undefined {
  if (fieldOf(response, 'Response')?.toLowerCase() !== 'error') return undefined;
  return fieldOf(response, 'Message') ?? 'no reason is given';
}

function isNamed([name]: AmiField, wanted: string): boolean {
  return name.length === wanted.length && name.toLowerCase() === wanted;
}
