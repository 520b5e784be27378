// A process of pretend phones, as phone-troupe.ts starts it: with its own sockets, and gone when who started it is.

import { setMaxListeners } from 'node:events';
import { codeOf, messageOf } from '../core/coded-error.js';
import { openDhcpClient } from '../simulate/dhcp-client.js';
import type { Did } from '../simulate/phone-wire.js';
import type { ModelFacts } from '../site/model.js';
import { playPhone, type Role } from './play-phone.js';
import type { LineReport } from './probe-registration.js';
import type { Taken } from './simulated-addresses.js';
import type { RegisterSettings, Servers, Surroundings } from './simulated-wire.js';

/** What the process is told; the first word is `roles`, then it says that it is ready, or why it is not. */
export type ToPhones =
  | {
      readonly roles: readonly Role[];
      readonly models: readonly ModelFacts[];
      readonly servers: Servers;
      /** They take addresses. */
      readonly dhcp: boolean;
      readonly register: RegisterSettings | undefined;
    }
  | { readonly begin: true }
  /** Those that are registered leave their PBX, and the process ends. */
  | { readonly leave: true }
  /** The answer to `take`, with what was in the way. */
  | { readonly taken: number; readonly fault?: string };

/** What it says; `phone` is the number of one in `roles`. */
export type FromPhones =
  | { readonly ready: true }
  | { readonly refused: string; readonly code?: string }
  | { readonly phone: number; readonly did: Did; readonly ms: number }
  | { readonly phone: number; readonly line: LineReport; readonly ms: number }
  /** It has done its steps, and each of its lines is told. `why`: it could not go on. */
  | { readonly phone: number; readonly ended: true; readonly why?: string }
  | { readonly take: Taken; readonly number: number };

// Nothing here outlives the phones: who played them has the addresses, and says how it ended.
process.on('disconnect', () => process.exit());
// Ctrl-C is for all of a terminal's processes; one of them ends the others.
process.on('SIGINT', () => {});

const waiting = new Map<number, (fault: string | undefined) => void>();
let asked = 0;
let begin: (() => void) | undefined;
const stop = new AbortController();
const playing: Promise<void>[] = [];

process.on('message', (told: ToPhones) => {
  if ('roles' in told) void prepare(told);
  else if ('begin' in told) begin?.();
  else if ('leave' in told) void leave();
  else {
    waiting.get(told.taken)?.(told.fault);
    waiting.delete(told.taken);
  }
});

async function prepare(told: Extract<ToPhones, { readonly roles: unknown }>): Promise<void> {
  try {
    const around = await surroundings(told);
    begin = () => {
      for (const [phone, role] of told.roles.entries()) {
        playing.push(play(role, phone, told.models, around));
      }
    };
    say({ ready: true });
  } catch (cause) {
    const code = codeOf(cause);
    say({ refused: messageOf(cause), ...(code !== undefined && { code }) });
  }
}

async function leave(): Promise<void> {
  stop.abort();
  await Promise.all(playing);
  process.exit();
}

async function surroundings({
  servers,
  dhcp,
  register,
}: Extract<ToPhones, { readonly roles: unknown }>): Promise<Surroundings> {
  const { signal } = stop;
  setMaxListeners(0, signal);
  const around: Surroundings = { servers, stop: signal, ...(register && { register }) };
  return dhcp ? { ...around, dhcp: { client: await openDhcpClient(), take } } : around;
}

async function play(
  role: Role,
  phone: number,
  models: readonly ModelFacts[],
  around: Surroundings,
): Promise<void> {
  try {
    const stay = await playPhone(role, models, around, {
      did: (did, ms) => say({ phone, did, ms }),
      line: (line, ms) => say({ phone, line, ms }),
    });
    say({ phone, ended: true });
    await stay?.left;
  } catch (cause) {
    say({ phone, ended: true, why: messageOf(cause) });
  }
}

function take(taken: Taken): Promise<void> {
  const number = asked++;
  say({ take: taken, number });
  return new Promise((resolve, reject) => {
    waiting.set(number, (fault) => (fault === undefined ? resolve() : reject(new Error(fault))));
  });
}

function say(message: FromPhones): void {
  // Who does not hear it any more is gone, and that ends us.
  process.send?.(message, () => {});
}
