// What a phone says by uaCSTA: each message by its local name, and what is refused.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsta } from '../../src/csta/codec/read-message.js';
import { soak } from '../soak.js';
import { bytesOf, csta, eventBody, MONITOR, STATUS } from './bodies.js';

const SNAPSHOT = csta(
  'SnapshotDeviceResponse',
  `<crossRefIDorSnapshotData><snapshotData>
     <snapshotDeviceResponseInfo>
       <connectionIdentifier><callID>7</callID><deviceID>181</deviceID></connectionIdentifier>
       <endpointDevice><deviceIdentifier>sip:302@pbx</deviceIdentifier></endpointDevice>
       <localCallState><compoundCallState>
         <localConnectionState>connected</localConnectionState>
         <localConnectionState>alerting</localConnectionState>
       </compoundCallState></localCallState>
     </snapshotDeviceResponseInfo>
     <snapshotDeviceResponseInfo>
       <connectionIdentifier><callID>8</callID></connectionIdentifier>
     </snapshotDeviceResponseInfo>
     <snapshotDeviceResponseInfo><connectionIdentifier/></snapshotDeviceResponseInfo>
   </snapshotData></crossRefIDorSnapshotData>`,
);

const MESSAGES: readonly (readonly [what: string, body: Uint8Array, read: object])[] = [
  ['the answer to the first request', STATUS, { kind: 'system-status', status: 'normal' }],
  [
    'a status of its own',
    csta('SystemStatus', '<systemStatus>disabled</systemStatus>'),
    { kind: 'system-status', status: 'disabled' },
  ],
  ['a monitor', MONITOR, { kind: 'monitor-started', crossRef: '43' }],
  [
    'a monitor that tells of calls from before',
    csta(
      'MonitorStartResponse',
      '<monitorCrossRefID>a1</monitorCrossRefID><monitorExistingCalls>true</monitorExistingCalls>',
    ),
    { kind: 'monitor-started', crossRef: 'a1', existingCalls: true },
  ],
  [
    'a snapshot: a call without a connection is none',
    SNAPSHOT,
    {
      kind: 'snapshot',
      calls: [
        {
          connection: { callId: '7', deviceId: '181' },
          endpoint: 'sip:302@pbx',
          states: ['connected', 'alerting'],
        },
        { connection: { callId: '8' }, states: [] },
      ],
    },
  ],
  [
    'a call that was made',
    csta('MakeCallResponse', '<callingDevice><callID>9</callID></callingDevice>'),
    { kind: 'call-made', connection: { callId: '9' } },
  ],
  ['an answer that says nothing', csta('AnswerCallResponse'), { kind: 'done', name: 'AnswerCall' }],
  [
    'an error',
    csta('CSTAErrorCode', '<operation>invalidDeviceID</operation>'),
    { kind: 'error', category: 'operation', code: 'invalidDeviceID' },
  ],
  [
    'an error without a category',
    csta('CSTAErrorCode', 'generic'),
    { kind: 'error', category: 'unspecified', code: 'generic' },
  ],
  ['another message', csta('GetDoNotDisturb'), { kind: 'other', name: 'GetDoNotDisturb' }],
  [
    'edition 2, with a prefix',
    bytesOf(
      '<c:AnswerCallResponse xmlns:c="http://www.ecma-international.org/standards/ecma-323/csta/ed2"/>',
    ),
    { kind: 'done', name: 'AnswerCall' },
  ],
  ['no namespace', bytesOf('<AnswerCallResponse/>'), { kind: 'done', name: 'AnswerCall' }],
  ['a name of every object', bytesOf('<constructor/>'), { kind: 'other', name: 'constructor' }],
];

const REFUSED: readonly (readonly [what: string, body: Uint8Array, why: string])[] = [
  ['nothing', bytesOf(' \n'), 'is empty'],
  ['SDP', bytesOf('v=0\r\no=- 1 1 IN IP4 10.0.0.1\r\n'), 'is not well-formed XML'],
  [
    'a document type',
    bytesOf('<!doctype a [<!ENTITY b "c">]><a>&b;</a>'),
    'declares a document type, which no message of CSTA does',
  ],
  [
    'another namespace',
    csta('AnswerCallResponse', '', 'urn:ietf:params:xml:ns:dialog-info'),
    'is of another namespace than CSTA has, editions 2 to 6',
  ],
  ['a large body', bytesOf(`<a>${' '.repeat(16_384)}</a>`), 'has more than 16384 bytes'],
  ['a long name', bytesOf(`<${'a'.repeat(65)}/>`), 'has a name of more than 64 characters'],
  [
    'many elements',
    bytesOf(`<a>${'<b/>'.repeat(512)}</a>`),
    'has more than 512 elements, or one deeper than 16',
  ],
  [
    'a deep one',
    bytesOf('<a>'.repeat(17) + '</a>'.repeat(17)),
    'has more than 512 elements, or one deeper than 16',
  ],
  ['a monitor without a name', csta('MonitorStartResponse'), 'names no monitorCrossRefID'],
  [
    'a monitor with a long one',
    csta('MonitorStartResponse', `<monitorCrossRefID>${'4'.repeat(129)}</monitorCrossRefID>`),
    'names no monitorCrossRefID',
  ],
  [
    'a monitor whose name could not be written again',
    csta('MonitorStartResponse', '<monitorCrossRefID>4\n3</monitorCrossRefID>'),
    'names no monitorCrossRefID',
  ],
  ['a status without a word', csta('RequestSystemStatusResponse'), 'says no systemStatus'],
  ['UTF-16', Buffer.from('<a/>', 'utf16le'), 'is not well-formed XML'],
];

