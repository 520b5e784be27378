// Is this text well-formed XML? libxml2 is the judge, with its position. Never a repair.

import { ParseOption, XmlDocument, XmlParseError } from 'libxml2-wasm';

export interface XmlFault {
  readonly message: string;
  readonly line: number;
  readonly col: number;
}

/** Undefined: well-formed. External entities are not loaded, nothing is fetched. */
export function findXmlFault(text: string): XmlFault | undefined {
  try {
    XmlDocument.fromString(text, { option: ParseOption.XML_PARSE_NONET }).dispose();
    return undefined;
  } catch (cause) {
    if (!(cause instanceof XmlParseError)) throw cause;
    const [first] = cause.details;
    return {
      message: (first?.message ?? cause.message).trim(),
      line: first?.line ?? 1,
      col: first?.col ?? 1,
    };
  }
}
