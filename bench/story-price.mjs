// What the story of a phone costs whoever answers it: packets are read as the server reads them, with the story told of each exchange
// and without, in short turns in this process, by its own CPU time.

import { performance } from 'node:perf_hooks';
import { median } from './measure.mjs';

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

function packetOf(phone, type) {
  const packet = Buffer.alloc(400);
  packet.set([1, 1, 6, 0]);
  packet.writeUInt32BE(phone + 1, 4);
  packet.set([0x02, 0x00, 0x00, 0x00, phone >> 8, phone & 255], 28);
  packet.writeUInt32BE(0x63825363, 236);
  const hex = phone.toString(16).padStart(4, '0').toUpperCase();
  const chosen = type === REQUEST ? [...option(50, addressOf(phone)), ...option(54, SERVER)] : [];
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

/**
 * Microseconds an exchange (two packets, two answers) by the CPU of this process, garbage and all: `{ read, story }`, each a list
 * of one for each pair of turns; `story` is what is added.
 */
export async function priceOfExchange({ phones, turns, dist, known = phones, each }) {
  const { decodeMessage, parseRequest, createStory } = await load(dist);
  const packets = Array.from({ length: phones }, (_, phone) => [
    packetOf(phone, DISCOVER),
    packetOf(phone, REQUEST),
  ]);
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
      for (let step = 0; step < 2; step += 1) {
        const { request } = parseRequest(decodeMessage(packets[phone][step]).message);
        tell({
          request,
          mac: request.mac,
          type: request.type,
          why: 'pooled',
          ms: 1,
          vendorClass: request.vendorClass,
          reply: step === 0 ? 'OFFER' : 'ACK',
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
  await turn(story.exchange);
  await turn(story.exchange);
  const [read, added] = [[], []];
  for (let pair = 0; pair < turns; pair += 1) {
    const order = pair % 2 === 0 ? [nobody, story.exchange] : [story.exchange, nobody];
    const used = new Map();
    for (const tell of order) used.set(tell, await turn(tell));
    read.push(used.get(nobody));
    added.push(used.get(story.exchange) - used.get(nobody));
    each?.(story);
  }
  return { read, added };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const dist = new URL(process.argv[2] ?? '../dist/', import.meta.url);
  for (const phones of [1, 200, 2000, 10_000]) {
    const { read, added } = await priceOfExchange({ phones, turns: 40, dist });
    console.log(phones, 'read', median(read).toFixed(2), 'story', median(added).toFixed(2));
  }
  const { read, added } = await priceOfExchange({ phones: 10_000, known: 0, turns: 40, dist });
  console.log('strangers', median(read).toFixed(2), 'story', median(added).toFixed(2));
}
