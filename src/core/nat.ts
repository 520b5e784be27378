// What is said of NAT and does nothing, wherever it is said.

export interface Nat {
  readonly enabled: boolean;
  /** Outside address, if the phone cannot learn it. */
  readonly address?: string;
  /** Learn the outside address from `received=` in the registrar's answer. */
  readonly fromReceived: boolean;
}

/** Nobody heeds them as long as NAT is not enabled. */
export function idleNatWords({
  enabled,
  address,
  fromReceived,
}: Nat): readonly ('address' | 'fromReceived')[] {
  if (enabled) return [];
  return [
    ...(address === undefined ? [] : (['address'] as const)),
    ...(fromReceived ? (['fromReceived'] as const) : []),
  ];
}

/** Enabled, and no outside address said or learned: the inside one is told. */
export function tellsInsideAddress({ enabled, address, fromReceived }: Nat): boolean {
  return enabled && !fromReceived && address === undefined;
}
