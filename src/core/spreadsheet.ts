// What a spreadsheet leaves in a cell that it could not work out, or was never asked to.

/** `#N/A`, `#REF!`, `#NAME?` and the like, whatever the language; a column too narrow for its number; LibreOffice's own. */
const ERROR = /^(?:#(?:N\/A|NV|[\p{Lu}\d/_]+[!?])|#{4,}|Err:\d{3})$/u;
/** Those that are no password, for all know them. */
const KNOWN_ERROR =
  /^(?:#(?:N\/A|NV|(?:REF|VALUE|DIV\/0|NUM|NULL|BEZUG|WERT|ZAHL)!|NAME\?)|#{8,}|Err:5\d\d)$/;
/** The reference of a cell or the name of a function behind it; what follows may be anything. */
const FORMULA_OF_CELLS = /^=[-+]?\$?[A-Z]{1,3}\$?\d{1,7}(?:[-+*/&:;,)]|$)|^=[A-Z][A-Z.]*\(/;

/** Completes "it …"; undefined: none of these. What a formula says is not repeated. */
export function spreadsheetFault(text: string, mayBeSecret: boolean): string | undefined {
  const error = mayBeSecret ? KNOWN_ERROR : ERROR;
  if (error.test(text)) return `"${text}" is what a spreadsheet writes where it finds no value`;
  const isFormula = mayBeSecret ? FORMULA_OF_CELLS.test(text) : text.startsWith('=');
  return isFormula ? 'a formula, which the spreadsheet saved in place of its value' : undefined;
}
