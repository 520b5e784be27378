// What phones of the tests say by uaCSTA, and how a session with one begins and ends.

import { answers, hears, replies, type SippStep } from './sipp.js';

/** Of a phone with two lines. */
export const MAC = '00:a8:59:db:04:62';
export const INVENTORY = `
offhook: 1
site: { timeZone: Europe/Berlin }
pbx: { main: { host: 10.20.1.2 } }
defaults: { pbx: main, adminPassword: word }
lines: { "181": { password: word }, "182": { password: word } }
phones:
  - { mac: "${MAC}", model: fanvil-x4, csta: true, keys: { 1: { line: "181" }, 2: { line: "182" } } }
`;
/** A busy machine makes a second twenty. */
export const PATIENT = ['--timeout', '100'];

const XMLNS = 'xmlns="http://www.ecma-international.org/standards/ecma-323/csta/ed5"';
export const csta = (name: string, content = '') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${name} ${XMLNS}>${content}</${name}>`;
export const event = (name: string, local: string) =>
  csta(
    `${name}Event`,
    `<monitorCrossRefID>43</monitorCrossRefID><connection><callID>7</callID><deviceID>181</deviceID></connection><localConnectionInfo>${local}</localConnectionInfo><cause>newCall</cause>`,
  );

export const ON = csta('RequestSystemStatusResponse', '<systemStatus>normal</systemStatus>');
const MONITORED = csta('MonitorStartResponse', '<monitorCrossRefID>43</monitorCrossRefID>');
const NO_CALLS = csta(
  'SnapshotDeviceResponse',
  '<crossRefIDorSnapshotData><snapshotData/></crossRefIDorSnapshotData>',
);
export const RINGING = csta(
  'SnapshotDeviceResponse',
  '<crossRefIDorSnapshotData><snapshotData><snapshotDeviceResponseInfo><connectionIdentifier><callID>7</callID><deviceID>181</deviceID></connectionIdentifier><endpointDevice><deviceIdentifier>302</deviceIdentifier></endpointDevice><localCallState><compoundCallState><localConnectionState>alerting</localConnectionState></compoundCallState></localCallState></snapshotDeviceResponseInfo></snapshotData></crossRefIDorSnapshotData>',
);

export const opens = (snapshot = NO_CALLS): readonly SippStep[] => [
  hears('INVITE', '<RequestSystemStatus', 'csta/ed3'),
  answers('100 Trying', { headers: 'X: y' }),
  answers('200 OK', { body: ON }),
  hears('ACK'),
  hears('INFO', '<MonitorStart', '<deviceObject>sip:181@10.20.1.2:5060</deviceObject>'),
  replies('200 OK', { body: MONITORED }),
  hears('INFO', '<SnapshotDevice'),
  replies('200 OK', { body: snapshot }),
];
export const CLOSES: readonly SippStep[] = [
  hears('INFO', '<MonitorStop', '<monitorCrossRefID>43</monitorCrossRefID>'),
  replies('200 OK', { body: csta('MonitorStopResponse') }),
  hears('BYE'),
  replies('200 OK'),
];
