// Files that an Asterisk's owner includes in his own, for one PBX of the inventory.

import { MASK } from '../../core/secret.js';
import { type Finding, findingsOf } from '../../findings/finding.js';
import { EXPORT_CODES } from '../../site/export-codes.js';
import { placeOfKey } from '../../site/key-place.js';
import type { Site } from '../../site/site.js';
import type {
  ExpectedAsterisk,
  ExportChoices,
  ExportedFile,
  MakeExport,
  Refused,
} from '../export.js';
import { CONTEXT, vendorsOf } from './account-sections.js';
import { formatAmiUser } from './ami-user.js';
import { formatAriUser } from './ari-user.js';
import { CHAN_SIP } from './chan-sip.js';
import type { ChannelDriver } from './channel-driver.js';
import { formatSections, isPlainName, maskConf, nameFault, type Section } from './conf.js';
import { formatDialPlan } from './dial-plan.js';
import { type Account, type Exchange, exchangesOf, type Watched } from './exchange.js';
import { peerName } from './peers.js';
import { PJSIP } from './pjsip.js';

const finding = findingsOf(EXPORT_CODES);
const DRIVERS: Readonly<Record<string, ChannelDriver>> = { pjsip: PJSIP, sip: CHAN_SIP };

export const makeAsterisk: MakeExport = ({ site, models }, choices) => {
  const exchanges = exchangesOf(site, models);
  const chosen = chooseExchange(exchanges, choices);
  if ('refused' in chosen) return chosen;
  const driver = DRIVERS[String(choices.chan)] ?? PJSIP;
  const exchange = choices.alone === true || !driver.dialPeer ? { ...chosen, peers: [] } : chosen;
  const odd = exchange.peers.length > 0 && [...exchanges.keys()].find((name) => !isPlainName(name));
  if (odd) {
    const what = `a PBX that another joins cannot be called "${odd}"`;
    return { refused: `${what}: name it with letters, digits and "-", or say --alone` };
  }
  const unwritable = exchange.accounts.flatMap(judgeName);
  const files = unwritable.length > 0 ? [] : filesOf(exchange, driver, site);
  const findings = [
    ...unwritable,
    ...exchange.accounts.flatMap((account) => [...judgeOpen(account), ...driver.judge(account)]),
    ...exchange.watched.flatMap(judgeWatched),
  ];
  const expected = expectedOf(exchange, driver, site);
  const toDo = (dir: string) => linesToAdd(dir, files, choices.apply === true);
  return { files, findings, toDo, expected };
};

function chooseExchange(
  exchanges: ReadonlyMap<string, Exchange>,
  { pbx }: ExportChoices,
): Exchange | Refused {
  const names = [...exchanges.keys()];
  const [first] = names;
  if (first === undefined)
    return { refused: 'no phone of the inventory has a line, so there is nothing to tell a PBX' };
  if (pbx === undefined && names.length > 1) {
    return {
      refused: `phones register at several PBXes: say with --pbx which is meant, one of ${names.join(', ')}`,
    };
  }
  const exchange = exchanges.get(String(pbx ?? first));
  return (
    exchange ?? { refused: `no phone has a line at a PBX "${pbx}"; one of ${names.join(', ')}` }
  );
}

function expectedOf(
  { pbx, accounts, peers }: Exchange,
  { chan }: ChannelDriver,
  { managers }: Pick<Site, 'managers'>,
): ExpectedAsterisk {
  const manager = managers.get(pbx.name);
  const lines = accounts.map(({ number, place, line: { password } }) => ({
    ...{ name: number, place },
    ...(password && { password }),
  }));
  const others = peers.flatMap((peer) =>
    peer.accounts.slice(0, 1).map(({ place }) => ({ name: peerName(peer), place })),
  );
  const endpoints = [...lines, ...others];
  return { pbx: pbx.name, chan, context: CONTEXT, endpoints, ...(manager && { manager }) };
}

function filesOf(
  exchange: Exchange,
  driver: ChannelDriver,
  { managers, roomHosts }: Site,
): readonly ExportedFile[] {
  const { name } = exchange.pbx;
  const [manager, roomHost] = [managers.get(name), roomHosts.get(name)];
  const maskSecrets = maskConf(MASK);
  return [
    { name: driver.file, text: driver.formatAccounts(exchange), maskSecrets },
    { name: 'extensions.conf', text: formatDialPlan(exchange, driver, roomHost?.rooms) },
    { name: driver.notifyFile, text: formatSections(notifySections(exchange, driver)) },
    ...(manager ? [{ name: 'manager.conf', text: formatAmiUser(manager), maskSecrets }] : []),
    ...(roomHost ? [{ name: 'ari.conf', text: formatAriUser(roomHost), maskSecrets }] : []),
  ];
}

function notifySections(exchange: Exchange, driver: ChannelDriver): readonly Section[] {
  return vendorsOf(exchange).flatMap(({ vendor, notifies }) =>
    notifies.map(({ name, event, comment }): Section => {
      const number = exchange.accounts.find((account) => account.vendor === vendor)?.number ?? '';
      const full = `offhook-${vendor}-${name}`;
      return {
        name: full,
        comments: [comment, driver.notifyCommand(full, number)],
        entries: [['Event', event], ...driver.notifyEntries],
      };
    }),
  );
}

/** Of files that --apply does not have read again: what a person types, for the connection that asks is of such a user itself. */
const RELOADS: Readonly<Record<string, string>> = {
  'manager.conf': 'manager reload',
  'ari.conf': 'module reload res_ari.so',
};

function linesToAdd(
  dir: string,
  files: readonly ExportedFile[],
  isApplied: boolean,
): readonly string[] {
  const next = isApplied ? 'and say --apply again if one was not' : 'and reload';
  const typed = isApplied ? files.filter(({ name }) => name in RELOADS) : [];
  return [
    `add a line to each of these files of your Asterisk, where it is not there yet, ${next}:`,
    ...files.map(({ name }) => `  ${name.padEnd(17)}  #tryinclude "${dir}/${name}"`),
    ...typed.map(
      ({ name }) => `--apply leaves ${name} alone: if it is new or other, type "${RELOADS[name]}"`,
    ),
  ];
}

/** Blanks at the ends of a value, and what would end its line, an inventory has not. */
function judgeName({ number, place }: Account): readonly Finding[] {
  const fault = nameFault(number);
  if (fault === undefined) return [];
  return [finding('asterisk/number', place, `line "${number}" ${fault}`)];
}

function judgeOpen({ number, line, place }: Account): readonly Finding[] {
  if (line.password) return [];
  return [finding('asterisk/no-password', place, `line ${number} has no password`)];
}

function judgeWatched({ key, phone }: Watched): readonly Finding[] {
  const fault = nameFault(key.number);
  if (fault === undefined) return [];
  const message = `the number "${key.number}" ${fault}, so the key ${key.button} stays dark`;
  return [
    finding('asterisk/watched-number', placeOfKey(phone, key), message, { device: phone.mac }),
  ];
}
