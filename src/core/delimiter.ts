// What separates the columns of a table.

const DELIMITERS = [',', ';', '\t'];

/** The one that splits the header most often; a header holds no quoted text. */
export function detectDelimiter(text: string): string {
  const header = text.split(/\r|\n/, 1)[0] ?? '';
  const count = (delimiter: string) => header.split(delimiter).length;
  return DELIMITERS.reduce((best, each) => (count(each) > count(best) ? each : best), ',');
}
