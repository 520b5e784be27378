// A pretend phone that has its files: registers its lines as they say, stays, and reads them again when it is told to.

import { readPacks } from '../artifacts/read-snapshot.js';
import { codeOf, messageOf } from '../core/coded-error.js';
import { later } from '../core/later.js';
import type { Mac } from '../core/mac.js';
import { knownModel } from '../phones/packs/known-models.js';
import type { Did } from '../simulate/phone-wire.js';
import { headerOf } from '../sip/message/headers.js';
import type { SipRequest } from '../sip/message/message.js';
import { NOTIFY_ACTIONS, type NotifyWay, REGISTER_CALL_ID } from '../site/notify.js';
import { type FetchedFile, type FetchedLine, linesOfFiles } from './fetched-lines.js';
import { playRegistrations, type RegistrationsPlan } from './pretend-registrations.js';
import { GIVE_UP_MS, type LineReport, linesToTry, reportOf } from './probe-registration.js';
import type { RegisterSettings } from './simulated-wire.js';
import { TOOL_VERSION } from './tool-version.js';

export interface Registering {
  readonly mac: Mac;
  /** Id. */
  readonly model: string;
  /** Where it hears SIP, if that is free. */
  readonly port: number;
  /** It leaves. */
  readonly stop: AbortSignal;
  readonly settings: RegisterSettings;
  /** Undefined: it has none any more. */
  address(): string | undefined;
  /** What it has fetched, the last one last. */
  files(): readonly FetchedFile[];
  fetchAgain(): Promise<void>;
  did(did: Did): void;
  line(line: LineReport): void;
}

export interface Stay {
  /** It has left its PBX. */
  readonly left: Promise<void>;
}

/** Resolves when each of its lines is told. Rejects where no socket can be had. */
export async function stayRegistered(phone: Registering): Promise<Stay> {
  const told = later<void>();
  let isTold = false;
  const left = stay(phone, () => {
    isTold = true;
    told.resolve();
  });
  await Promise.race([told.promise, left]);
  // The phone has done what it was to do; that it could not stay is one more thing to say.
  const quiet = left.catch((cause) => {
    if (isTold && !phone.stop.aborted) say(phone, messageOf(cause));
  });
  return { left: quiet };
}

/** `onTold`: each line has had its first answer. */
async function stay(phone: Registering, onTold: () => void): Promise<void> {
  const whose = whoseIs(phone);
  const ways = NOTIFY_ACTIONS.flatMap((action) => whose.driver.notifyWays(whose.model, action));
  for (;;) {
    const found = await linesOfFiles(phone.files(), whose);
    const isAgain = await registerUntilTold(phone, found, ways, onTold);
    if (phone.stop.aborted || !isAgain) return;
    say(phone, 'reads its files again, as it was told to');
    await phone.fetchAgain();
  }
}

/** True: it was told to read its files again. */
async function registerUntilTold(
  phone: Registering,
  found: readonly FetchedLine[],
  ways: readonly NotifyWay[],
  onTold: () => void,
): Promise<boolean> {
  const { settings, stop } = phone;
  const waiting = new Set(found.map(({ number }) => number));
  const report = (line: LineReport) => {
    phone.line(line);
    waiting.delete(line.number);
    if (waiting.size === 0) onTold();
  };
  const lines = linesToTry(found, settings.pbx, report);
  const address = phone.address();
  if (lines.length === 0 || address === undefined) return false;
  const again = new AbortController();
  await atItsPort(phone, {
    ...{ mac: phone.mac, lines, giveUpMs: GIVE_UP_MS, fromOtherPort: settings.fromOtherPort },
    product: `offhook-simulate/${TOOL_VERSION} (${phone.model})`,
    local: { address, port: phone.port },
    stop: AbortSignal.any([stop, again.signal]),
    onLine: (line, outcome) => {
      if (outcome.kind !== 'aborted') report(reportOf(line, outcome));
    },
    onAsked: (what, status) => say(phone, `asked ${what}: answered ${status}`),
    onNotified(notify, callIds) {
      // After the answer, which goes out first.
      if (isToldToRead(notify, ways, callIds)) setImmediate(() => again.abort());
    },
  });
  return again.signal.aborted;
}

/** Another program may have the port, such as a PBX that hears at all addresses. */
async function atItsPort(phone: Registering, plan: RegistrationsPlan): Promise<void> {
  try {
    await playRegistrations(plan);
  } catch (cause) {
    if (codeOf(cause) !== 'EADDRINUSE' || plan.local.port === 0) throw cause;
    const { address, port } = plan.local;
    say(phone, `port ${port} of ${address} is taken, so it hears at another`);
    await playRegistrations({ ...plan, local: { address, port: 0 } });
  }
}

/** Phones compare all of Event, and some know their own Call-ID. */
export function isToldToRead(
  notify: SipRequest,
  ways: readonly NotifyWay[],
  callIds: readonly string[],
): boolean {
  const event = headerOf(notify, 'Event');
  const body = Buffer.from(notify.body).toString('latin1');
  return ways.some((way) => {
    if (way.event !== event) return false;
    const wanted = way.body?.lines.find((line) => line.includes(REGISTER_CALL_ID)) ?? '';
    const isKnown = (callId: string) => body.includes(wanted.replace(REGISTER_CALL_ID, callId));
    return !way.needsCallId || callIds.some(isKnown);
  });
}

function whoseIs({ model: id, settings: { cwd, templates } }: Registering) {
  const packs = readPacks(cwd, templates);
  const known = knownModel(packs, id);
  if (!known) throw new Error(`no templates are there any more for a ${id}`);
  return { packs, ...known };
}

function say({ mac, did }: Registering, outcome: string): void {
  did({ mac, what: 'SIP', outcome });
}
