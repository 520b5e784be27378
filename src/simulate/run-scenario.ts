// A scenario, done: one pretend phone between its steps and the wire. What answers, and what time is, it does not know.

import { formatIpv4, type Ipv4, parseIpv4 } from '../core/ipv4.js';
import { macHex } from '../core/mac.js';
import type { Asking, DhcpAnswer, Did, Fetched, PhoneWire, PretendPhone } from './phone-wire.js';
import { runBoot } from './run-boot.js';
import {
  type BootStep,
  type DhcpStep,
  type GetStep,
  type Scenario,
  type ScenarioStep,
  spanMs,
} from './scenario.js';

/** Between two files, as phones take time. */
const BETWEEN_MS = 150;
/** RFC 2131 section 4.1: a client asks again after 4, 8, 16 seconds. */
const AGAIN_MS = [4_000, 8_000, 16_000] as const;
/** What desk phones ask for. */
const WANTS = [1, 66, 6, 3, 15, 150, 35] as const;

/** What the phone knows meanwhile. */
interface State {
  offer: DhcpAnswer | undefined;
  address: Ipv4 | undefined;
  server: Ipv4 | undefined;
}

export async function runScenario(
  { steps }: Pick<Scenario, 'steps'>,
  phone: PretendPhone,
  wire: PhoneWire,
  tell: (did: Did) => void,
): Promise<void> {
  const state: State = { offer: undefined, address: undefined, server: undefined };
  const said = (what: string, outcome: string) => tell({ mac: phone.mac, what, outcome });
  await runSteps(steps);

  async function runSteps(some: readonly ScenarioStep[]): Promise<void> {
    for (const step of some) await runStep(step);
  }

  async function runStep(step: ScenarioStep): Promise<void> {
    if ('wait' in step) return wire.pause(spanMs(step.wait));
    if ('repeat' in step) {
      for (let round = 0; round < step.repeat; round += 1) await runSteps(step.steps);
      return;
    }
    const { times = 1, every = '0s' } = step;
    for (let time = 1; ; time += 1) {
      const beganMs = wire.now();
      if ('dhcp' in step) await speakDhcp(step);
      else if ('get' in step) await get(step);
      else if ('pbx' in step || 'pnp' in step) await wire.tell?.(step);
      else await boot(step);
      if (time >= times) return;
      await wire.pause(Math.max(0, beganMs + spanMs(every) - wire.now()));
    }
  }

  async function boot({ boot: what, blockTime }: BootStep): Promise<void> {
    const how = blockTime === undefined ? {} : { blockTime };
    await runBoot(phone.script, async ({ name }) => {
      const role = phone.roleOf(name);
      if (what === 'files' && (role === 'load' || role === 'part')) return undefined;
      const got = await fetch(name, role === 'part' ? how : {});
      if (got.kind === 'timeout') return 'stop';
      await wire.pause(BETWEEN_MS);
      return got.kind === 'file' ? got.bytes : undefined;
    });
  }

  async function get({ get: written, times: _, every: __, ...how }: GetStep): Promise<void> {
    const hex = macHex(phone.mac);
    const name = written
      .replaceAll('{MAC}', hex.toUpperCase())
      .replaceAll('{mac}', hex)
      .replaceAll('{common}', phone.script.first[0]?.name ?? '');
    await fetch(name, how);
    await wire.pause(BETWEEN_MS);
  }

  async function fetch(name: string, how: Parameters<PhoneWire['fetch']>[1]): Promise<Fetched> {
    const got = await wire.fetch(name, how);
    said(name, outcomeOf(got));
    return got;
  }

  async function speakDhcp(step: DhcpStep): Promise<void> {
    switch (step.dhcp) {
      case 'address':
        return takeAddress(step);
      case 'discover':
        await discover(step);
        return;
      case 'request':
        await request(step, state.offer?.address);
        return;
      case 'reboot':
        await request(step, state.address ?? state.offer?.address, false);
        return;
      case 'decline':
      case 'release':
        return giveBack(step);
    }
  }

  async function takeAddress(step: DhcpStep): Promise<void> {
    if (!wire.ask) return;
    await untilAnswered(() => discover(step));
    const { offer } = state;
    if (offer) await untilAnswered(() => request(step, offer.address));
  }

  async function untilAnswered(asks: () => Promise<DhcpAnswer | undefined>): Promise<void> {
    for (const pauseMs of AGAIN_MS) {
      if (await asks()) return;
      await wire.pause(pauseMs);
    }
    await asks();
  }

  async function discover(step: DhcpStep): Promise<DhcpAnswer | undefined> {
    state.offer = await ask('DISCOVER', step, {});
    return state.offer;
  }

  /** `chosen`: it answers an offer, and names who made it. */
  async function request(
    step: DhcpStep,
    wanted: Ipv4 | undefined,
    chosen = true,
  ): Promise<DhcpAnswer | undefined> {
    const server = addressIn(step.server) ?? (chosen ? state.offer?.server : undefined);
    const requested = addressIn(step.address) ?? wanted;
    const answer = await ask('REQUEST', step, { server, requested });
    if (answer?.type !== 'ACK') return answer;
    state.address = answer.address;
    state.server = answer.server;
    await wire.beAt?.(answer);
    return answer;
  }

  async function giveBack(step: DhcpStep): Promise<void> {
    const { address, server } = state;
    const type = step.dhcp === 'decline' ? 'DECLINE' : 'RELEASE';
    // RFC 2131 table 5: one names it in option 50, the other in ciaddr.
    const how = type === 'DECLINE' ? { requested: address } : { own: address };
    await ask(type, step, { server, ...how });
    await wire.beAt?.(undefined);
  }

  async function ask(
    type: Asking['type'],
    step: DhcpStep,
    more: Partial<Pick<Asking, 'server' | 'requested' | 'own'>>,
  ): Promise<DhcpAnswer | undefined> {
    const { secs = 0, vendorClass = phone.vendorClass, hostName, wants = WANTS } = step;
    const asking: Asking = {
      ...{ type, secs, vendorClass, hostName, wants },
      xid: wire.random(),
      server: more.server,
      requested: more.requested,
      own: more.own,
      relay: addressIn(step.relay),
    };
    const answer = await wire.ask?.(asking);
    const isAnswered = type === 'DISCOVER' || type === 'REQUEST';
    if (answer) said(type, `${answer.type} ${formatIpv4(answer.address)}`);
    else said(type, isAnswered ? 'no answer' : '');
    return answer;
  }
}

function addressIn(text: string | undefined): Ipv4 | undefined {
  return text === undefined ? undefined : parseIpv4(text);
}

function outcomeOf(got: Fetched): string {
  switch (got.kind) {
    case 'file':
      return `${got.bytes.length} bytes, ${got.ms.toFixed(0)} ms`;
    case 'error':
      return got.message;
    case 'timeout':
      return 'no more answer';
  }
}
