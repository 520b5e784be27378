// What is wrong with a text that has to have a certain form.

export interface TextFault {
  /** Completes `"the text" …`: `is no IPv4 address: 300 is above 255`. */
  readonly what: string;
  /** One line: what to write instead. */
  readonly hint: string;
}
