// Does each PBX that the inventory says how to ask answer, and may we ask it what we need? Asked as the servers would; nothing of
// it is changed.

import { systemClock } from '../../core/clock.js';
import { messageOf } from '../../core/coded-error.js';
import { later } from '../../core/later.js';
import { openAmiSession } from '../../pbx/ami/open-session.js';
import { amiServerOf } from '../../pbx/ami/server-of.js';
import type { AmiServer } from '../../pbx/ami/session.js';
import { isOfSecurity } from '../../pbx/lines/read-event.js';
import { createRegistrations } from '../../pbx/lines/registrations.js';
import type { Site } from '../../site/site.js';
import { GRANTS, isBlind, type Lack, lacksIn } from '../pbx/log-link.js';
import { listsOf, takeLists } from '../pbx/take-lists.js';
import { type Check, ok, warning } from './check.js';

export interface AskedPbx {
  readonly name: string;
  /** Accounts that are registered there and that it reaches. */
  readonly registered: number;
  readonly lacks: readonly Lack[];
}

export function judgePbx({ name, registered, lacks }: AskedPbx): readonly Check[] {
  const blind = lacks.map((lack) => warning('pbx', `${name} does not tell all`, GRANTS[lack]));
  if (isBlind(lacks)) return blind;
  return [ok('pbx', `${name} tells who is registered: lines there now ${registered}`), ...blind];
}

/** Phones are served without it. */
export function judgeSilentPbx(name: string, why: string): Check {
  const todo = 'see to that, or leave `ami` out: who is registered is not seen without it';
  return warning('pbx', `${name} tells nothing: ${why}`, todo);
}

export async function checkPbxes(managers: Site['managers']): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const [name, manager] of managers) {
    const server = amiServerOf(manager);
    if (server) checks.push(...(await checkPbx(name, server)));
  }
  return checks;
}

async function checkPbx(name: string, server: AmiServer): Promise<readonly Check[]> {
  try {
    return judgePbx({ name, ...(await ask(server)) });
  } catch (error) {
    return [judgeSilentPbx(name, messageOf(error))];
  }
}

/** It tells those who may hear of logins of our own at once. */
const HEARS_LOGIN_MS = 1_000;

async function ask(server: AmiServer): Promise<Omit<AskedPbx, 'name'>> {
  const hears = later<boolean>();
  const session = await openAmiSession(server, {
    onEvent(event) {
      if (isOfSecurity(event)) hears.resolve(true);
    },
  });
  const timer = setTimeout(hears.resolve, HEARS_LOGIN_MS, false);
  try {
    const registrations = createRegistrations(NOBODY);
    const lacks = lacksIn(await takeLists(listsOf(session, registrations, systemClock)));
    const isDeaf = !isBlind(lacks) && !(await hears.promise);
    return {
      registered: registrations.registered(),
      lacks: isDeaf ? [...lacks, 'security'] : lacks,
    };
  } finally {
    clearTimeout(timer);
    await session.close();
  }
}

/** Only how many are registered is asked for. */
const NOBODY = {
  directory: {
    lineOf: () => undefined,
    namedIn: () => [],
    isPhone: () => false,
    holderOf: () => undefined,
  },
  tell() {},
  used() {},
  wanting() {},
  soon() {},
};
