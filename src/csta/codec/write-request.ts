// Requests of CSTA as the XML that goes into an INVITE or INFO.

import { ESCAPERS } from '../../render/escape.js';
import { type Connection, type Edition, namespaceOf } from './vocabulary.js';

export type CstaRequest =
  | { readonly name: 'RequestSystemStatus' }
  /** `device`: as the PBX's own monitor calls the line, `sip:181@pbx`. */
  | { readonly name: 'MonitorStart'; readonly device: string }
  | { readonly name: 'MonitorStop'; readonly crossRef: string }
  | { readonly name: 'SnapshotDevice'; readonly device: string }
  /** `number`: what a person would dial. It is dialled at once: without `doNotPrompt` the phone asks its user first. */
  | { readonly name: 'MakeCall'; readonly device: string; readonly number: string }
  | { readonly name: 'AnswerCall'; readonly connection: Connection }
  | { readonly name: 'ClearConnection'; readonly connection: Connection };

export type CstaService = CstaRequest['name'];

type Bodies = {
  readonly [Name in CstaService]: (request: Extract<CstaRequest, { name: Name }>) => string;
};

/** In the order of ECMA-323, which phones may insist on. */
const BODIES: Bodies = {
  RequestSystemStatus: () => '',
  MonitorStart: ({ device }) => element('monitorObject', element('deviceObject', text(device))),
  MonitorStop: ({ crossRef }) => element('monitorCrossRefID', text(crossRef)),
  SnapshotDevice: ({ device }) => element('snapshotObject', text(device)),
  MakeCall: ({ device, number }) =>
    element('callingDevice', text(device)) +
    element('calledDirectoryNumber', text(number)) +
    element('autoOriginate', 'doNotPrompt'),
  AnswerCall: ({ connection }) => element('callToBeAnswered', connectionXml(connection)),
  ClearConnection: ({ connection }) => element('connectionToBeCleared', connectionXml(connection)),
};

/** The first request speaks edition 3 and all others 5, as the one PBX does that Fanvil's manual shows. */
const FIRST: Edition = 3;
const OTHERS: Edition = 5;

/** Throws BadValueError for a value with a character that XML cannot have. */
export function writeCsta(request: CstaRequest): Uint8Array {
  const { name } = request;
  const edition = name === 'RequestSystemStatus' ? FIRST : OTHERS;
  const body = (BODIES[name] as (request: CstaRequest) => string)(request);
  const xmlns = ` xmlns="${namespaceOf(edition)}"`;
  return new TextEncoder().encode(
    `<?xml version="1.0" encoding="UTF-8"?>\n<${name}${xmlns}>${body}</${name}>\n`,
  );
}

function connectionXml({ callId, deviceId }: Connection): string {
  const call = element('callID', text(callId));
  return deviceId === undefined ? call : call + element('deviceID', text(deviceId));
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

const text = ESCAPERS.xml;
