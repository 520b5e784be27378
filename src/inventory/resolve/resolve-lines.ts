// PBXes and lines: names -> what phones register with.

import { shownAccount } from '../../core/account-text.js';
import { oncePer } from '../../core/once-per.js';
import type { Secret } from '../../core/secret.js';
import { nothingFault } from '../../core/user-part.js';
import { type FindingDetails, type Place, wholeFile } from '../../findings/finding.js';
import { createMeant } from '../../findings/near.js';
import type { HostPort, Line, Pbx } from '../../site/site.js';
import type { Entry, Inventory } from '../inventory.js';
import { isCutAway, isRefused } from '../read/refused.js';
import { childOf, type Origin, placeOf } from '../read/source.js';
import type { HostPortInput, LineInput, PbxInput } from '../shape/input.js';
import { finding } from './codes.js';
import type { Context } from './context.js';
import { resolveSecret } from './resolve-secret.js';

const SIP_PORT = 5060;
/** Where the inventory does not say how long a registration lasts. */
export const REGISTER_EXPIRES_SECONDS = 300;

export interface Lines {
  /** The line `number` as a phone with this default PBX sees it. What is missing is reported and stood in for. */
  find(number: string, defaultPbx: Reference | undefined, origin: Origin): Line;
}

/** A name and where it was written. */
export interface Reference {
  readonly name: string;
  readonly place: Place;
}

/** Of a phone of which nobody can know what PBX its lines have: none is missed. No name has a line break in it. */
export const ANY_PBX: Reference = { name: '\n', place: wholeFile('') };

/** Where a PBX has hosts. */
const HOSTS = [['host'], ['outboundProxy', 'host'], ['backup', 'host']] as const;

/** Stands in where a finding says that there is none, so that the phone's other findings are told as well. */
const NO_PBX: Pbx = { ...resolvePbx('', { host: 'pbx.invalid' }), standIn: true };

/** Each line is resolved once for each PBX it is used with. */
export function createLines(context: Context): Lines {
  const { inventory, report } = context;
  const pbxes = new Map(
    [...inventory.pbx].map(([name, entry]) => [
      name,
      {
        ...resolvePbx(name, entry.input, entry.origin),
        ...standIn(hasRefusedHost(inventory, entry)),
      },
    ]),
  );
  /** By the name of the PBX, then by number. */
  const done = new Map<string, Map<string, Line>>();
  const meant = createMeant();
  const findPbx = (name: string, placeOfName: () => Place): Pbx => {
    const pbx = pbxes.get(name);
    if (pbx) return pbx;
    const place = placeOfName();
    if (isCutAway(inventory, 'pbx', name) || isRefused(inventory, place)) return NO_PBX;
    const message = `no PBX is named "${name}"${meant(name, () => pbxes.keys())}`;
    report(finding('inventory/unknown-pbx', place, message));
    return NO_PBX;
  };
  const choosePbx = ({ input, origin }: Entry<LineInput>, other: Reference | undefined): Pbx => {
    if (input.pbx !== undefined) {
      return findPbx(input.pbx, () => placeOf(childOf(origin, 'pbx')));
    }
    if (other === ANY_PBX) return NO_PBX;
    if (other) return findPbx(other.name, () => other.place);
    const message = `line "${shownAccount(String(origin.path.at(-1)))}" has no PBX`;
    report(finding('inventory/no-pbx', placeOf(origin, 'key'), message));
    return NO_PBX;
  };
  /** What a secret lacks is told once, with however many PBXes the line is used. */
  const passwordOf = (number: string, entry: Entry<LineInput>): Secret | undefined => {
    for (const lines of done.values()) {
      const known = lines.get(number);
      if (known) return known.password;
    }
    return resolvePassword(context, number, entry);
  };
  return {
    find(number, defaultPbx, origin) {
      const entry = inventory.lines.get(number);
      if (!entry) {
        if (!refusedNumbers(inventory).has(number)) reportUnknown(context, number, origin, meant);
        return {
          ...resolveLine(context, number, { input: {}, origin }, { pbx: NO_PBX }),
          standIn: true,
        };
      }
      const name = entry.input.pbx ?? defaultPbx?.name ?? '';
      const there = done.get(name) ?? new Map<string, Line>();
      done.set(name, there);
      const known = there.get(number);
      if (known) return known;
      const password = passwordOf(number, entry);
      const pbx = choosePbx(entry, defaultPbx);
      const line = resolveLine(context, number, entry, { pbx, ...(password && { password }) });
      there.set(number, line);
      return line;
    },
  };
}

