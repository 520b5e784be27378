// This side of the processes that play pretend phones: who plays which, what they say, and what becomes of the phones of one that
// dies.

import { type ChildProcess, fork } from 'node:child_process';
import { once, setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { builtScript } from '../core/built-script.js';
import { codedError, messageOf } from '../core/coded-error.js';
import { later } from '../core/later.js';
import { openDhcpClient } from '../simulate/dhcp-client.js';
import type { Did } from '../simulate/phone-wire.js';
import type { ModelFacts } from '../site/model.js';
import type { FromPhones, ToPhones } from './phone-process.js';
import { playPhone, type Role } from './play-phone.js';
import { GIVE_UP_MS, type LineReport } from './probe-registration.js';
import type { Addresses } from './simulated-addresses.js';
import type { RegisterSettings, Servers } from './simulated-wire.js';

export interface Troupe {
  /** All are ready: they begin. */
  begin(): void;
  /**
   * By its number in `roles`: resolves when it has done and each line that it registers is told, with why where it could not go
   * on. Rejects when all is to end.
   */
  ended(phone: number): Promise<string | undefined>;
  /** Those that are registered leave their PBX. Resolves when no process of it is there. */
  close(): Promise<void>;
}

export interface TroupeOptions {
  readonly roles: readonly Role[];
  readonly models: readonly ModelFacts[];
  readonly servers: Servers;
  /** Absent: they are on loopback. */
  readonly addresses: Addresses | undefined;
  /** Absent: nobody registers. */
  readonly register: RegisterSettings | undefined;
  /** So many at the most. */
  readonly processes: number;
  readonly stop: AbortSignal;
  said(phone: number, did: Did, ms: number): void;
  /** What became of a line that it registers, each time that this is another than before. */
  line(phone: number, line: LineReport, ms: number): void;
  /** Absent: the built one, if there is one. */
  readonly script?: URL;
}

/** Longer than a phone waits for its PBX to let it go. */
const LEAVE_MS = GIVE_UP_MS + 2_000;

const SCRIPT = new URL('./phone-process.js', import.meta.url);

/** Resolves when all are ready. Rejects, with what to do, where they cannot be. */
export async function startTroupe(options: TroupeOptions): Promise<Troupe> {
  const { script = builtScript(SCRIPT), roles, stop } = options;
  // Each phone waits for it, and Node takes more than ten for a leak.
  setMaxListeners(0, stop);
  return script ? startProcesses(fileURLToPath(script), options) : playHere(roles, options);
}

async function startProcesses(script: string, options: TroupeOptions): Promise<Troupe> {
  const { roles, stop } = options;
  const ends = roles.map(() => later<string | undefined>());
  for (const { promise } of ends) promise.catch(() => {});
  const end = () => {
    for (const { reject } of ends) reject(stop.reason);
  };
  stop.addEventListener('abort', end, { once: true });
  const processes = dealt(roles.length, options.processes).map((phones) =>
    startProcess(script, phones, options, (phone, why) => ends[phone]?.resolve(why)),
  );
  const close = async () => {
    stop.removeEventListener('abort', end);
    await Promise.all(processes.map((each) => each.close()));
  };
  try {
    await Promise.all(processes.map(({ ready }) => ready));
  } catch (cause) {
    await close();
    throw cause;
  }
  return {
    begin() {
      for (const each of processes) each.begin();
    },
    ended: async (phone) => ends[phone]?.promise,
    close,
  };
}

/** Numbers of phones, one after the other to each process in turn. */
function dealt(phones: number, processes: number): readonly (readonly number[])[] {
  const count = Math.min(phones, processes);
  const all = Array.from({ length: phones }, (_, phone) => phone);
  return Array.from({ length: count }, (_, at) => all.filter((phone) => phone % count === at));
}

interface PhoneProcess {
  /** Resolves also where it dies before. */
  readonly ready: Promise<void>;
  begin(): void;
  close(): Promise<void>;
}

/** `ended`: called once for each of its phones, and with why where it could not go on. */
function startProcess(
  script: string,
  phones: readonly number[],
  options: TroupeOptions,
  ended: (phone: number, why?: string) => void,
): PhoneProcess {
  const { addresses, models, servers, register, said } = options;
  let isClosing = false;
  const roles = phones.flatMap((phone) => options.roles[phone] ?? []);
  const left = new Set(phones);
  const ready = later<void>();
  // Who looks at the list of processes sees which phones each is.
  const words = roles.map(({ mac }) => mac);
  const child: ChildProcess = fork(script, words, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit').catch(() => {});
  const tell = (message: ToPhones) => void (child.connected && child.send(message, () => {}));

  child.on('error', (cause) => {
    ready.reject(
      codedError('EAGAIN', `no process can be had for a phone: ${cause.message}`, cause),
    );
  });
  child.on('message', (message: FromPhones) => {
    if ('ready' in message) ready.resolve();
    else if ('refused' in message) ready.reject(codedError(message.code ?? '', message.refused));
    else if ('take' in message) void take(message);
    else {
      const phone = phones[message.phone];
      if (phone === undefined) return;
      if ('did' in message) said(phone, message.did, message.ms);
      else if ('line' in message) options.line(phone, message.line, message.ms);
      else over(phone, message.why);
    }
  });
  child.once('exit', (code, signal) => {
    ready.resolve();
    const why = signal ? `was ended by ${signal}` : `ended with ${code}`;
    for (const phone of register && !isClosing ? phones : [...left]) {
      const mac = options.roles[phone]?.mac;
      if (mac === undefined) continue;
      void addresses?.leave(mac).catch(() => {});
      if (left.has(phone)) over(phone, `its process ${why}`);
      else said(phone, { mac, what: 'SIP', outcome: `its process ${why}` }, 0);
    }
  });
  tell({ roles, models, servers, dhcp: addresses !== undefined, register });
  return {
    ready: ready.promise,
    begin: () => tell({ begin: true }),
    async close() {
      isClosing = true;
      if (register && child.connected) {
        tell({ leave: true });
        await Promise.race([gone, delay(LEAVE_MS, undefined, { ref: false })]);
      }
      // It has nothing else to put in order.
      child.kill('SIGKILL');
      await gone;
    },
  };

  function over(phone: number, why: string | undefined): void {
    if (!left.delete(phone)) return;
    ended(phone, why);
    // With its parent's voice it ends; phones that are registered stay.
    if (!register && left.size === 0 && child.connected) child.disconnect();
  }

  async function take({ take: taken, number }: Extract<FromPhones, { readonly take: unknown }>) {
    const fault = await addresses?.take(taken).then(() => undefined, messageOf);
    tell({ taken: number, ...(fault !== undefined && { fault }) });
  }
}

/** Where the program runs from its sources, this process plays them. */
async function playHere(roles: readonly Role[], options: TroupeOptions): Promise<Troupe> {
  const { addresses, models, servers, register, said, line } = options;
  const leave = new AbortController();
  const stop = AbortSignal.any([options.stop, leave.signal]);
  setMaxListeners(0, stop);
  const client = addresses && (await openDhcpClient());
  const dhcp = addresses && client && { client, take: addresses.take };
  const around = { servers, stop, ...(dhcp && { dhcp }), ...(register && { register }) };
  const begun = later<void>();
  const all = roles.map(async (role, phone) => {
    await begun.promise;
    return playPhone(role, models, around, {
      did: (did, ms) => said(phone, did, ms),
      line: (each, ms) => line(phone, each, ms),
    });
  });
  for (const each of all) each.catch(() => {});
  return {
    begin: () => begun.resolve(),
    ended: async (phone) => {
      await all[phone];
      return undefined;
    },
    async close() {
      leave.abort();
      begun.resolve();
      await Promise.allSettled(all.map(async (each) => (await each)?.left));
      await client?.close();
    },
  };
}
