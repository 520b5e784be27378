// Why a request was answered as it was: one row a reason. A NAK carries the sentence in option 56.

export const REASONS = {
  // Answered
  reserved: 'the address that is reserved for it',
  pooled: 'an address of the pool',
  'taken-back': 'an address of the pool that was to rest longer, for there is no other',
  informed: 'options only, as asked',

  // Refused
  'wrong-network': 'that address does not belong to this network',
  'wrong-address': 'another address is set for this client',
  'address-taken': 'that address belongs to another client',
  'address-resting': 'that address was found in use by a stranger',

  // Left alone
  'unknown-client': 'not a client of ours',
  'unknown-network': 'cannot tell which of our networks it is on',
  'relay-outside': 'its relay agent is on none of our networks',
  'selection-outside': 'the network that it or its relay agent names is none of ours',
  'other-server': 'it speaks to another server',
  'no-record': 'nothing is known of that lease',
  'no-address': 'no address is set for this client on this network',
  'pool-exhausted': 'the pool has no free address',
  'being-checked': 'whether somebody uses its address is being looked at',
  'addresses-used': 'strangers use the addresses that it could have',
  'declines-too-many': 'it has declined too many addresses already',
  incomplete: 'the message lacks what its type must have',

  // Heard, and never answered
  released: 'it gave its address back',
  declined: 'it found its address in use by a stranger',
} as const satisfies Readonly<Record<string, string>>;

export type Reason = keyof typeof REASONS;
