// A site that pretend phones boot against in memory: the real DHCP server, the real files and the real story, and time that passes
// only where a phone waits.

import { formatIpv4, type Ipv4, parseIpv4 } from '../../src/core/ipv4.js';
import type { Mac } from '../../src/core/mac.js';
import { macFromBytes } from '../../src/core/mac.js';
import { oncePerKey } from '../../src/core/once-per.js';
import { encodeMessage } from '../../src/dhcp/message/message.js';
import { isExpectedMiss, readName } from '../../src/phones/registry.js';
import { dhcpConfiguration } from '../../src/serve/dhcp-policy.js';
import { createStory, type PhoneStory } from '../../src/serve/story/story.js';
import { clientMessage, readClientAnswer } from '../../src/simulate/client-message.js';
import type { Fetched, PhoneWire, PretendPhone } from '../../src/simulate/phone-wire.js';
import { runScenario } from '../../src/simulate/run-scenario.js';
import { type Scenario, type SiteNeed, spanMs } from '../../src/simulate/scenario.js';
import { createServer, turn } from '../dhcp/server-under-test.js';
import { loadsFile } from '../phones/cisco/loads-file.js';
import { PACKS } from '../phones/shipped-models.js';
import { servedSiteOf, snapshotOf } from '../serve/snapshot-under-test.js';

const SERVER = parseIpv4('10.20.1.1') as Ipv4;
const MACS: Readonly<Record<string, string>> = {
  'cisco-7931g': '5c:fc:66:00:00:01',
  'fanvil-x4': '00:a8:59:00:00:02',
  'fanvil-x5u': '0c:38:3e:00:00:03',
};
/** Of no phone of the inventory. */
const STRANGER = '5c:fc:66:00:00:99';

const inventory = (need: SiteNeed | undefined): string => {
  const pool =
    need === 'no-pool' ? '' : `, pool: 10.20.1.100-10.20.1.${need === 'full-pool' ? 100 : 110}`;
  const first = `subnet: 10.20.1.0/24, tftp: [10.20.1.1], addressCheck: false${pool}`;
  const second =
    'subnet: 10.30.1.0/24, relay: true, pool: 10.30.1.100-10.30.1.110, server: 10.20.1.1';
  const another = need?.startsWith('pbx-') ? ', 2: { line: "7009" }' : '';
  const more = need === 'pbx-first-line' ? `${another} }, settings: { proxy: callManager` : another;
  return [
    `networks: [{ ${first} }${need === 'second-network' ? `, { ${second} }` : ''}]`,
    'site: { timeZone: Europe/Moscow, locale: ru-RU, servers: [10.20.1.1] }',
    'pbx: { main: { host: pbx.lab.example } }',
    'defaults: { pbx: main }',
    'lines: { "7009": { password: { env: A } }, "7001": { password: { env: A } }, "7002": { password: { env: A } }, "7003": { password: { env: A } } }',
    'phones:',
    ...Object.entries(MACS).map(
      ([model, mac], index) =>
        `  - { mac: "${mac}", model: ${model}, keys: { 1: { line: "700${index + 1}" }${index === 0 ? more : ''} } }`,
    ),
  ].join('\n');
};

const SET: Readonly<Record<string, Uint8Array>> = {
  'SIP31.8-5-3SR1S.loads': loadsFile(undefined, 'apps31.8-5-3ES4.sbn'),
  'term31.default.loads': loadsFile(undefined, 'apps31.8-5-3ES4.sbn'),
  'apps31.8-5-3ES4.sbn': new Uint8Array(100_000),
};

/** Made once for all scenarios that need the same. */
const siteFor = oncePerKey((need: SiteNeed | '') => {
  const text = inventory(need === '' ? undefined : need);
  return { site: servedSiteOf(text), snapshot: snapshotOf(text) };
});

