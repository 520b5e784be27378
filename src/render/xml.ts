// Is this text well-formed XML? libxml2 is the judge, with its position. Never a repair.

// Before libxml2, and so first.
import './wasm-room.js';
import { ParseOption, XmlDocument, XmlParseError } from 'libxml2-wasm';

export interface XmlFault {
  readonly message: string;
  readonly line: number;
  readonly col: number;
}

/** Nothing is fetched. The tree is thrown away, so it need not hold the blanks between elements. */
const OPTION =
  ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NOBLANKS | ParseOption.XML_PARSE_COMPACT;

/** Undefined: well-formed. External entities are not loaded. */
export function findXmlFault(text: string): XmlFault | undefined {
  try {
    // As bytes: libxml2-wasm turns a string into UTF-8 one character at a time.
    XmlDocument.fromBuffer(Buffer.from(text), { option: OPTION }).dispose();
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
