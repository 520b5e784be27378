// What is said of NAT and does nothing, wherever it is said.

export interface NatWords {
  readonly enabled: boolean;
  /** Outside address, if the phone cannot learn it. */
  readonly address?: string;
  readonly fromReceived: boolean;
}

/** Nobody heeds them as long as NAT is not enabled. */
export function idleNatWords({
  enabled,
  address,
  fromReceived,
}: NatWords): readonly ('address' | 'fromReceived')[] {
  if (enabled) return [];
  return [
    ...(address === undefined ? [] : (['address'] as const)),
    ...(fromReceived ? (['fromReceived'] as const) : []),
  ];
}

/** Enabled, and no outside address said or learned: the inside one is told. */
export function tellsInsideAddress({ enabled, address, fromReceived }: NatWords): boolean {
  return enabled && !fromReceived && address === undefined;
}
