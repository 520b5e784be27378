// What our DHCP server would say, as the configuration of another one.

import { type Ipv4, isLoopback, parseIpv4 } from '../../core/ipv4.js';
import { MASK } from '../../core/secret.js';
import { bytesHoldSecret } from '../../core/secret-in-text.js';
import type { ExportChoices, ExportedFile, MakeExport } from '../export.js';
import { exportDnsmasq } from './dnsmasq/dnsmasq.js';
import type { ExportDhcp } from './exporter.js';
import { exportIsc } from './isc/isc.js';
import { exportKea } from './kea/kea.js';
import { HOOKS_FOLDER, type Pair } from './kea/pair.js';
import { exportMikrotik } from './mikrotik/mikrotik.js';
import { hexOf } from './option-value.js';
import { type DhcpPlan, planDhcp, saidIn } from './plan.js';

const SERVERS: ReadonlyMap<unknown, ExportDhcp> = new Map([
  ['kea', (plan: DhcpPlan) => exportKea(plan)],
  ['dnsmasq', exportDnsmasq],
  ['isc', exportIsc],
  ['mikrotik', exportMikrotik],
]);

export const makeDhcp: MakeExport = ({ site, models }, choices) => {
  const pair = pairOf(choices);
  if (typeof pair === 'string') return { refused: pair };
  const exportTo = pair ? (plan: DhcpPlan) => exportKea(plan, pair) : SERVERS.get(choices.for);
  if (!exportTo) return { refused: `there is no export of DHCP for ${choices.for}` };
  if (site.networks.length === 0) return { refused: 'the inventory has no `network`' };
  const plan = planDhcp(site, [...models.values()]);
  const { files, ...rest } = exportTo(plan);
  return { files: withMasks(files, plan), ...rest };
};

/** Undefined: one server; a text: what is wrong with what was said. */
function pairOf({ for: server, ha, hooks }: ExportChoices): Pair | string | undefined {
  if (ha === undefined) return hooks === undefined ? undefined : '--hooks goes with --ha';
  if (server !== 'kea') return '--ha goes with --for kea';
  const [first, second, ...rest] = String(ha).split(',');
  const isPair = first !== undefined && second !== undefined && first !== second;
  const areAddresses = [first, second].every((each) => isOfOneMachine(parseIpv4(each ?? '')));
  if (!isPair || !areAddresses || rest.length > 0) {
    return `--ha ${ha}: write the addresses of the two servers, such as 10.20.1.1,10.20.1.2`;
  }
  return { addresses: [first, second], hooks: String(hooks ?? HOOKS_FOLDER) };
}

/** Neither "this network" nor a group's, nor everybody's. */
function isOfOneMachine(ip: Ipv4 | undefined): boolean {
  if (ip === undefined) return false;
  const first = ip >>> 24;
  return first > 0 && first < 224 && !isLoopback(ip);
}

/** An address in an option may have a password in it. */
function withMasks(files: readonly ExportedFile[], plan: DhcpPlan): readonly ExportedFile[] {
  const secrets = saidIn(plan)
    .filter(({ bytes }) => bytesHoldSecret(bytes))
    .flatMap(({ bytes }) => [Buffer.from(bytes).toString(), hexOf(bytes), hexOf(bytes, ':')]);
  const forms = [...new Set(secrets)];
  if (forms.length === 0) return files;
  const maskSecrets = (text: string) =>
    forms.reduce((masked, form) => masked.replaceAll(form, MASK), text);
  return files.map((file) => ({ ...file, maskSecrets }));
}
