import { describe, expect, it } from 'vitest';
import { macFault } from '../../src/core/mac-fault.js';

describe('what is no MAC', () => {
  it.each([
    { text: '5cfc665d4fOa', what: /holds "O"/, hint: 'is it 5c:fc:66:5d:4f:0a?' },
    { text: '5c:fc:66:5d:4f:9l', what: /holds "l"/, hint: 'is it 5c:fc:66:5d:4f:91?' },
    { text: '5c–fc–66–5d–4f–9a', what: /holds "–"/, hint: 'is it 5c:fc:66:5d:4f:9a?' },
    { text: "'5cfc665d4f9a", what: /holds "'"/, hint: 'is it 5c:fc:66:5d:4f:9a?' },
    { text: 'MAC: 5c-fc-66-5d-4f-9a', what: /holds "M"/, hint: 'is it 5c:fc:66:5d:4f:9a?' },
    { text: '0x5cfc665d4f9a', what: /holds "x"/, hint: 'is it 5c:fc:66:5d:4f:9a?' },
    { text: 'SIP5CFC665D4F9A.cnf', what: /holds "S"/, hint: 'is it 5c:fc:66:5d:4f:9a?' },
    { text: 'SIP5CFC665D4F9A0', what: /holds "S"/, hint: /label/ },
    { text: '5c:fc:66:5d:4f:9x', what: /holds "x"/, hint: /label/ },
    { text: '0:1b:d4:0:0:1', what: /lost a zero before "0"/, hint: 'write 00:1b:d4:00:00:01' },
    { text: '1bd4000001', what: /10 digits/, hint: /label/ },
    { text: '01bd4000001', what: /11 digits/, hint: /was a zero lost/ },
    { text: '001bd40000011', what: /13 digits/, hint: /label/ },
    { text: '001bd4:000001', what: /divided/, hint: 'write 00:1b:d4:00:00:01' },
    { text: '00-1b:d4-00:00:01', what: /divided/, hint: 'write 00:1b:d4:00:00:01' },
    { text: '01:00:5e:00:00:01', what: /group/, hint: /label/ },
    { text: 'ff:ff:ff:ff:ff:ff', what: /everybody/, hint: /label/ },
    { text: '00:00:00:00:00:00', what: /zeros/, hint: /label/ },
    { text: '1.23E+11', what: /a number/, hint: /column as text/ },
    { text: 'SEP001BD4000001', what: /name of a device/, hint: 'write 00:1b:d4:00:00:01' },
    { text: '', what: /0 digits/, hint: /label/ },
  ])('$text', ({ text, what, hint }) => {
    expect(macFault(text)).toEqual({
      what: expect.stringMatching(what),
      hint: typeof hint === 'string' ? hint : expect.stringMatching(hint),
    });
  });

  it.each(['5c:fc:66:5d:4f:9a', '5CFC.665D.4F9A', '5c-fc-66-5d-4f-9a', '5cfc665d4f9a'])(
    'but not %s',
    (text) => expect(macFault(text)).toBeUndefined(),
  );
});
