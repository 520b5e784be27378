// What Asterisk's lists say of where accounts are registered: PJSIPShowContacts, SIPpeers, and SIPshowpeer of one of them.

import { parseIpv4 } from '../../core/ipv4.js';
import { kept } from '../../timeline/kept.js';
import { type AmiMessage, fieldOf } from '../ami/message.js';
import type { ListedContact } from './contact.js';
import { contactStatus, isReached } from './read-event.js';
import { addressOfUri } from './uri.js';

/** An entry of PJSIPShowContacts. Undefined: it is none that is registered. */
export function readContactEntry(entry: AmiMessage): ListedContact | undefined {
  const uri = fieldOf(entry, 'Uri');
  // `7001;@6c3d229cb37fe9dff586c191cdbcbfad`.
  const account = fieldOf(entry, 'Endpoint') || fieldOf(entry, 'ObjectName')?.split(/;?@/)[0];
  const word = fieldOf(entry, 'Status');
  const status = contactStatus(word);
  if (!uri || !account || status === 'removed') return undefined;
  const seconds = Number(fieldOf(entry, 'ExpirationTime'));
  return {
    account,
    uri,
    status,
    isReached: isReached(word),
    address: addressOf(uri, fieldOf(entry, 'ViaAddr')),
    agent: agentIn(fieldOf(entry, 'UserAgent')),
    callId: fieldOf(entry, 'CallId') || undefined,
    expiresMs: seconds > 0 ? seconds * 1_000 : undefined,
  };
}

/** Where its calls go; a Contact may have a name, where its Via has an address. */
function addressOf(uri: string, via = ''): string | undefined {
  const host = addressOfUri(uri);
  const isIpv4 = host !== undefined && parseIpv4(host) !== undefined;
  return isIpv4 || parseIpv4(via) === undefined ? host : via;
}

/** An entry of SIPpeers: its name, and where it is registered if it is. Undefined: it is none that registers. */
export function readPeerEntry(
  entry: AmiMessage,
): { readonly account: string; readonly contact?: ListedContact } | undefined {
  const account = fieldOf(entry, 'ObjectName');
  if (!account || fieldOf(entry, 'Dynamic')?.toLowerCase() !== 'yes') return undefined;
  const address = addressIn(fieldOf(entry, 'IPaddress'));
  if (address === undefined) return { account };
  const isLost = /^UNREACHABLE/i.test(fieldOf(entry, 'Status') ?? '');
  const status = isLost ? 'unreachable' : 'reachable';
  return { account, contact: { account, uri: account, status, address } };
}

/** What SIPshowpeer says beside that. Undefined: it is not registered, or not there. */
export function readPeer(
  response: AmiMessage,
  nowMs: number,
): Pick<ListedContact, 'uri' | 'agent' | 'expiresMs' | 'address'> | undefined {
  const address = addressIn(fieldOf(response, 'Address-IP'));
  if (address === undefined) return undefined;
  const seconds = Number.parseInt(fieldOf(response, 'RegExpire') ?? '', 10);
  return {
    uri: fieldOf(response, 'Reg-Contact') || (fieldOf(response, 'ObjectName') ?? ''),
    address,
    agent: agentIn(fieldOf(response, 'SIP-Useragent')),
    expiresMs: seconds > 0 ? nowMs + seconds * 1_000 : undefined,
  };
}

/** Empty: it did not say. */
function agentIn(text = ''): string | undefined {
  return text === '' ? undefined : kept(text);
}

/** `-none-` and `(null)` are what is said of one that is not registered. */
function addressIn(text = ''): string | undefined {
  return text === '' || /^[(-]/.test(text) ? undefined : text;
}
