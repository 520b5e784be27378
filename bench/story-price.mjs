// What the story of a phone costs whoever answers it: packets are read as the server reads them, with the story told of each exchange
// and without, in short turns in this process, by its own CPU time.

import { performance } from 'node:perf_hooks';

const DIST = new URL('../dist/', import.meta.url);
const BURST = 32;
const TURN = 4_000;
const [DISCOVER, REQUEST] = [1, 3];
const SERVER = [10, 64, 0, 1];
const CLASS = 'Cisco Systems, Inc. IP Phone CP-7931G';

/** From `dist`: another build can be measured by the same. */
async function load(dist) {
  const from = (path) => import(new URL(path, dist).href);
  const [{ decodeMessage }, { parseRequest }, { createStory }] = await Promise.all([
    from('dhcp/message/message.js'),
    from('dhcp/decide/request.js'),
    from('serve/story/story.js'),
  ]);
  return { decodeMessage, parseRequest, createStory };
}

const addressOf = (phone) => [10, 65, phone >> 8, phone & 255];
const numberOf = ([a, b, c, d]) => ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
const option = (code, bytes) => [code, bytes.length, ...bytes];

/** `renews`: it has its address, and asks to keep it. */
function packetOf(phone, type, renews = false) {
  const packet = Buffer.alloc(400);
  packet.set([1, 1, 6, 0]);
  packet.writeUInt32BE(phone + 1, 4);
  packet.set([0x02, 0x00, 0x00, 0x00, phone >> 8, phone & 255], 28);
  packet.writeUInt32BE(0x63825363, 236);
  const hex = phone.toString(16).padStart(4, '0').toUpperCase();
  if (renews) packet.set(addressOf(phone), 12);
  const chosen =
    type === REQUEST && !renews ? [...option(50, addressOf(phone)), ...option(54, SERVER)] : [];
  packet.set(
    [
      ...option(53, [type]),
      ...chosen,
      ...option(12, Buffer.from(`SEP02000000${hex}`)),
      ...option(60, Buffer.from(CLASS)),
      ...option(55, [1, 66, 6, 3, 15, 150, 35]),
      255,
    ],
    240,
  );
  return packet;
}

const NETWORK = {
  subnet: { network: numberOf([10, 64, 0, 0]), prefix: 13 },
  leaseSeconds: 3600,
  coexist: true,
};

function siteOf(phones) {
  const macs = new Set(
    Array.from({ length: phones }, (_, phone) => {
      const hex = phone.toString(16).padStart(4, '0');
      return `02:00:00:00:${hex.slice(0, 2)}:${hex.slice(2)}`;
    }),
  );
  return {
    phones: {
      has: (mac) => macs.has(mac),
      macs: () => macs.values(),
      size: macs.size,
      modelOf: () => undefined,
    },
    networks: [NETWORK],
    models: [],
  };
}

const DOINGS = {
  boots: (phone) => [packetOf(phone, DISCOVER), packetOf(phone, REQUEST)],
  renews: (phone) => [packetOf(phone, REQUEST, true)],
};

/** What is measured: so many phones in turns, of which the inventory has these. */
export const CASES = [
  ['a boot of 2,000 phones that do nothing else', { phones: 2_000 }],
  ['the same of 10,000', { phones: 10_000 }],
  ['a boot of 40,000 phones, each for the first time', { phones: 40_000, turns: 4, warm: 0 }],
  ['a renewal of 2,000 phones', { phones: 2_000, doing: 'renews' }],
  ['a boot of 10,000 devices that nobody wrote down', { phones: 10_000, known: 0 }],
];

/**
 * Microseconds an exchange (all packets of a doing, and their answers) by the CPU of this process, garbage and all: `{ read, story }`, each a list
 * of one for each pair of turns; `story` is what is added.
 */
export async function priceOfExchange({ phones, turns = 20, warm = 2, doing = 'boots', ...given }) {
  const { known = phones, dist = DIST } = given;
  const { decodeMessage, parseRequest, createStory } = await load(dist);
  const packets = Array.from({ length: phones }, (_, phone) => DOINGS[doing](phone));
  const story = createStory({
    site: siteOf(known),
    dhcp: true,
    now: () => performance.now(),
    wall: () => Date.now(),
    namedBy: () => undefined,
    holderOf: () => undefined,
    transfersTo: () => [],
    heard() {},
  });
  let next = 0;
  async function turn(tell) {
    const before = process.cpuUsage();
    for (let done = 0; done < TURN; done += 1) {
      const phone = next % phones;
      next += 1;
      for (const packet of packets[phone]) {
        const { request } = parseRequest(decodeMessage(packet).message);
        tell({
          request,
          mac: request.mac,
          type: request.type,
          why: 'pooled',
          ms: 1,
          vendorClass: request.vendorClass,
          reply: request.type === 'DISCOVER' ? 'OFFER' : 'ACK',
          address: numberOf(addressOf(phone)),
        });
      }
      if (done % BURST === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / TURN;
  }
  const nobody = () => {};
  await turn(nobody);
  for (let done = 0; done < warm; done += 1) await turn(story.exchange);
  const [read, added] = [[], []];
  for (let pair = 0; pair < turns; pair += 1) {
    const order = pair % 2 === 0 ? [nobody, story.exchange] : [story.exchange, nobody];
    const used = new Map();
    for (const tell of order) used.set(tell, await turn(tell));
    read.push(used.get(nobody));
    added.push(used.get(story.exchange) - used.get(nobody));
  }
  return { read, added };
}
