// `offhook simulate`: pretend phones that boot, and get stuck where a scenario says so, so that a site can be seen without any.

import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Snapshot } from '../../artifacts/snapshot.js';
import { isThere } from '../../core/file-error.js';
import { isLoopback, parseIpv4 } from '../../core/ipv4.js';
import { printable } from '../../core/printable.js';
import { askStory, type StoryAsker } from '../../serve/story/ask-story.js';
import type { Did } from '../../simulate/phone-wire.js';
import { needsDhcp, needsTeller, type Scenario, SITES } from '../../simulate/scenario.js';
import { printScenario, readScenario } from '../../simulate/scenario-file.js';
import { SCENARIOS } from '../../simulate/scenarios/all.js';
import { AT_A_PBX } from '../../simulate/scenarios/at-a-pbx.js';
import { SIP_PORT } from '../../sip/message/uri.js';
import type { Model, ModelFacts } from '../../site/model.js';
import { EXIT } from '../exit-codes.js';
import { type Io, UsageError } from '../io.js';
import { openSnapshot, ownTemplates, type SiteOptions } from '../open-snapshot.js';
import { startTroupe } from '../phone-troupe.js';
import type { Role } from '../play-phone.js';
import {
  type LineReport,
  lineName,
  lineSays,
  type RegisterOptions,
} from '../probe-registration.js';
import type { Addresses } from '../simulated-addresses.js';
import { openAddresses } from '../simulated-addresses.js';
import { inOwnNamespace } from '../simulated-namespace.js';
import { castPhones, type Part } from '../simulated-phones.js';
import { type Ended, formatEnd, formatJson, isAsExpected } from '../simulated-report.js';
import type { RegisterSettings } from '../simulated-wire.js';
import { chooseStateDir } from '../state-dir.js';

export interface SimulateOptions
  extends SiteOptions,
    Pick<RegisterOptions, 'stay' | 'pbx' | 'fromOtherPort'> {
  readonly phones?: number;
  /** So many at the most, of which each phone has its own where there are enough. */
  readonly processes: number;
  /** Names, or files. */
  readonly scenario?: readonly string[];
  readonly list?: boolean;
  readonly show?: string;
  readonly server?: string;
  readonly port: number;
  readonly httpPort: number;
  readonly interface?: string;
  readonly namespace?: boolean;
  /** Exit code 1 where the server tells another row than a scenario ends in. */
  readonly expect?: boolean;
  /** Those that are well register their lines. */
  readonly register?: boolean;
  readonly stateDir?: string;
  readonly format: 'text' | 'json';
}

export async function simulate(options: SimulateOptions, io: Io): Promise<number> {
  if (options.list) return list(options, io);
  if (options.show !== undefined) return show(options.show, io);
  const scenarios = (options.scenario ?? []).map((each) => scenarioOf(each, io));
  checkPlace(options, scenarios);
  const { snapshot } = await openSnapshot({ ...options, secrets: false }, io);
  const parts = castPhones(snapshot, scenarios, options.phones);
  if (options.namespace) return inOwnNamespace(snapshot.site.networks, io);
  sayNeeds(parts, io);
  const asker = askStory(chooseStateDir(options.stateDir, io));
  const { interface: device } = options;
  const addresses = device === undefined ? undefined : await openAddresses(device);
  try {
    return await play({ parts, snapshot, addresses, asker }, options, io);
  } catch (cause) {
    if (io.stop.aborted) return EXIT.ok;
    throw cause;
  } finally {
    await addresses?.close();
  }
}

interface Stage {
  readonly parts: readonly Part[];
  readonly snapshot: Snapshot;
  readonly addresses: Addresses | undefined;
  readonly asker: StoryAsker;
}

