// Where a request inside a dialog goes: as the other side's Contact says, and as the INVITE went where that says no transport.

import { expect, it } from 'vitest';
import { dialogOfRequest, dialogOfResponse, nextHop } from '../../src/sip/dialog/dialog-state.js';
import { parseSip } from '../../src/sip/message/parse.js';

const read = (...lines: readonly string[]) => {
  const text = [...lines, 'Call-ID: 1', 'CSeq: 1 INVITE', 'Content-Length: 0', '', ''].join('\r\n');
  const message = parseSip(Buffer.from(text));
  if (message.kind === 'malformed') throw new Error(message.reason);
  return message;
};
const headers = (transport: string, contact: string) => [
  `Via: SIP/2.0/${transport} 10.20.1.1:5060;branch=z9hG4bK1`,
  'From: <sip:1@pbx>;tag=a',
  'To: <sip:2@phone>;tag=b',
  `Contact: <sip:2@10.20.1.50:5070${contact}>`,
];

it.each([
  ['UDP', '', 'udp'],
  ['UDP', ';transport=tcp', 'tcp'],
  ['TCP', '', 'tcp'],
  ['tcp', ';line=1', 'tcp'],
  ['TCP', ';transport=udp', 'udp'],
  ['TCP', ';transport=TCP', 'tcp'],
])('an INVITE by %s whose answer says "%s" is followed by %s', (by, contact, transport) => {
  const request = read('INVITE sip:2@phone SIP/2.0', 'Max-Forwards: 70', ...headers(by, contact));
  const response = read('SIP/2.0 200 OK', ...headers(by, contact));
  if (request.kind !== 'request' || response.kind !== 'response') throw new Error('misread');
  const hop = { host: '10.20.1.50', port: 5070, transport };
  expect(nextHop(dialogOfResponse(request, response))).toEqual(hop);
  expect(nextHop(dialogOfRequest(request, 'b'))).toEqual(hop);
});
