// In the place of the boot story: hears all, and keeps nothing. test/serve/no-story.test.ts holds it to what a story has.

export function createStory({ site }) {
  console.error('without the story');
  const nothing = () => {};
  const none = () => undefined;
  const of = (mac) => ({
    mac,
    groups: [],
    history: NO_HISTORY,
    facts: { mac, known: false, dhcp: false, pbxLink: false, lines: [], transfers: [] },
    word: 'unseen',
    sync: 'unknown',
  });
  return {
    seenAt: none,
    exchange: nothing,
    request: nothing,
    note: nothing,
    reloaded: nothing,
    recall: nothing,
    keepAll: nothing,
    of,
    *phones() {},
    *macs() {},
    size: () => 0,
    knownAs: none,
    similarTo: none,
    networks: () => site.networks,
    memory: undefined,
    histories: {
      known: () => new Map(),
      strangers: () => new Map(),
      others: () => 0,
      sequence: () => 0,
    },
  };
}

/** What `serve/app.js` imports beside it. */
export const NO_LINK = { pbxLink: false };

const NO_HISTORY = {
  boot: undefined,
  past: [],
  heard: { dhcp: undefined, file: undefined, sip: undefined },
  lease: undefined,
  vendorClass: undefined,
  hostName: undefined,
  agent: undefined,
  address: undefined,
  lines: {},
};
