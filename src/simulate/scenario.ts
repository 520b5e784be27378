// What a pretend phone does, as data: steps in their order. The shipped ones are rows of a table, others are files.

import type { LineState, PnpOutcome } from '../site/told-of.js';

/** What the site that is served must be like for a scenario to end as it says, in words for people. */
export const SITES = {
  'no-pool': 'its network has no pool, and the phone no address of its own',
  'full-pool': 'all addresses of the pool are given away, and the phone has none of its own',
  'second-network': 'there is a network 10.30.1.0/24 behind a relay agent',
  'open-access': 'files go to any address (site.access: open), as they do without DHCP',
  'whole-set': 'firmware/ has the set that the phone asks for',
  http: 'files are served by HTTP, too',
  pbx: 'its PBX tells who is registered',
  'pbx-two-lines': 'its PBX tells who is registered, and the phone has two lines',
  'pbx-first-line':
    'its PBX tells who is registered, and the phone has two lines and the proxy USECALLMANAGER',
} as const satisfies Readonly<Record<string, string>>;

export type SiteNeed = keyof typeof SITES;

export interface Scenario {
  readonly name: string;
  /** Completes "a phone that …". */
  readonly does: string;
  /** Of the table of diagnoses, in which the phone is at the end; absent: in no problem. */
  readonly row?: string;
  /** Start of a model's id: `cisco`, `fanvil-x4`; absent: any. */
  readonly model?: string;
  /** The inventory does not have the phone. */
  readonly stranger?: true;
  readonly site?: SiteNeed;
  readonly steps: readonly ScenarioStep[];
}

/** Of phones of this model alone. */
export const scenarioOf =
  (model: string) =>
  (scenario: Omit<Scenario, 'model'>): Scenario => ({ model, ...scenario });

/** It takes an address. */
export const ADDRESS: ScenarioStep = { dhcp: 'address' };

/** `30s`, `500ms`, `2m`. */
export type Span = string;

/** A step that comes several times; `every`: from the beginning of one to that of the next. */
interface Often {
  readonly times?: number;
  readonly every?: Span;
}

/**
 * `address`: DISCOVER and, if it is offered one, REQUEST, each again until it is answered. `discover`, `request`: one of the two,
 * once. `reboot`: REQUEST for an address that it had before. `decline`, `release`: gives back what it has.
 */
export const DHCP_DOINGS = [
  ...(['address', 'discover', 'request', 'reboot', 'decline', 'release'] as const),
] as const;

export interface DhcpStep extends Often {
  readonly dhcp: (typeof DHCP_DOINGS)[number];
  /** Option 60; absent: that of its model. */
  readonly vendorClass?: string;
  /** Option 12. */
  readonly hostName?: string;
  /** Option 55; absent: as its model asks. */
  readonly wants?: readonly number[];
  /** Seconds since it began, by its own account. */
  readonly secs?: number;
  /** Option 54 of a REQUEST; absent: who made the offer. */
  readonly server?: string;
  /** Option 50; absent: what it was offered, or has. */
  readonly address?: string;
  /** giaddr: as if a relay agent had brought it. */
  readonly relay?: string;
}

export interface GetStep extends Often {
  /** `{MAC}` and `{mac}` are its twelve digits, `{common}` the first file that its model asks for. */
  readonly get: string;
  readonly by?: 'tftp' | 'http';
  /** User-Agent of HTTP. */
  readonly agent?: string;
  /** After so many blocks of TFTP it says nothing more. */
  readonly silentAfter?: number;
  /** Of so many packets of TFTP one is lost. */
  readonly losesOneIn?: number;
  /** It takes so long for each block of TFTP. */
  readonly blockTime?: Span;
  /** From another address than its own. */
  readonly elsewhere?: true;
}

/** The files of its model in their order. `firmware`: with those of its firmware; a phone that has it leaves them out. */
export interface BootStep extends Pick<GetStep, 'blockTime'>, Often {
  readonly boot: 'files' | 'firmware';
}

/** What is told of it meanwhile, of the first of its lines. No phone does that: there has to be somebody who tells. */
export interface PbxStep extends Often {
  readonly pbx: LineState;
  /** Another address than its own registered. */
  readonly elsewhere?: true;
  /** Its REGISTER came from this address, which is not the one that it told: a NAT is between. */
  readonly source?: string;
}

/** It asks by SIP multicast for its URL, and that comes of it. */
export interface PnpStep extends Often {
  readonly pnp: PnpOutcome;
}

export interface WaitStep {
  readonly wait: Span;
}

export interface RepeatStep {
  readonly repeat: number;
  readonly steps: readonly ScenarioStep[];
}

export type ScenarioStep =
  | DhcpStep
  | GetStep
  | BootStep
  | PbxStep
  | PnpStep
  | WaitStep
  | RepeatStep;

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000 };
export const SPAN = /^(\d{1,6})(ms|s|m)$/;

/** Of a span that has been checked. */
export function spanMs(span: Span): number {
  const [, digits, unit = ''] = SPAN.exec(span) ?? [];
  return Number(digits) * (UNIT_MS[unit] ?? 0);
}

/** It cannot be done without a DHCP server: it does more there than to take an address, or it takes one and no more. */
export function needsDhcp({ steps }: Pick<Scenario, 'steps'>): boolean {
  const all = flat(steps);
  const isMore = all.some((step) => 'dhcp' in step && !isPlain(step));
  return isMore || (all.some((step) => 'dhcp' in step) && !all.some(isOfFiles));
}

/** What is told of the phone is part of it. */
export function needsTeller({ steps }: Pick<Scenario, 'steps'>): boolean {
  return flat(steps).some((step) => 'pbx' in step || 'pnp' in step);
}

const isPlain = (step: DhcpStep) => step.dhcp === 'address' && Object.keys(step).length === 1;
const isOfFiles = (step: ScenarioStep) => 'get' in step || 'boot' in step;

function flat(steps: readonly ScenarioStep[]): readonly ScenarioStep[] {
  return steps.flatMap((step) => ('repeat' in step ? flat(step.steps) : [step]));
}