/** Runs it to its end, and says what is known of the phone then. */
export async function endOf(scenario: Scenario): Promise<PhoneStory> {
  const { site, snapshot } = siteFor(scenario.site ?? '');
  const time = { ms: 1_000_000 };
  const { mac, model } = phoneFor(scenario);
  const story = createStory({
    site,
    dhcp: true,
    now: () => time.ms,
    wall: () => time.ms,
    namedBy: () => undefined,
    holderOf: () => mac,
    transfersTo: () => [],
    ...(scenario.site?.startsWith('pbx') && { linkOf: () => ({ pbxLink: true, pbxLinkMs: 0 }) }),
    heard() {},
    // One phone, and hundreds of scenarios: room for all phones of a site would be made for each.
    lapsMax: 16,
  });
  const networks = site.networks.map((network, index) => ({
    network,
    serverAddress: SERVER,
    ...(index === 0 && { device: 'eth1' }),
  }));
  const dhcp = createServer({
    ...dhcpConfiguration(site, networks),
    observe: (exchange) => story.exchange(exchange),
  });
  const driver = PACKS.drivers.get(model.vendor);
  if (!driver) throw new Error(model.vendor);
  const phone: PretendPhone = {
    mac,
    vendorClass: model.dhcp.vendorClasses[0],
    script: driver.boot(mac, model),
    roleOf: (name) => readName(name, [...PACKS.models.values()])?.role,
  };

  async function speak(message: Uint8Array, xid: number) {
    const before = dhcp.wire.sent.length;
    dhcp.wire.receive(message, { unicast: false, local: SERVER });
    for (let turns = 0; turns < 6; turns += 1) {
      for (const { resolve } of dhcp.waiting.splice(0)) resolve();
      await turn();
    }
    const reply = dhcp.wire.sent.slice(before).find((each) => each.xid === xid);
    return reply && readClientAnswer(encodeMessage(reply), xid);
  }

  let address = '10.20.1.100';
  let xid = 1;
  const wire: PhoneWire = {
    async ask(asking) {
      pass(5);
      return speak(clientMessage(mac, asking), asking.xid);
    },
    async beAt(given) {
      address = given === undefined ? '0.0.0.0' : formatIpv4(given.address);
    },
    async fetch(name, how): Promise<Fetched> {
      const { by: protocol = 'tftp', elsewhere, silentAfter, blockTime } = how;
      const from = elsewhere ? '10.20.1.200' : address;
      const body = bodyOf(name);
      const request = {
        protocol,
        address: from,
        fileName: name,
        ...(how.agent && { agent: how.agent }),
      };
      story.request(request);
      if (elsewhere && scenario.site !== 'open-access') {
        story.request({ ...request, outcome: 'denied', detail: 'not its address' });
        return { kind: 'error', message: 'denied' };
      }
      if (!body) {
        const outcome = isExpectedMiss(name) ? 'expected-miss' : 'not-found';
        story.request({ ...request, outcome, durationMs: 1 });
        return { kind: 'error', message: 'file not found' };
      }
      const size = body.length;
      if (silentAfter !== undefined) {
        pass(6_000);
        story.request({
          ...request,
          outcome: 'timeout',
          bytes: silentAfter * 512,
          size,
          durationMs: 6_000,
        });
        return { kind: 'timeout' };
      }
      const ms = Math.ceil(size / 512) * (blockTime === undefined ? 0.1 : spanMs(blockTime));
      pass(ms);
      story.request({ ...request, outcome: 'sent', bytes: size, size, durationMs: ms });
      return { kind: 'file', bytes: body, ms };
    },
    async tell(step) {
      const atMs = time.ms;
      if ('pnp' in step) return story.note(mac, { kind: 'pnp', atMs, address, outcome: step.pnp });
      const from = step.elsewhere ? '10.20.1.200' : address;
      const { source } = step;
      const told = { kind: 'sip', atMs, line: '7001', state: step.pbx, address: from } as const;
      story.note(mac, source === undefined ? told : { ...told, source });
    },
    async pause(ms) {
      pass(ms);
    },
    now: () => time.ms,
    random: () => xid++,
  };

  function pass(ms: number): void {
    time.ms += ms;
    dhcp.time.monotonicMs += ms;
  }

  function bodyOf(name: string): Uint8Array | undefined {
    if (scenario.site === 'whole-set' && SET[name]) return SET[name];
    const made = snapshot.find(name)?.render();
    return made === undefined ? undefined : Buffer.from(made);
  }

  if (scenario.site === 'full-pool') {
    const other = { steps: [{ dhcp: 'address' as const }] };
    await runScenario(
      other,
      { ...phone, mac: MACS['fanvil-x4'] as Mac },
      { ...wire, ask: asOther(speak) },
      () => {},
    );
  }
  await runScenario(scenario, phone, wire, () => {});
  await dhcp.server.close();
  return story.of(mac);

  function asOther(say: typeof speak): NonNullable<PhoneWire['ask']> {
    return (asking) => say(clientMessage(MACS['fanvil-x4'] as Mac, asking), asking.xid);
  }
}

function phoneFor({ model = 'cisco', stranger }: Scenario) {
  const found = [...PACKS.models.values()].find(({ id }) => id in MACS && id.startsWith(model));
  if (!found) throw new Error(model);
  const mac = stranger ? STRANGER : (MACS[found.id] ?? '');
  return { mac: macFromBytes(Buffer.from(mac.replaceAll(':', ''), 'hex')), model: found };
}
