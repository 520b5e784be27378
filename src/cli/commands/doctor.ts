// `offhook doctor`: is this machine fit to serve, and if not, what to do. What is looked at is serve/doctor's.

import { checkAtStart } from '../../artifacts/check-at-start.js';
import { jsonText, printable } from '../../core/printable.js';
import { type Check, SUBJECTS } from '../../serve/doctor/check.js';
import { examine, type Plan } from '../../serve/doctor/examine.js';
import { judgeFirmware, judgeInventory } from '../../serve/doctor/judge-inventory.js';
import { EXIT } from '../exit-codes.js';
import type { Io } from '../io.js';
import { type OpenedSnapshot, openSnapshot, type SiteOptions } from '../open-snapshot.js';
import { chooseStateDir } from '../state-dir.js';
import { NODE_RANGE } from '../tool-version.js';

export interface DoctorOptions extends SiteOptions, Omit<Plan, 'site' | 'stateDir' | 'nodeRange'> {
  readonly stateDir?: string;
  readonly format: 'text' | 'json';
}

export async function doctor(options: DoctorOptions, io: Io): Promise<number> {
  const opened = await openSnapshot({ ...options, inventoryOptional: true }, io);
  const hasInventory = opened.config !== undefined;
  const facts = hasInventory ? inventoryFacts(opened) : undefined;
  const checks = [
    judgeInventory(facts),
    ...(facts ? judgeFirmware(facts) : []),
    ...(await examine({
      ...options,
      ...(hasInventory && { site: opened.snapshot.site }),
      stateDir: chooseStateDir(options.stateDir, io),
      nodeRange: NODE_RANGE,
    })),
  ];
  io.out(options.format === 'json' ? formatJson(checks) : formatText(checks));
  return checks.some(({ status }) => status === 'problem') ? EXIT.findings : EXIT.ok;
}

function inventoryFacts({ snapshot, file }: OpenedSnapshot) {
  return { file, phones: snapshot.phones.size, findings: checkAtStart(snapshot).diagnostics };
}

const STATUS_WIDTH = 'problem'.length;
const SUBJECT_WIDTH = Math.max(...SUBJECTS.map((subject) => subject.length));

function formatText(checks: readonly Check[]): string {
  const lines = checks.flatMap((check) => [
    `${check.status.padEnd(STATUS_WIDTH)}  ${check.subject.padEnd(SUBJECT_WIDTH)}  ${check.seen}`,
    ...(check.status === 'ok' ? [] : [`${''.padEnd(STATUS_WIDTH)}  to do: ${check.todo}`]),
  ]);
  const count = (wanted: Check['status']) =>
    checks.filter(({ status }) => status === wanted).length;
  const summary = `problems: ${count('problem')}, warnings: ${count('warning')}`;
  // Names of other programs are theirs to choose.
  return [...lines, summary].map((line) => `${printable(line)}\n`).join('');
}

function formatJson(checks: readonly Check[]): string {
  return jsonText({ version: 1, checks });
}
