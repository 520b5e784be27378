// PBXes and lines: names -> what phones register with.

import { diagnostic } from '../core/diagnostic.js';
import { didYouMean } from '../core/near.js';
import type { Context } from './context.js';
import type { HostPortInput, PbxInput } from './input.js';
import { resolveSecret } from './resolve-secret.js';
import type { HostPort, Line, Pbx } from './site.js';
import { childOf, type Origin, placeOf } from './source.js';

export const SIP_PORT = 5060;
const REGISTER_EXPIRES_SECONDS = 300;

export interface Lines {
  /** The line `number` as a phone with this default PBX sees it; undefined: reported at `origin`. */
  find(number: string, defaultPbx: Reference | undefined, origin: Origin): Line | undefined;
}

/** A name and where it was written. */
export interface Reference {
  readonly name: string;
  readonly place: ReturnType<typeof placeOf>;
}

/** Each line is resolved once for each PBX it is used with. */
export function createLines(context: Context): Lines {
  const { inventory, report } = context;
  const pbxes = new Map(
    [...inventory.pbx].map(([name, { input }]) => [name, resolvePbx(name, input)]),
  );
  const done = new Map<string, Line | undefined>();
  const findPbx = ({ name, place }: Reference): Pbx | undefined => {
    const pbx = pbxes.get(name);
    const message = `no PBX is named "${name}"${didYouMean(name, pbxes.keys())}`;
    if (!pbx) report(diagnostic('inventory/unknown-pbx', place, message));
    return pbx;
  };
  return {
    find(number, defaultPbx, origin) {
      const entry = inventory.lines.get(number);
      if (!entry) {
        const message = `no line "${number}"${didYouMean(number, inventory.lines.keys())}`;
        report(diagnostic('inventory/unknown-line', placeOf(origin), message));
        return undefined;
      }
      const own = entry.input.pbx;
      const chosen =
        own === undefined
          ? defaultPbx
          : { name: own, place: placeOf(childOf(entry.origin, 'pbx')) };
      if (!chosen) {
        const message = `line "${number}" has no PBX`;
        report(diagnostic('inventory/no-pbx', placeOf(entry.origin, 'key'), message));
        return undefined;
      }
      const key = JSON.stringify([number, chosen.name]);
      if (!done.has(key)) done.set(key, resolveLine(context, number, findPbx(chosen)));
      return done.get(key);
    },
  };
}

function resolveLine(context: Context, number: string, pbx: Pbx | undefined): Line | undefined {
  const entry = context.inventory.lines.get(number);
  if (!entry || !pbx) return undefined;
  const { input, origin } = entry;
  const password =
    input.password === undefined
      ? undefined
      : resolveSecret(
          context,
          input.password,
          childOf(origin, 'password'),
          `password of line ${number}`,
        );
  return {
    number,
    displayName: input.name ?? number,
    authName: input.authName ?? number,
    ...(password && { password }),
    pbx,
    shared: input.shared ?? false,
    ...(input.voicemail !== undefined && { voicemail: input.voicemail }),
    ...(input.cstaNumber !== undefined && { cstaNumber: input.cstaNumber }),
  };
}

function resolvePbx(name: string, input: PbxInput): Pbx {
  return {
    name,
    host: input.host,
    port: input.port ?? SIP_PORT,
    transport: input.transport ?? 'udp',
    ...(input.outboundProxy && { outboundProxy: hostPort(input.outboundProxy) }),
    ...(input.backup && { backup: hostPort(input.backup) }),
    registerExpiresSeconds: input.registerExpires ?? REGISTER_EXPIRES_SECONDS,
  };
}

function hostPort(input: HostPortInput): HostPort {
  return { host: input.host, port: input.port ?? SIP_PORT };
}