async function play(stage: Stage, options: SimulateOptions, io: Io): Promise<number> {
  const { parts, addresses, asker } = stage;
  const { format, expect } = options;
  const did: Did[][] = parts.map(() => []);
  const lines = parts.map(() => new Map<string, LineReport>());
  const isOut = () => lines.some((of) => [...of.values()].some((line) => !line.isRegistered));
  const tell = (each: Did, ms: number) => {
    if (format === 'text') io.out(`${printable(lineOf(each, ms))}\n`);
  };
  const troupe = await startTroupe({
    ...troupeOf(stage, options, io),
    stop: io.stop,
    said(phone, each, ms) {
      did[phone]?.push(each);
      tell(each, ms);
    },
    line(phone, line, ms) {
      lines[phone]?.set(line.number, line);
      const mac = parts[phone]?.mac;
      if (mac !== undefined) tell({ mac, what: lineName(line), outcome: lineSays(line) }, ms);
    },
  });
  try {
    if (addresses) await untilServed(asker, io);
    troupe.begin();
    const all = await Promise.all(
      parts.map(async (part, phone): Promise<Ended> => {
        const broke = await troupe.ended(phone);
        if (broke !== undefined) io.err(`${part.mac}: ${printable(broke)}; the others go on\n`);
        // At once: what is true of it now need not be when the last one has done.
        const told = await asker.phone(part.mac).catch(() => undefined);
        const of =
          options.register && isWell(part) ? [...(lines[phone]?.values() ?? [])] : undefined;
        return { ...part, did: did[phone] ?? [], told, broke, lines: of };
      }),
    );
    io.out(format === 'json' ? formatJson(all) : formatEnd(all, expect === true));
    const isOther = all.some((each) => each.broke !== undefined || (expect && !isAsExpected(each)));
    if (options.register) await untilLeft(options.stay, io);
    return isOther || isOut() ? EXIT.findings : EXIT.ok;
  } finally {
    await troupe.close();
  }
}

/** One after the other: a shelf that gets its power at once is a switch's matter. */
const APART_MS = 250;

function troupeOf({ parts, snapshot, addresses }: Stage, options: SimulateOptions, io: Io) {
  const { server, port: tftpPort, httpPort, processes } = options;
  const register = options.register ? registerSettings(options, io) : undefined;
  const roles: readonly Role[] = parts.map((part, index) => {
    const { mac, place, model, scenario } = part;
    const role = { mac, place, model: model.id, steps: scenario.steps, afterMs: index * APART_MS };
    return register && isWell(part) ? { ...role, sipPort: sipPortOf(part, snapshot) } : role;
  });
  const servers = { ...(server !== undefined && { server }), tftpPort, httpPort };
  const models = [...snapshot.packs.models.values()].map(factsOf);
  return { roles, models, servers, addresses, processes, register };
}

/** One that ends in a row of the diagnoses is no phone that registers. */
const isWell = ({ scenario }: Part) => scenario.row === undefined;

/** Where its file says that it hears SIP, and where `resync` looks for it. */
function sipPortOf({ mac, model }: Part, { phones, packs }: Snapshot): number {
  const phone = phones.get(mac);
  return (phone && packs.drivers.get(model.vendor)?.sipEar(phone).port) ?? SIP_PORT;
}

function registerSettings(options: SimulateOptions, { cwd }: Io): RegisterSettings {
  const { pbx, fromOtherPort = false } = options;
  return { ...(pbx && { pbx }), fromOtherPort, cwd, templates: ownTemplates(options, cwd) };
}

/** Phones that are registered stay, and answer what they are asked. */
async function untilLeft(staySeconds: number | undefined, { err, stop }: Io): Promise<void> {
  if (staySeconds === undefined) err('they stay registered until Ctrl-C\n');
  const staysMs = staySeconds === undefined ? LONG_MS : staySeconds * 1_000;
  await delay(staysMs, undefined, { signal: stop }).catch(() => {});
}

/** The longest that a timer can be. */
const LONG_MS = 2 ** 31 - 1;

/** As much of a model as a phone needs: the rest has its weight in each process. */
function factsOf({ id, vendor, name, dhcp, facts, folder }: Model): ModelFacts {
  return { id, vendor, name, dhcp, facts, folder };
}

