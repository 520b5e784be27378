// What is known of a phone from elsewhere than its own doing, as the table of diagnoses wants to know it: from what a server
// serves, or from an inventory beside a capture.

import { encodeValue } from '../../core/dhcp-option-kinds.js';
import { OPTIONS } from '../../core/dhcp-options.js';
import { formatSubnet, type Ipv4 } from '../../core/ipv4.js';
import type { Mac } from '../../core/mac.js';
import { isLoaderClass, readAgent } from '../../phones/registry.js';
import type { ModelFacts } from '../../site/model.js';
import type { SipEar } from '../../site/notify.js';
import type { DhcpOption, Network } from '../../site/site.js';
import type { History } from '../../timeline/history.js';
import type { LineUse, PhoneFacts, Transfer } from '../../timeline/view.js';
import { findByClass } from '../dhcp-policy.js';
import type { ServedModel } from '../site-data.js';
import { knownAs } from './known-as.js';

/** Of one phone, or of a stranger that is like one. */
export interface KnownPhone {
  /** undefined: the inventory does not have it. */
  readonly phone: PhoneOfInventory | undefined;
  readonly models: readonly ServedModel[];
  readonly networks: readonly Network[];
  /** Somebody gives addresses, or tells who is registered. */
  readonly dhcp: boolean;
  readonly pbxLink: boolean;
  readonly pbxLinkMs?: number | undefined;
  readonly pbxHears?: true | undefined;
  readonly use?: LineUse | undefined;
  readonly transfers: readonly Transfer[];
  /** A device that is there, nearly of its MAC. */
  readonly similar?: Mac | undefined;
  readonly configuredMs?: number | undefined;
}

export interface PhoneOfInventory {
  readonly model: ServedModel | undefined;
  readonly options: readonly DhcpOption[];
  readonly lines: readonly string[];
  readonly firmware?: string;
  readonly ear?: Pick<SipEar, 'isFirstLineOnly'>;
}

export function factsOf(mac: Mac, history: History, known: KnownPhone): PhoneFacts {
  const { phone, dhcp, pbxLink, pbxLinkMs, pbxHears, use, transfers, similar, configuredMs } =
    known;
  const { vendorClass, agent } = history;
  const claimed = vendorClass === undefined ? undefined : findByClass(known.models, vendorClass);
  const model = phone?.model ?? knownAs(mac, history, known.models)?.model;
  const differs = phone?.model && claimed && claimed.id !== phone.model.id;
  const firmwareSeen = agent === undefined ? undefined : readAgent(agent)?.firmware;
  return {
    mac,
    known: phone !== undefined,
    ...(model && { model: briefly(model) }),
    dhcp,
    pbxLink,
    ...(pbxLinkMs !== undefined && { pbxLinkMs }),
    ...(pbxHears && { pbxHears }),
    ...(use !== undefined && { use }),
    lines: phone?.lines ?? Object.keys(history.lines),
    ...(phone?.ear?.isFirstLineOnly && { firstLineOnly: true }),
    ...(phone?.firmware !== undefined && { firmware: phone.firmware }),
    transfers,
    ...(phone?.options.some(isBad150) && { badOption150: true }),
    ...(differs && { claims: claimed.name }),
    ...(vendorClass !== undefined && isLoaderClass(vendorClass) && { loader: true }),
    ...(similar !== undefined && { similar }),
    ...(model && announcedBy(model.dhcp.option66)),
    ...fileServerOf(history, known.networks),
    ...(firmwareSeen !== undefined && { firmwareSeen }),
    ...(configuredMs !== undefined && { configuredMs }),
  };
}

const briefs = new WeakMap<ModelFacts, NonNullable<PhoneFacts['model']>>();

/** One for all phones of a model: it is asked for at each look. */
function briefly(model: ModelFacts): NonNullable<PhoneFacts['model']> {
  const { id, vendor, name } = model;
  const brief = briefs.get(model) ?? { id, vendor, name };
  briefs.set(model, brief);
  return brief;
}

/** Of addresses, four bytes each; text that happens to be as long is none. */
function isBad150(option: DhcpOption): boolean {
  if (option.code !== OPTIONS.tftpServerAddress.code) return false;
  if (option.kind === 'text') return true;
  const { length } = encodeValue(option);
  return length === 0 || length % 4 !== 0;
}

const fileServers = new WeakMap<readonly Network[], ReadonlyMap<string, Ipv4>>();

/** Of the network in which it has its address. */
function fileServerOf(
  { lease }: History,
  networks: readonly Network[],
): Pick<PhoneFacts, 'fileServer'> {
  if (lease?.network === undefined) return {};
  let servers = fileServers.get(networks);
  if (!servers) {
    const named = networks.flatMap(({ subnet, tftp: [first] }) =>
      first === undefined ? [] : [[formatSubnet(subnet), first] as const],
    );
    servers = new Map(named);
    fileServers.set(networks, servers);
  }
  const fileServer = servers.get(lease.network);
  return fileServer === undefined ? {} : { fileServer };
}

function announcedBy(option66: string): Pick<PhoneFacts, 'announced'> {
  const [, protocol] = /^(tftp|http):/.exec(option66) ?? [];
  return protocol === 'tftp' || protocol === 'http' ? { announced: protocol } : {};
}
