// `offhook simulate`: pretend phones that boot, and get stuck where a scenario says so, so that a site can be seen without any.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isLoopback, parseIpv4 } from '../../core/ipv4.js';
import { jsonText, printable } from '../../core/printable.js';
import type { PhoneAnswer } from '../../page/wire/phone.js';
import { askStory, type StoryAsker } from '../../serve/story/ask-story.js';
import type { Did } from '../../simulate/phone-wire.js';
import { needsDhcp, type Scenario, SITES } from '../../simulate/scenario.js';
import { printScenario, readScenario } from '../../simulate/scenario-file.js';
import { SCENARIOS } from '../../simulate/scenarios/all.js';
import type { Model, ModelFacts } from '../../site/model.js';
import { EXIT } from '../exit-codes.js';
import { type Io, UsageError } from '../io.js';
import { openSnapshot, type SiteOptions } from '../open-snapshot.js';
import { startTroupe } from '../phone-troupe.js';
import type { Role } from '../play-phone.js';
import type { Addresses } from '../simulated-addresses.js';
import { openAddresses } from '../simulated-addresses.js';
import { inOwnNamespace } from '../simulated-namespace.js';
import { castPhones, type Part } from '../simulated-phones.js';
import { chooseStateDir } from '../state-dir.js';

export interface SimulateOptions extends SiteOptions {
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
  readonly stateDir?: string;
  readonly format: 'text' | 'json';
}

/** What a phone did, and what the server says of it then. */
interface Ended extends Part {
  readonly did: readonly Did[];
  readonly told: PhoneAnswer | undefined;
  /** Why it could not do all of it. */
  readonly broke: string | undefined;
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
    return await play(
      { parts, models: [...snapshot.packs.models.values()], addresses, asker },
      options,
      io,
    );
  } catch (cause) {
    if (io.stop.aborted) return EXIT.ok;
    throw cause;
  } finally {
    await addresses?.close();
  }
}

interface Stage {
  readonly parts: readonly Part[];
  readonly models: readonly Model[];
  readonly addresses: Addresses | undefined;
  readonly asker: StoryAsker;
}

async function play(stage: Stage, options: SimulateOptions, io: Io): Promise<number> {
  const { parts, addresses, asker } = stage;
  const { format, expect } = options;
  const did: Did[][] = parts.map(() => []);
  const troupe = await startTroupe({
    ...troupeOf(stage, options),
    stop: io.stop,
    said(phone, each, ms) {
      did[phone]?.push(each);
      if (format === 'text') io.out(`${printable(lineOf(each, ms))}\n`);
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
        return { ...part, did: did[phone] ?? [], told, broke };
      }),
    );
    io.out(format === 'json' ? formatJson(all) : formatEnd(all, expect === true));
    const isOther = all.some((each) => each.broke !== undefined || (expect && !isAsExpected(each)));
    return isOther ? EXIT.findings : EXIT.ok;
  } finally {
    await troupe.close();
  }
}

/** One after the other: a shelf that gets its power at once is a switch's matter. */
const APART_MS = 250;

function troupeOf({ parts, models, addresses }: Stage, options: SimulateOptions) {
  const { server, port: tftpPort, httpPort, processes } = options;
  const roles: readonly Role[] = parts.map(({ mac, place, model, scenario }, index) => {
    return { mac, place, model: model.id, steps: scenario.steps, afterMs: index * APART_MS };
  });
  const servers = { ...(server !== undefined && { server }), tftpPort, httpPort };
  return { roles, models: models.map(factsOf), servers, addresses, processes };
}

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
  if (!existsSync(path)) {
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
    const how = needsDhcp(scenario) ? 'DHCP' : '';
    return `${name.padEnd(24)}  ${row.padEnd(4)} ${how.padEnd(5)} a phone that ${does}`;
  });
  io.out(`${lines.join('\n')}\n`);
  return EXIT.ok;
}

function show(name: string, io: Io): number {
  io.out(printScenario(scenarioOf(name, io)));
  return EXIT.ok;
}

function isAsExpected({ scenario: { row }, told, broke }: Ended): boolean {
  if (told === undefined || broke !== undefined) return false;
  return row === undefined ? told.word !== 'stuck' : told.diagnosis === row;
}

function formatEnd(all: readonly Ended[], expect: boolean): string {
  const lines = all.map((each) => {
    const { mac, scenario, told, broke } = each;
    const word = told === undefined ? 'no server tells' : `${told.word}: ${told.sentence}`;
    const { row = 'no problem' } = scenario;
    const isOther = expect && !isAsExpected(each);
    const as = isOther ? `  (${told?.diagnosis ?? 'nothing'} in place of ${row})` : '';
    const end = broke === undefined ? '' : `  (${broke})`;
    return `${mac}  ${scenario.name}  ${word}${as}${end}`;
  });
  return ['', ...lines].map((line) => `${printable(line)}\n`).join('');
}

function formatJson(all: readonly Ended[]): string {
  const phones = all.map((each) => {
    const { mac, model, scenario, did, told, broke } = each;
    const { name, row } = scenario;
    const steps = did.map(({ what, outcome }) => ({ what, outcome }));
    const said = told && { word: told.word, sentence: told.sentence, diagnosis: told.diagnosis };
    return {
      mac,
      model: model.id,
      scenario: name,
      row,
      steps,
      told: said,
      broke,
      asExpected: isAsExpected(each),
    };
  });
  return jsonText({ version: 1, phones });
}
