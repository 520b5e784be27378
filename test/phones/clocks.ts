// What Node itself knows of the clocks of the world: the judge of our tables, where it is not older than they are.

/** Minutes east of UTC at an instant. */
export type ClockOf = (instantMs: number) => number;

/** Undefined: a name that Node does not know. */
export function clockOf(zone: string): ClockOf | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    return (instantMs) => parseOffset(format.format(instantMs));
  } catch {
    return undefined;
  }
}

function parseOffset(text: string): number {
  const [, sign, hours = '0', minutes = '0'] = /GMT(?:([+-])(\d+):(\d+))?/.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
