// What the log says of the link to a PBX: that it is up, that it is lost and why, and what the user on the PBX may not do.

import type { Log } from '../../core/log.js';
import type { AmiFault } from '../../pbx/ami/session.js';
import type { ListsTaken } from './take-lists.js';

/** What an AMI user has to have, and what is not seen without it. */
export const GRANTS = {
  system: '"read" and "write" of its user in manager.conf need the class "system"',
  call: '"write" of its user in manager.conf needs the class "call": what lines are doing is not seen without it',
  security:
    '"read" of its user in manager.conf needs the class "security": why a phone is not registered is not seen without it',
  states:
    'what lines of others are doing cannot be set there: "write" of its user in manager.conf needs the class "call", and Asterisk its module func_devstate',
  driver: 'neither PJSIP nor chan_sip is loaded there: it has no lines to tell of',
} as const;
export type Lack = keyof typeof GRANTS;

/** What is missing of the lists; what is there of one driver need not be of the other. */
export function lacksIn({ contacts, peers, uses }: ListsTaken): readonly Lack[] {
  if (contacts === 'denied' || peers === 'denied') return ['system'];
  const isBare = contacts === 'absent' && peers === 'absent';
  return [
    ...(isBare ? (['driver'] as const) : []),
    ...(uses === 'denied' ? (['call'] as const) : []),
  ];
}

/** Without these nobody knows who is registered. */
export function isBlind(lacks: readonly Lack[]): boolean {
  return lacks.includes('system') || lacks.includes('driver');
}

export interface LinkLog {
  up(version: string, registered: number): void;
  lost(fault: AmiFault, retryInMs: number): void;
  lacks(lack: Lack): void;
  failed(cause: unknown): void;
}

export function logLink(log: Log, pbx: string): LinkLog {
  /** Why it is lost, as it was said; what is tried again and again is said once. */
  let said: string | undefined;
  const lacking = new Set<Lack>();
  return {
    up(version, registered) {
      said = undefined;
      const fields = { event: 'pbx', pbx, state: 'up', version, registered };
      log.info(fields, `the PBX ${pbx} tells who is registered: lines there now ${registered}`);
    },
    lost({ code, message }, retryInMs) {
      const level = said === code ? 'debug' : 'warn';
      said = code;
      const retryMs = Math.round(retryInMs);
      const fields = { event: 'pbx', pbx, state: 'lost', code, retryMs };
      log[level](fields, `the PBX ${pbx} tells nothing: ${message}`);
    },
    lacks(lack) {
      if (lacking.has(lack)) return;
      lacking.add(lack);
      const fields = { event: 'pbx', pbx, state: 'lacks', lack };
      log.warn(fields, `the PBX ${pbx} does not tell all: ${GRANTS[lack]}`);
    },
    failed(cause) {
      log.debug({ event: 'pbx', pbx, err: cause }, `the PBX ${pbx} did not answer`);
    },
  };
}