const ASK_EVERY_MS = 500;

/** What phones do before anybody serves is seen by nobody. Rejects when all is to end. */
async function untilServed(asker: StoryAsker, { err, stop }: Io): Promise<void> {
  const isThere = () =>
    asker.strangers().then(
      () => true,
      () => false,
    );
  if (await isThere()) return;
  err('waiting for offhook serve\n');
  while (!(await isThere())) await delay(ASK_EVERY_MS, undefined, { signal: stop });
}

function lineOf({ mac, what, outcome }: Did, ms: number): string {
  return `${(ms / 1_000).toFixed(1).padStart(6)} s  ${mac}  ${what}${outcome && `: ${outcome}`}`;
}

function scenarioOf(said: string, { cwd }: Io): Scenario {
  const known = SCENARIOS.find(({ name }) => name === said);
  if (known) return known;
  const path = resolve(cwd, said);
  if (!isThere(path)) {
    throw new UsageError(`no scenario "${said}", and no such file: offhook simulate --list`);
  }
  if (statSync(path).size > FILE_MAX) throw new UsageError(`${said} is too large for a scenario`);
  const read = readScenario(readFileSync(path, 'utf8'), said);
  if ('faults' in read) throw new UsageError(read.faults.join('\n'));
  return read;
}

const FILE_MAX = 64 << 10;

/** Nothing goes to a wire that nobody named. */
function checkPlace(options: SimulateOptions, scenarios: readonly Scenario[]): void {
  const told = scenarios.find(needsTeller);
  if (told) throw new UsageError(refusalOf(told));
  const { server, interface: device, namespace } = options;
  if (device !== undefined && namespace) {
    throw new UsageError('--namespace makes a wire of its own: leave --interface out');
  }
  if (device !== undefined || namespace) return;
  const ip = server === undefined ? undefined : parseIpv4(server);
  if (server !== undefined && (ip === undefined || !isLoopback(ip))) {
    throw new UsageError(
      `${server} is not on this machine: without --interface phones pretend on 127.0.0.0/8 alone`,
    );
  }
  const [needy] = scenarios.filter(needsDhcp);
  if (needy) {
    throw new UsageError(
      `the scenario ${needy.name} needs DHCP: --namespace makes a wire for it, or --interface names one`,
    );
  }
}

/** What a PBX tells, it tells a server that runs; no phone can have it tell that. */
function refusalOf({ name }: Scenario): string {
  const what = `what ${name} has a PBX or a multicast say, nobody says to a server that runs`;
  const how = AT_A_PBX[name];
  const instead =
    how === undefined
      ? 'no pretend phone brings it about elsewhere either'
      : `at a PBX whose AMI the inventory names: ${how}`;
  return `${what}; ${instead} ("offhook simulate --show ${name}" prints its steps)`;
}

function sayNeeds(parts: readonly Part[], io: Io): void {
  for (const { scenario } of parts) {
    if (scenario.site) io.err(`${scenario.name} is true of a site where ${SITES[scenario.site]}\n`);
  }
}

function list({ format }: SimulateOptions, io: Io): number {
  if (format === 'json') {
    io.out(`${JSON.stringify({ version: 1, scenarios: SCENARIOS }, null, 2)}\n`);
    return EXIT.ok;
  }
  const lines = SCENARIOS.map((scenario) => {
    const { name, row = '', does } = scenario;
    const how = needsTeller(scenario) ? 'told' : needsDhcp(scenario) ? 'DHCP' : '';
    return `${name.padEnd(24)}  ${row.padEnd(4)} ${how.padEnd(5)} a phone that ${does}`;
  });
  io.out(`${lines.join('\n')}\n`);
  return EXIT.ok;
}

function show(name: string, io: Io): number {
  io.out(printScenario(scenarioOf(name, io)));
  return EXIT.ok;
}
