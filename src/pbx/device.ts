// A device as Asterisk names it, where a channel driver for phones has it: `PJSIP/7001`.

/** The two of Asterisk: `SIP` is chan_sip. */
export const DRIVERS = ['PJSIP', 'SIP'] as const;
export type ChannelDriver = (typeof DRIVERS)[number];

export interface Device {
  readonly driver: ChannelDriver;
  readonly account: string;
}

/** Undefined: it is another driver's. */
export function readDevice(text = ''): Device | undefined {
  const driver = DRIVERS.find((each) => text.startsWith(`${each}/`));
  const account = driver === undefined ? '' : text.slice(driver.length + 1);
  return driver === undefined || account === '' ? undefined : { driver, account };
}
