import { describe, expect, it } from 'vitest';
import { type DhcpMessage, encodeMessage } from '../../../src/dhcp/message/message.js';
import { inventedMac, readAnswer, searchMessages } from '../../../src/dhcp/search/search.js';
import { hex, toHex } from '../bytes.js';
import { ip } from '../wire-under-test.js';

const SEARCHER = { xid: 0x0ff0cafe, mac: hex('02aabbccddee'), address: ip('10.20.1.1') };

describe('the search for other servers', () => {
  it('asks for parameters first, then for an address, to be answered aloud', () => {
    const asked = searchMessages(SEARCHER).map((message) => encodeMessage(message));
    const inShort = asked.map((bytes) => ({
      head: toHex(bytes.subarray(0, 34)),
      type: toHex(bytes.subarray(240, 243)),
    }));
    expect(inShort).toEqual([
      {
        head: '010106000ff0cafe000000000a140101000000000000000000000000' + '02aabbccddee',
        type: '350108',
      },
      {
        head: '010106000ff0cafe0000800000000000000000000000000000000000' + '02aabbccddee',
        type: '350101',
      },
    ]);
  });

  it.each([
    ['ffffffffffff', 'feffffffffff'],
    ['000000000000', '020000000000'],
    ['5cfc665d4f9a', '5efc665d4f9a'],
  ])('makes of %s a MAC that nobody has', (random, mac) => {
    expect(toHex(inventedMac(hex(random)))).toBe(mac);
  });
});

describe('an answer to the search', () => {
  /** What a server sends: OFFER of 10.20.1.77 by 10.20.1.254, unless told otherwise. */
  function answer(changes: Partial<DhcpMessage> = {}, options = '350102 36040a1401fe'): Uint8Array {
    const [question] = searchMessages(SEARCHER);
    if (question === undefined) throw new Error('nothing is asked');
    const message = { ...question, op: 'reply' as const, yiaddr: ip('10.20.1.77'), ...changes };
    const bytes = encodeMessage({ ...message, options: new Map() });
    bytes.set(hex(`${options}ff`.replaceAll(' ', '')), 240);
    return bytes;
  }
  const read = (bytes: Uint8Array) => readAnswer(bytes, SEARCHER, ip('10.20.1.9'));

  it('names the server, and the address that it would give', () => {
    expect(read(answer())).toEqual({ serverId: ip('10.20.1.254'), offered: ip('10.20.1.77') });
  });

  it('may tell parameters only', () => {
    const told = answer({ yiaddr: ip('0.0.0.0') }, '350105 36040a1401fe');
    expect(read(told)).toEqual({ serverId: ip('10.20.1.254') });
  });

  it('counts for its sender where it names no server', () => {
    expect(read(answer({}, '350102'))).toMatchObject({ serverId: ip('10.20.1.9') });
  });

  it.each([
    ['another search', answer({ xid: 1 })],
    ['a client', answer({ op: 'request' })],
    ['a server that refuses', answer({}, '350106 36040a1401fe')],
    ['a BOOTP server', answer({}, '36040a1401fe')],
    ['nobody who knows DHCP', hex('00')],
  ])('is not what %s says', (_, bytes) => {
    expect(read(bytes)).toBeUndefined();
  });
});
