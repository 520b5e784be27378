// Phones told by their PBX, over the link that also tells who is registered: by Asterisk's PJSIPNotify, or SIPnotify of chan_sip.

import { messageOf } from '../../core/coded-error.js';
import { parseIpv4 } from '../../core/ipv4.js';
import type { Mac } from '../../core/mac.js';
import { type AmiField, refusalOf } from '../../pbx/ami/message.js';
import type { AmiAsking } from '../../pbx/ami/session.js';
import { addressOfUri } from '../../pbx/lines/uri.js';
import type { NotifyWay } from '../../site/notify.js';
import type { PbxLinks } from '../pbx/links.js';
import { bodyOf } from './choose-path.js';
import type { PbxPath } from './pbx-path.js';

/** Undefined as long as there are no links. */
export function pbxPathOf(links: () => Pick<PbxLinks, 'linesOf' | 'all'> | undefined): PbxPath {
  const linesOf = (mac: Mac) => links()?.linesOf(mac) ?? [];
  const linkTo = (pbx: string) =>
    links()
      ?.all()
      .find(({ name }) => name === pbx);
  return {
    registered(mac, line) {
      const contact = linesOf(mac).find((each) => each.line === line)?.contact;
      if (!contact) return undefined;
      const { callId, uri } = contact;
      const host = addressOfUri(uri);
      const isIpv4 = host !== undefined && parseIpv4(host) !== undefined;
      return { ...(callId !== undefined && { callId }), ...(isIpv4 && { host }) };
    },
    isTalking: (mac) => linesOf(mac).some(({ use }) => use !== undefined && use !== 'idle'),
    isUp: (pbx) => linkTo(pbx)?.state.upMs !== undefined,
    async notify(pbx, line, way, callId) {
      const link = linkTo(pbx);
      if (!link) return 'there is no link to its PBX';
      try {
        return await notifyBy(link.asking, line, way, callId);
      } catch (cause) {
        return messageOf(cause);
      }
    },
  };
}

/** Of PJSIP first; where that knows no such endpoint, of chan_sip. Both say that they sent it whatever a phone makes of it. */
async function notifyBy(
  asking: AmiAsking,
  line: string,
  way: NotifyWay,
  callId: string | undefined,
): Promise<string | undefined> {
  const variables = variablesOf(way, callId);
  const refusal = refusalOf(await asking.ask('PJSIPNotify', [['Endpoint', line], ...variables]));
  if (refusal === undefined) return undefined;
  const other = refusalOf(await asking.ask('SIPnotify', [['Channel', line], ...variables]));
  return other === undefined ? undefined : refusal;
}

/**
 * A header or a line of the body each; an empty line ends the body. PJSIP writes Subscription-State itself, and one of ours would be a second.
 */
function variablesOf(way: NotifyWay, callId: string | undefined): readonly AmiField[] {
  const { event, body } = way;
  const lines = bodyOf(way, callId)?.split('\r\n') ?? [];
  return [
    ['Variable', `Event=${event}`],
    ...(body ? [['Variable', `Content-Type=${body.type}`] as const] : []),
    ...lines.map((each) => ['Variable', `Content=${each}`] as const),
  ];
}
