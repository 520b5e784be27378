// Options as dhcpd.conf has them. Where dhcpd knows an option as another kind than the value is, it takes any bytes as an
// expression.

import { optionNames } from '../../../core/dhcp-option-names.js';
import { optionRow } from '../../../core/dhcp-options.js';
import { declared, hexOf, readable } from '../option-value.js';
import { codesIn, type DhcpPlan, type PlannedNetwork, type Said } from '../plan.js';
import { wordOf } from '../word.js';
import { block, type Statement } from './print.js';

/** What dhcpd is told only for groups to look at; no client hears it. */
const NETWORK = 'offhook.network';

/** Of options that dhcpd has no name for. */
export function definitions(plan: DhcpPlan): readonly string[] {
  return [
    ...codesIn(plan).flatMap((code) => {
      if (optionNames(code).dhcpd !== undefined) return [];
      const type = declared(code) === 'addresses' ? 'array of ip-address' : 'string';
      return [`option ${nameOf(code)} code ${code} = ${type};`];
    }),
    ...(plan.networks.length > 1
      ? ['option space offhook;', `option ${NETWORK} code 1 = text;`]
      : []),
  ];
}

export function networkMark({ name }: PlannedNetwork): string {
  return `option ${NETWORK} "${name}";`;
}

export function isInNetwork({ name }: PlannedNetwork): string {
  return `config-option ${NETWORK} = "${name}"`;
}

function nameOf(code: number): string {
  const { dhcpd } = optionNames(code);
  if (dhcpd !== undefined) return dhcpd;
  const name = optionRow(code)?.name ?? `option ${code}`;
  return `offhook-${wordOf(name)}`;
}

/** `forced`: what a client here is told without asking, from all that surrounds as well. */
export function optionStatements(
  said: readonly Said[],
  forced: readonly Said[] = said,
): readonly Statement[] {
  const codes = forced.flatMap(({ always, value }) => (always ? [value.code] : []));
  return [
    ...said.map((each) => `option ${nameOf(each.value.code)} ${written(each)};`),
    ...(codes.length === 0 ? [] : [alwaysSend(codes)]),
  ];
}

/** As if the client had asked. One that asks for nothing gets all there is. */
function alwaysSend(codes: readonly number[]): Statement {
  const list = 'dhcp-parameter-request-list';
  const bytes = codes.map((code) => hexOf(Uint8Array.of(code))).join(', ');
  return block(`if exists ${list}`, [`option ${list} = concat(option ${list}, ${bytes});`]);
}

function written(said: Said): string {
  const read = readable(said);
  if (read.type === 'addresses') return read.texts.join(', ');
  if (read.type === 'pairs') return read.texts.map((pair) => pair.join(' ')).join(', ');
  if (read.type === 'names') return read.texts.map((name) => `"${name}"`).join(', ');
  if (read.type === 'text') return `"${read.text}"`;
  if (read.type === 'number') return String(read.number);
  if (read.type === 'flag') return String(read.on);
  return `= ${bytesExpression(said.bytes)}`;
}

function bytesExpression(bytes: Uint8Array): string {
  const [first = 0, ...rest] = bytes;
  return rest.length === 0 ? `encode-int(${first}, 8)` : hexOf(bytes, ':');
}
