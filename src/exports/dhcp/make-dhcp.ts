// What our DHCP server would say, as the configuration of another one.

import { MASK } from '../../core/secret.js';
import { bytesHoldSecret } from '../../core/secret-in-text.js';
import type { ExportedFile, MakeExport } from '../export.js';
import { exportDnsmasq } from './dnsmasq/dnsmasq.js';
import type { ExportDhcp } from './exporter.js';
import { exportIsc } from './isc/isc.js';
import { exportKea } from './kea/kea.js';
import { exportMikrotik } from './mikrotik/mikrotik.js';
import { hexOf } from './option-value.js';
import { type DhcpPlan, planDhcp } from './plan.js';

const SERVERS: ReadonlyMap<unknown, ExportDhcp> = new Map([
  ['kea', exportKea],
  ['dnsmasq', exportDnsmasq],
  ['isc', exportIsc],
  ['mikrotik', exportMikrotik],
]);

export const makeDhcp: MakeExport = ({ site, models }, choices) => {
  const exportTo = SERVERS.get(choices.for);
  if (!exportTo) return { refused: `there is no export of DHCP for ${choices.for}` };
  if (site.networks.length === 0) return { refused: 'the inventory has no `network`' };
  const plan = planDhcp(site, [...models.values()]);
  const { files, ...rest } = exportTo(plan);
  return { files: withMasks(files, plan), ...rest };
};

/** An address in an option may have a password in it. */
function withMasks(
  files: readonly ExportedFile[],
  { networks }: DhcpPlan,
): readonly ExportedFile[] {
  const secrets = networks
    .flatMap(({ common, told }) => [...common, ...[...told.values()].flat()])
    .filter(({ bytes }) => bytesHoldSecret(bytes))
    .flatMap(({ bytes }) => [Buffer.from(bytes).toString(), hexOf(bytes), hexOf(bytes, ':')]);
  const forms = [...new Set(secrets)];
  if (forms.length === 0) return files;
  const maskSecrets = (text: string) =>
    forms.reduce((masked, form) => masked.replaceAll(form, MASK), text);
  return files.map((file) => ({ ...file, maskSecrets }));
}
