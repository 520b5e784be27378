// What template languages and people leave where a value should be.

const PLACEHOLDER =
  /^(\{\{.*\}\}|\{\$.*\}|\{[A-Z][A-Z0-9_]+\}|\[%.*%\]|\[==.*==\]|\$\{.*\}|_[A-Z][A-Z0-9]*_|__[A-Z][A-Z0-9_]*__|\*\*+[^*]+\*\*+|%%[A-Za-z]\w*%%)$/;
/** What each of these begins with. */
const STARTS = new Set('{[$_*%');

/** Nearly all values show by their first character that they are none. */
export function looksLikePlaceholder(text: string): boolean {
  return STARTS.has(text.charAt(0)) && PLACEHOLDER.test(text);
}
