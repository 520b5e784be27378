// Requests of CSTA: their elements in the order of ECMA-323, and no value that ends one.

import { describe, expect, it } from 'vitest';
import { type CstaRequest, writeCsta } from '../../src/csta/codec/write-request.js';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const ED = 'xmlns="http://www.ecma-international.org/standards/ecma-323/csta/ed';
const CALL = { callId: '7', deviceId: '181' };
const NAMED = '<callID>7</callID><deviceID>181</deviceID>';

const REQUESTS: readonly (readonly [CstaRequest, string])[] = [
  [{ name: 'RequestSystemStatus' }, `<RequestSystemStatus ${ED}3"></RequestSystemStatus>`],
  [
    { name: 'MonitorStart', device: 'sip:181@pbx' },
    `<MonitorStart ${ED}5"><monitorObject><deviceObject>sip:181@pbx</deviceObject></monitorObject></MonitorStart>`,
  ],
  [
    { name: 'MonitorStop', crossRef: '43' },
    `<MonitorStop ${ED}5"><monitorCrossRefID>43</monitorCrossRefID></MonitorStop>`,
  ],
  [
    { name: 'SnapshotDevice', device: 'sip:181@pbx' },
    `<SnapshotDevice ${ED}5"><snapshotObject>sip:181@pbx</snapshotObject></SnapshotDevice>`,
  ],
  [
    { name: 'MakeCall', device: 'sip:181@pbx', number: '302' },
    `<MakeCall ${ED}5"><callingDevice>sip:181@pbx</callingDevice><calledDirectoryNumber>302</calledDirectoryNumber><autoOriginate>doNotPrompt</autoOriginate></MakeCall>`,
  ],
  [
    { name: 'AnswerCall', connection: CALL },
    `<AnswerCall ${ED}5"><callToBeAnswered>${NAMED}</callToBeAnswered></AnswerCall>`,
  ],
  [
    { name: 'ClearConnection', connection: { callId: '7' } },
    `<ClearConnection ${ED}5"><connectionToBeCleared><callID>7</callID></connectionToBeCleared></ClearConnection>`,
  ],
];

describe('a request of CSTA', () => {
  it.each(REQUESTS)('$name', (request, xml) => {
    expect(new TextDecoder().decode(writeCsta(request))).toBe(`${HEAD}${xml}\n`);
  });

  it('cannot be ended by what a phone named', () => {
    const connection = { callId: '</callID>&<x>', deviceId: '"' };
    expect(new TextDecoder().decode(writeCsta({ name: 'AnswerCall', connection }))).toContain(
      '<callID>&lt;/callID&gt;&amp;&lt;x&gt;</callID><deviceID>&quot;</deviceID>',
    );
  });
});
