// In the place of the boot story: hears all, and keeps nothing.

export function createStory({ site }) {
  console.error('without the story');
  const nothing = () => {};
  return {
    exchange: nothing,
    request: nothing,
    note: nothing,
    reloaded: nothing,
    recall: nothing,
    keepAll: nothing,
    *phones() {},
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
