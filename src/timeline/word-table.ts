// The ten words with their signs, and which of them need somebody most. Imports nothing, as the page in the browser has it too.

export const WORDS = {
  unseen: { sign: '·', means: 'in the inventory, and no boot of it was seen' },
  booting: { sign: '»', means: 'it boots, and nothing is overdue' },
  upgrading: { sign: '↓', means: 'it fetches firmware or writes its flash: do not cut the power' },
  stuck: { sign: '!', means: 'it does not go on, and a diagnosis says why' },
  waiting: { sign: '?', means: 'its next step is overdue, and nothing known fits' },
  fetched: { sign: '✓', means: 'it has its file, and is not registered, or that is not seen' },
  registered: { sign: '●', means: 'the PBX has all of its lines' },
  part: { sign: '◐', means: 'the PBX has some of its lines' },
  stale: { sign: '≠', means: 'it is well, and its file has changed since it fetched it' },
  silent: { sign: '○', means: 'it was well, and is gone' },
} as const satisfies Readonly<Record<string, { readonly sign: string; readonly means: string }>>;

/** In this order people are told of phones: what needs somebody stands first. */
export const NEED: readonly (keyof typeof WORDS)[] = [
  ...(['stuck', 'waiting', 'upgrading', 'booting', 'stale', 'part', 'silent'] as const),
  ...(['unseen', 'fetched', 'registered'] as const),
];
