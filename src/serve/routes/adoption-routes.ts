// Asked of a phone that is to be adopted: what can be chosen, what would be written, and that it be written.

import { formatIpv4, parseIpv4 } from '../../core/ipv4.js';
import { type Mac, parseMac } from '../../core/mac.js';
import { printAdoption } from '../../inventory/write/adopted.js';
import { json, type Reply, type Route } from '../../page/route.js';
import type { AdoptionAnswer } from '../../page/wire/acting.js';
import type { AdoptWish } from '../adoption/plan.js';
import type { DeskAnswers } from '../desk/questions.js';
import { findingAnswers } from '../kept-findings.js';
import { isText, saidIn, strangeField, textFault } from '../said.js';
import { strangerOf } from '../story/answers.js';
import { type AskedServer, clocksNow } from './asked-server.js';
import { fromDesk } from './from-desk.js';

export function adoptionRoutes(server: AskedServer): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/adoptions',
      answer: async () => fromDesk(await server.desk.ask('choices', {}), json),
    },
    {
      method: 'POST',
      path: '/adoptions',
      answer: async ({ body, by }) => adopt(server, await body(), by),
    },
  ];
}

async function adopt(server: AskedServer, body: string, by: string): Promise<Reply> {
  const wish = readWish(body);
  if (typeof wish === 'string') return { status: 400, body: `${wish}\n` };
  const { mac, write, ...said } = wish;
  const stranger = strangerOf(server.story, mac, clocksNow());
  const asked = { mac, write, wish: said, ...(stranger && { stranger }) };
  const answer = await server.desk.ask('adopt', asked);
  return fromDesk(answer, (adopted) => {
    if (adopted.written) {
      server.log.info({ mac, by, file: adopted.judged.path }, 'a phone was adopted');
      // Also where nobody watches the file.
      server.reload();
    }
    return json(adoptionAnswer(mac, adopted, write));
  });
}

function adoptionAnswer(
  mac: Mac,
  { adoption, judged, isSound, isOurs, written, command }: DeskAnswers['adopt'],
  write: boolean,
): AdoptionAnswer {
  const { path, toInclude, findings, files, secretsUnread } = judged;
  const why = !isSound ? NOT_SOUND : isOurs ? undefined : NOT_OURS;
  return {
    mac,
    entry: printAdoption(adoption),
    path,
    ...(toInclude !== undefined && { include: toInclude }),
    findings: findingAnswers(findings),
    files,
    ...(secretsUnread && { secretsUnread }),
    written,
    ...(write && !written && why !== undefined && { why }),
    command,
  };
}

const NOT_SOUND = 'the inventory would have errors with it: mend those first';
const NOT_OURS = 'offhook may not write there: whoever may types the command';

type ReadWish = AdoptWish & { readonly mac: Mac; readonly write: boolean };

const TEXTS = ['model', 'label', 'line', 'address'] as const;
const KNOWN: readonly string[] = [...TEXTS, 'mac', 'groups', 'write'];
const GROUPS_MAX = 50;

/** What is said in JSON; a text: what is wrong with it. What it means is the inventory's to judge. */
function readWish(body: string): ReadWish | string {
  const fields = saidIn(body);
  if (!fields) return 'say in JSON what is to be adopted: { "mac": … }';
  const strange = strangeField(fields, KNOWN) ?? textFault(fields, TEXTS);
  if (strange) return strange;
  const mac = isText(fields.mac) ? parseMac(fields.mac) : undefined;
  if (mac === undefined) return 'mac: that is no MAC';
  const { groups, write = false } = fields;
  if (groups !== undefined && !areGroups(groups))
    return `groups: a list of at most ${GROUPS_MAX} texts`;
  if (typeof write !== 'boolean') return 'write: true or false';
  const texts = TEXTS.flatMap((name) => {
    const text = fields[name];
    return isText(text) && text !== '' ? [[name, text] as const] : [];
  });
  const { address, ...others }: AdoptWish = Object.fromEntries(texts);
  const ip = address === undefined ? undefined : parseIpv4(address);
  if (address !== undefined && ip === undefined) return 'address: that is no IPv4 address';
  return {
    ...{ mac, write },
    ...others,
    ...(ip !== undefined && { address: formatIpv4(ip) }),
    ...(groups !== undefined && groups.length > 0 && { groups }),
  };
}

function areGroups(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length <= GROUPS_MAX && value.every(isText);
}
