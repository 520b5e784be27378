// The part of `probe` that registers: which lines the fetched files have, and what the PBX says to each.

import type { Mac } from '../core/mac.js';
import { printable } from '../core/printable.js';
import type { PretendLine } from '../simulate/register-line.js';
import type { RequestOutcome } from '../sip/agent/user-agent.js';
import type { FetchedLine } from './fetched-lines.js';
import type { Io } from './io.js';
import { playRegistrations } from './pretend-registrations.js';
import { registerMeaning, wordsOf } from './register-words.js';
import { TOOL_VERSION } from './tool-version.js';

export interface RegisterOptions {
  /** Seconds. */
  readonly stay?: number;
  /** Where it is sent, in place of what the file says. */
  readonly pbx?: { readonly host: string; readonly port?: number };
  readonly sipPort: number;
  readonly fromOtherPort?: boolean;
  readonly format: 'text' | 'json';
}

export interface LineReport {
  readonly number: string;
  readonly pbx?: string;
  readonly isRegistered: boolean;
  readonly says: string;
  readonly todo?: string;
  readonly grade?: string;
  readonly answer?: string;
}

/** How long each REGISTER may wait: as long as RFC 3261 lets a phone wait, nobody at a keyboard does. */
export const GIVE_UP_MS = 8_000;

/** Text is told while it happens; what comes back is told at the end in JSON. */
export async function registerFetched(
  mac: Mac,
  model: string,
  found: readonly FetchedLine[],
  options: RegisterOptions,
  io: Io,
): Promise<readonly LineReport[]> {
  const say = (text: string) => {
    if (options.format === 'text') io.out(`${printable(text)}\n`);
  };
  const reports = new Map<string, LineReport>();
  function report(told: LineReport): void {
    if (!reports.has(told.number)) reports.set(told.number, told);
    for (const text of linesOf(told)) say(text);
  }
  if (found.length === 0) {
    const says = 'no file that was fetched names a line, so there is nothing to register';
    say(says);
    return [{ number: '', isRegistered: false, says }];
  }
  const lines = linesToTry(found, options.pbx, report);
  await playRegistrations({
    ...{ mac, lines, giveUpMs: GIVE_UP_MS, stop: io.stop },
    product: `offhook-probe/${TOOL_VERSION} (${model})`,
    local: { address: '0.0.0.0', port: options.sipPort },
    fromOtherPort: options.fromOtherPort ?? false,
    staySeconds: options.stay ?? 0,
    onLine: (line, outcome) => report(reportOf(line, outcome)),
    onAsked: (what, status) => say(`asked ${what}: answered ${status}`),
  });
  return [...reports.values()];
}

/** Those whose file says enough, each sent to `pbx` where somebody says that; of the others it is reported why not. */
export function linesToTry(
  found: readonly FetchedLine[],
  pbx: RegisterOptions['pbx'],
  report: (line: LineReport) => void,
): readonly PretendLine[] {
  for (const { number, why } of found) {
    if (why !== undefined) report({ number, isRegistered: false, says: `NOT TRIED: ${why}` });
  }
  return found.flatMap(({ line }) =>
    line === undefined ? [] : { ...line, target: { ...line.target, ...pbx } },
  );
}

export function reportOf(line: PretendLine, outcome: RequestOutcome): LineReport {
  const { number, target } = line;
  const { host, port, transport = 'udp' } = target;
  const pbx = `${host}:${port} by ${transport.toUpperCase()}`;
  return { number, pbx, ...registerMeaning(outcome), answer: wordsOf(outcome) };
}

/** `line 7001 at 10.20.1.1:5060 by UDP`. */
export function lineName({ number, pbx }: Pick<LineReport, 'number' | 'pbx'>): string {
  return `line ${number}${pbx === undefined ? '' : ` at ${pbx}`}`;
}

/** `registered  (200 OK)`. */
export function lineSays({ says, answer }: Pick<LineReport, 'says' | 'answer'>): string {
  return `${says}${answer === undefined ? '' : `  (${answer})`}`;
}

/** With what to do. */
export function linesOf(line: LineReport): readonly string[] {
  return [
    `${lineName(line)}: ${lineSays(line)}`,
    ...(line.todo === undefined ? [] : [`  do: ${line.todo}`]),
  ];
}