function reportUnknown(
  { inventory, report }: Context,
  number: string,
  origin: Origin,
  meant: ReturnType<typeof createMeant>,
): void {
  const place = placeOf(origin);
  if (isCutAway(inventory, 'lines', number) || isRefused(inventory, place)) return;
  const message = `no line "${shownAccount(number)}"${meant(number, () => inventory.lines.keys())}`;
  const nothing = nothingFault(number);
  const details = nothing ? { hint: nothing.hint } : describeHow(origin);
  report(finding('inventory/unknown-line', place, message, details));
}

/** What is meant by numbers of lines that are refused: 7001 by `7001@pbx`, `sip:7001` and `70 01`. */
const refusedNumbers = oncePer((inventory: Inventory): ReadonlySet<string> => {
  const names =
    inventory.refused.size === 0
      ? []
      : [...inventory.lines].filter(([, { origin }]) =>
          isRefused(inventory, placeOf(origin, 'key')),
        );
  return new Set(
    names.flatMap(([name]) => [name.replaceAll(/\s/g, ''), ...name.split(/[^A-Za-z0-9*#+._-]+/)]),
  );
});

function hasRefusedHost(inventory: Inventory, { origin }: Entry<PbxInput>): boolean {
  return HOSTS.some((path) => isRefused(inventory, placeOf(childOf(origin, ...path))));
}

function isRefusedName(inventory: Inventory, origin: Origin): boolean {
  return inventory.refused.size > 0 && isRefused(inventory, placeOf(origin, 'name'));
}

function standIn(it: boolean): { readonly standIn?: true } {
  return it ? { standIn: true } : {};
}

/** In a CSV file that has such columns, a `line` cell describes its line itself. */
function describeHow({ source, path }: Origin): FindingDetails {
  if (!source.untyped || path.slice(-3).join('.') !== 'keys.1.line') return {};
  return {
    hint: 'define it under `lines`, or add the columns `line.name` and `line.password` beside `line`',
  };
}

function resolvePassword(
  context: Context,
  number: string,
  { input, origin }: Entry<LineInput>,
): Secret | undefined {
  if (input.password === undefined) return undefined;
  const place = childOf(origin, 'password');
  return resolveSecret(context, input.password, place, `password of line ${number}`);
}

function resolveLine(
  { inventory }: Context,
  number: string,
  { input, origin }: Entry<LineInput>,
  { pbx, password }: Pick<Line, 'pbx' | 'password'>,
): Line {
  return {
    number,
    displayName: input.name ?? number,
    authName: input.authName ?? number,
    ...(password && { password }),
    pbx,
    ...standIn(isRefusedName(inventory, origin)),
    shared: input.shared ?? false,
    ...(input.voicemail !== undefined && { voicemail: input.voicemail }),
    ...(input.cstaNumber !== undefined && { cstaNumber: input.cstaNumber }),
  };
}

/** `origin` absent: nobody wrote it. */
function resolvePbx(name: string, input: PbxInput, origin?: Origin): Pbx {
  const placeOfField = (field: 'transport' | 'registerExpires') =>
    origin && input[field] !== undefined && placeOf(childOf(origin, field));
  const transport = placeOfField('transport');
  const registerExpires = placeOfField('registerExpires');
  return {
    saidAt: { ...(transport && { transport }), ...(registerExpires && { registerExpires }) },
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