describe('a message of CSTA', () => {
  it.each(MESSAGES)('%s', (_, body, read) => {
    expect(readCsta(body)).toEqual(read);
  });

  it.each(REFUSED)('refused: %s', (_, body, why) => {
    expect(readCsta(body)).toEqual({ kind: 'unreadable', why });
  });

  it('takes the longest name and the deepest element that it may have', () => {
    const deep = `${'<a>'.repeat(16)}${'</a>'.repeat(16)}`;
    expect(readCsta(bytesOf(deep))).toEqual({ kind: 'other', name: 'a' });
    const name = 'a'.repeat(64);
    expect(readCsta(bytesOf(`<${name}></${name}>`))).toEqual({ kind: 'other', name });
  });
});

describe('an event', () => {
  it('has its connection by whatever name, its parties, its local state and its cause', () => {
    const body = eventBody('DeliveredEvent', {
      device: '181',
      local: 'alerting',
      cause: 'newCall',
      devices: {
        alertingDevice: '181',
        callingDevice: 'sip:302@pbx',
        calledDevice: '<notKnown/>',
        lastRedirectionDevice: '<notRequired/>',
      },
    });
    expect(readCsta(body)).toEqual({
      kind: 'event',
      event: {
        name: 'DeliveredEvent',
        crossRef: '43',
        connection: { callId: '7', deviceId: '181' },
        local: 'alerting',
        cause: 'newCall',
        parties: { alerting: '181', calling: 'sip:302@pbx' },
        said: [
          'callID=7',
          'deviceID=181',
          'deviceIdentifier=181',
          'deviceIdentifier=sip:302@pbx',
          'localConnectionInfo=alerting',
          'cause=newCall',
        ],
      },
    });
  });

  it('is kept where nobody knows its kind, with what it says, cut to a length', () => {
    const long = 'x'.repeat(65);
    const body = csta('DoNotDisturbEvent', `<device>181</device><on>true</on><text>${long}</text>`);
    expect(readCsta(body)).toEqual({
      kind: 'event',
      event: {
        name: 'DoNotDisturbEvent',
        parties: {},
        said: ['device=181', 'on=true', `text=${'x'.repeat(64)}…`],
      },
    });
  });

  it('says twelve things at the most', () => {
    const read = readCsta(csta('ManyEvent', '<a>1</a>'.repeat(40)));
    expect(read).toMatchObject({ event: { said: Array.from({ length: 12 }, () => 'a=1') } });
  });
});

describe('hostile bodies', () => {
  const good = [STATUS, MONITOR, SNAPSHOT, eventBody('HeldEvent', { local: 'hold' })];
  const signs = fc.constantFrom(...[...'<>/&;!?"\'=[]- \0\n', 'é', '<!--', '<![CDATA[', ']]>']);
  const spliced = fc
    .tuple(fc.constantFrom(...good), fc.array(fc.tuple(fc.nat(600), fc.nat(9), signs)))
    .map(([body, changes]) => {
      let text = new TextDecoder().decode(body);
      for (const [at, cut, sign] of changes) text = text.slice(0, at) + sign + text.slice(at + cut);
      return bytesOf(text);
    });
  const changed = fc
    .tuple(fc.constantFrom(...good), fc.array(fc.tuple(fc.nat(600), fc.nat(255))))
    .map(([body, changes]) => {
      const bytes = Uint8Array.from(body);
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
      return bytes;
    });
  const KINDS = new Set([
    ...['system-status', 'monitor-started', 'snapshot', 'call-made', 'done', 'error', 'event'],
    ...['other', 'unreadable'],
  ]);

  it('are read or refused, and never throw; what is kept of them is short', () => {
    fc.assert(
      fc.property(fc.oneof(spliced, changed, fc.uint8Array({ maxLength: 300 })), (body) => {
        const message = readCsta(body);
        expect(KINDS).toContain(message.kind);
        expect(JSON.stringify(message).length).toBeLessThan(8_000);
      }),
      { numRuns: soak(300, 100_000) },
    );
  });
});
