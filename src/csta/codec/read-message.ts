// What a phone says by uaCSTA: bytes in, a value out, never a throw. Elements are found by their local names, for phones
// answer in other editions than they are asked in.

import { describeBad } from '../../core/characters.js';
import type { XmlElement } from '../../render/xml/tree.js';
import type { CstaEvent, CstaMessage, SnapshotCall } from './message.js';
import { child, localName, namespaceOfRoot, readBoundedXml } from './read-xml.js';
import { type Connection, editionOf, isLocalState, PARTIES, type Party } from './vocabulary.js';

/** What names a call, a device or a monitor; whoever makes longer ones is not answered with them. */
const MAX_ID = 128;
const MAX_SAID = 12;
const MAX_TEXT = 64;

const RESPONSE = 'Response';
const EVENT = 'Event';

/** By the root's local name. Others are events, answers that say nothing, or strange. */
const READERS: Readonly<Record<string, (root: XmlElement) => CstaMessage>> = {
  RequestSystemStatusResponse: systemStatus,
  SystemStatus: systemStatus,
  MonitorStartResponse: monitorStarted,
  SnapshotDeviceResponse: (root) => ({ kind: 'snapshot', calls: snapshotCalls(root) }),
  MakeCallResponse: callMade,
  CSTAErrorCode: errorCode,
};

export function readCsta(body: Uint8Array): CstaMessage {
  const reading = readBoundedXml(body);
  if ('why' in reading) return { kind: 'unreadable', why: reading.why };
  const { root } = reading;
  const namespace = namespaceOfRoot(root);
  if (namespace !== undefined && editionOf(namespace) === undefined) {
    return unreadable('is of another namespace than CSTA has, editions 2 to 6');
  }
  const name = localName(root);
  const reader = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  if (reader) return reader(root);
  if (name.endsWith(EVENT)) return { kind: 'event', event: readEvent(name, root) };
  if (name.endsWith(RESPONSE)) return { kind: 'done', name: name.slice(0, -RESPONSE.length) };
  return { kind: 'other', name };
}

function unreadable(why: string): CstaMessage {
  return { kind: 'unreadable', why };
}

function systemStatus(root: XmlElement): CstaMessage {
  const status = child(root, 'systemStatus')?.text ?? '';
  if (status === '') return unreadable('says no systemStatus');
  return { kind: 'system-status', status: shortened(status) };
}

function monitorStarted(root: XmlElement): CstaMessage {
  const crossRef = idOf(root, 'monitorCrossRefID');
  if (crossRef === undefined) return unreadable('names no monitorCrossRefID');
  const existing = child(root, 'monitorExistingCalls')?.text;
  return {
    kind: 'monitor-started',
    crossRef,
    ...(existing !== undefined && { existingCalls: existing === 'true' || existing === '1' }),
  };
}

function callMade(root: XmlElement): CstaMessage {
  const device = child(root, 'callingDevice');
  const connection = device && connectionOf(device);
  return { kind: 'call-made', ...(connection && { connection }) };
}

/** Its one child names the category, and holds the code. */
function errorCode(root: XmlElement): CstaMessage {
  const [first] = root.children;
  const category = first ? localName(first) : 'unspecified';
  return { kind: 'error', category, code: shortened((first ?? root).text) };
}

function snapshotCalls(root: XmlElement): readonly SnapshotCall[] {
  const outer = child(root, 'crossRefIDorSnapshotData');
  const data = outer && child(outer, 'snapshotData');
  return (data?.children ?? []).flatMap((info) => {
    if (localName(info) !== 'snapshotDeviceResponseInfo') return [];
    const named = child(info, 'connectionIdentifier');
    const connection = named && connectionOf(named);
    if (!connection) return [];
    const endpoint = deviceOf(child(info, 'endpointDevice'));
    const states = statesOf(child(info, 'localCallState'));
    return [{ connection, states, ...(endpoint !== undefined && { endpoint }) }];
  });
}

function statesOf(localCallState: XmlElement | undefined): SnapshotCall['states'] {
  const compound = localCallState && child(localCallState, 'compoundCallState');
  return (compound?.children ?? []).map(({ text }) => text).filter(isLocalState);
}

function readEvent(name: string, root: XmlElement): CstaEvent {
  const crossRef = idOf(root, 'monitorCrossRefID');
  const connection = root.children.map(connectionOf).find((found) => found !== undefined);
  const local = child(root, 'localConnectionInfo')?.text ?? '';
  const cause = child(root, 'cause')?.text ?? '';
  return {
    name,
    ...(crossRef !== undefined && { crossRef }),
    ...(connection && { connection }),
    ...(isLocalState(local) && { local }),
    ...(cause !== '' && { cause: shortened(cause) }),
    parties: partiesOf(root),
    said: [...said(root)].slice(0, MAX_SAID),
  };
}

function partiesOf(root: XmlElement): CstaEvent['parties'] {
  const parties: Partial<Record<Party, string>> = {};
  for (const party of PARTIES) {
    const device = deviceOf(child(root, `${party}Device`));
    if (device !== undefined) parties[party] = device;
  }
  return parties;
}

/** `<deviceIdentifier>`; or the text itself, where a phone leaves that out. `<notKnown/>` and its kin name nobody. */
function deviceOf(element: XmlElement | undefined): string | undefined {
  const text = element && (child(element, 'deviceIdentifier') ?? element).text;
  return text === undefined || text === '' ? undefined : text.slice(0, MAX_ID);
}

function connectionOf(element: XmlElement): Connection | undefined {
  const callId = idOf(element, 'callID');
  if (callId === undefined) return undefined;
  const deviceId = idOf(element, 'deviceID');
  return { callId, ...(deviceId !== undefined && { deviceId }) };
}

/** Undefined where there is none, or one that is not remembered: it is too long, or could not be written to the phone. */
function idOf(element: XmlElement, name: string): string | undefined {
  const text = child(element, name)?.text ?? '';
  if (text === '' || text.length > MAX_ID || describeBad(text) !== undefined) return undefined;
  return text;
}

/** Each element that has a text of its own. */
function* said(element: XmlElement): Generator<string> {
  for (const each of element.children) {
    if (localName(each) === 'monitorCrossRefID') continue;
    if (each.text !== '') yield `${localName(each)}=${shortened(each.text)}`;
    yield* said(each);
  }
}

function shortened(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}
