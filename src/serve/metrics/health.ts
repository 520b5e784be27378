// Could a phone be served now? By the subjects of `doctor`, from what the servers know of themselves.

import { formatSubnet } from '../../core/ipv4.js';
import { waitText } from '../about.js';
import { type Check, ok, problem, warning } from '../doctor/check.js';
import type { Placement } from '../local-address.js';
import type { Link } from '../pbx/link.js';
import { GRANTS } from '../pbx/log-link.js';
import type { ReloadResult } from './tally.js';

/** What the servers know of themselves. */
export interface ServingFacts {
  /** Requests wait until the leases are read. */
  readonly isStarting: boolean;
  /** `0.0.0.0:69` */
  readonly tftp: string;
  readonly http?: string;
  /** Absent: no addresses are given. */
  readonly dhcp?: Placement;
  /** Of the leases: why the last write failed; absent: it did not. */
  readonly journalFault?: string;
  /** Those that are asked who is registered. */
  readonly pbxes?: readonly Pick<Link, 'name' | 'state'>[];
}

export interface HealthFacts extends ServingFacts {
  /** Of the last reading; absent: there was none but the first. */
  readonly reload?: ReloadResult;
}

export function judgeHealth(facts: HealthFacts): readonly Check[] {
  const { isStarting, tftp, http, dhcp, journalFault, pbxes = [], reload } = facts;
  return [
    isStarting
      ? problem('tftp-port', 'requests wait for the leases', 'wait')
      : ok('tftp-port', tftp),
    ...(http === undefined ? [] : [ok('http-port', http)]),
    ...(dhcp ? [judgeDhcp(dhcp), judgeJournal(journalFault)] : []),
    ...pbxes.map(judgePbx),
    judgeReload(reload),
  ];
}

/** Whether phones can be served: what is a warning is for people. */
export function isReady(checks: readonly Check[]): boolean {
  return checks.every(({ status }) => status !== 'problem');
}

function judgeDhcp({ served, waiting }: Placement): Check {
  const names = served.map(({ network }) => formatSubnet(network.subnet)).join(', ');
  if (waiting.length === 0) return ok('dhcp-port', names);
  const say = served.length === 0 ? problem : warning;
  return say(
    'dhcp-port',
    [...(names === '' ? [] : [names]), ...waiting.map(waitText)].join('; '),
    'offhook doctor',
  );
}

function judgeJournal(fault: string | undefined): Check {
  if (fault === undefined) return ok('state-journal', 'the last lease was written');
  return problem(
    'state-journal',
    `leases cannot be written: ${fault}`,
    'see to the disk of the state folder: offhook doctor',
  );
}

/** Phones are served without it. */
function judgePbx({ name, state }: Pick<Link, 'name' | 'state'>): Check {
  const { upMs, fault, lacks } = state;
  const todo = 'offhook doctor';
  if (fault !== undefined) return warning('pbx', `${name} tells nothing: ${fault}`, todo);
  const [lack] = lacks;
  if (lack !== undefined) return warning('pbx', `${name} does not tell all: ${GRANTS[lack]}`, todo);
  return ok(
    'pbx',
    upMs === undefined ? `${name} is being asked` : `${name} tells who is registered`,
  );
}

/** What was served before goes on being served. */
function judgeReload(reload: ReloadResult | undefined): Check {
  if (reload === undefined || reload === 'ok') return ok('inventory', 'as it was read last');
  const what = reload === 'refused' ? 'was refused' : 'failed';
  return warning(
    'inventory',
    `the last reload ${what}: phones get what it said before`,
    'offhook validate',
  );
}
