// Who says so: rules name their sources by short keys, of which each room has a table.

type Sources = Readonly<Record<string, string>>;

/** Named by rules of several vendors. */
export const STANDARDS = {
  rfc3550: 'RFC 3550, section 11: RTP has the even port and RTCP the next one',
} as const satisfies Sources;

/** As a row of a rule says it. */
export function createSaidBy<Table extends Sources>(
  sources: Table,
): (...keys: readonly (keyof Table & string)[]) => string {
  return (...keys) => keys.map((key) => sources[key]).join('; ');
}
