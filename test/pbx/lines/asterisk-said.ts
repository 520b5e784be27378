// What real Asterisks wrote, 22.10 with PJSIP and 16.28 with chan_sip, in the order in which they wrote it.

import type { AmiMessage } from '../../../src/pbx/ami/message.js';

/** Of a text in which an empty line ends each message. */
export function messagesOf(text: string): readonly AmiMessage[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((block) => ({
      fields: block.split('\n').map((line) => {
        const [, name = '', value = ''] = /^\s*([^:]+): ?(.*)$/.exec(line) ?? [];
        return [name, value] as const;
      }),
    }));
}

export const PHONE = '10.77.1.101';
/** Of a 7931G: it begins with the MAC. */
export const CALL_ID = '001bd400-00010002-11111111-22222222@10.77.1.101';

interface Who {
  readonly account?: string;
  readonly address?: string;
  readonly callId?: string;
}

const security = (event: string, service: string, more: string, who: Who): string => `
Event: ${event}
Privilege: security,all
EventTV: 2026-11-29T07:43:49.701+0000
Severity: Informational
Service: ${service}
EventVersion: 1
AccountID: ${who.account ?? '7001'}
SessionID: ${service === 'SIP' ? '0x7f6ff80021e0' : (who.callId ?? CALL_ID)}
LocalAddress: IPV4/UDP/10.77.1.1/5060
RemoteAddress: IPV4/UDP/${who.address ?? PHONE}/57550
${more}
`;

const attempts = (service: 'PJSIP' | 'SIP') => ({
  challenged: (who: Who = {}) => security('ChallengeSent', service, 'Challenge: 6f99280b', who),
  accepted: (who: Who = {}) => security('SuccessfulAuth', service, 'UsingPassword: 1', who),
});

export const PJSIP = {
  ...attempts('PJSIP'),
  badPassword: (who: Who = {}) =>
    security('ChallengeResponseFailed', 'PJSIP', 'Response: 315c467958748ffd', who),
  noAccount: (who: Who = {}) =>
    security('InvalidAccountID', 'PJSIP', '', who) +
    security('ChallengeSent', 'PJSIP', 'Challenge: ', { ...who, account: '<unknown>' }),
  contact: (status: string, address = PHONE, account = '7001') => `
Event: ContactStatus
Privilege: system,all
URI: sip:${account}@${address}:5060;transport=udp
ContactStatus: ${status}
AOR: ${account}
EndpointName: ${account}
RoundtripUsec: 0
`,
  /** An entry of PJSIPShowContacts. */
  entry: (given: Record<string, string | number> = {}, account = '7001', address = PHONE) => {
    const fields = {
      ObjectType: 'contact',
      ObjectName: `${account};@6c3d229cb37fe9dff586c191cdbcbfad`,
      ViaAddr: address,
      CallId: CALL_ID,
      Endpoint: account,
      ViaPort: 5060,
      Uri: `sip:${account}@${address}:5060;transport=udp`,
      UserAgent: 'Cisco-CP7931G/8.5.3',
      ExpirationTime: 1_795_938_529,
      Status: 'Reachable',
      RoundtripUsec: 3176,
      ...given,
    };
    const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
    return `\nEvent: ContactList\n${lines.join('\n')}\n`;
  },
  use: (state: string, account = '7001') => `
Event: DeviceStateChange
Privilege: call,all
Device: PJSIP/${account}
State: ${state}
`,
};

export const CHAN_SIP = {
  ...attempts('SIP'),
  badPassword: (who: Who = {}) =>
    security('InvalidPassword', 'SIP', 'ReceivedHash: 0e30c5c3628cd2a9', who),
  peer: (status: string, more = '', account = '7001') => `
Event: PeerStatus
Privilege: system,all
ChannelType: SIP
Peer: SIP/${account}
PeerStatus: ${status}
${more}
`,
  /** An entry of SIPpeers. */
  entry: (address = '-none-', status = 'UNKNOWN', account = '7001') => `
Event: PeerEntry
Channeltype: SIP
ObjectName: ${account}
ChanObjectType: peer
IPaddress: ${address}
IPport: ${address === '-none-' ? 0 : 5060}
Dynamic: yes
Status: ${status}
`,
  /** What SIPshowpeer answers. */
  shown: (address = PHONE, agent = 'Cisco-CP7931G/8.5.3') => `
Response: Success
ObjectName: 7001
Address-IP: ${address}
RegExpire: 298 seconds
SIP-Useragent: ${agent}
Reg-Contact: sip:7001@${address}:5060;transport=udp
`,
  use: (state: string) => PJSIP.use(state).replace('PJSIP/', 'SIP/'),
};

/** That the manager interface itself was logged in to. */
export const OWN_LOGIN = `
Event: SuccessfulAuth
Privilege: security,all
Service: AMI
AccountID: offhook
SessionID: 0x7fc6e0000f40
RemoteAddress: IPV4/TCP/127.0.0.1/43764
UsingPassword: 0
`;
