// Files as programs save them unless they are told otherwise.

import { expect, it } from 'vitest';
import { utf8In } from '../../src/core/no-utf8.js';

const TABLE = 'mac,model\n02:00:00:00:00:01,x\n';
const wide = Buffer.from(TABLE, 'utf16le');

it.each([
  ['UTF-16 with a mark', Buffer.from(`\ufeff${TABLE}`, 'utf16le'), 'UTF-16'],
  ['UTF-16 without', wide, 'UTF-16'],
  ['UTF-16 of the other order', Buffer.from(wide).swap16(), 'UTF-16'],
  ['xlsx', Buffer.from('PK\u0003\u0004x', 'latin1'), 'xlsx'],
  ['xls', Buffer.from('\u00d0\u00cf\u0011\u00e0x', 'latin1'), 'xls'],
  ['zeros', Buffer.alloc(64), 'nothing but zeros'],
  ['Windows-1251', Buffer.concat([Buffer.from(TABLE), Buffer.from([0xc8, 0xec])]), 'line 3'],
])('%s', (_, bytes, what) =>
  expect(utf8In(bytes)).toMatchObject({ what: expect.stringContaining(what) }),
);

it.each(['', 'a', TABLE, '\ufeffmac', '\u0418\u043c\u044f'])('is UTF-8: %j', (text) => {
  expect(utf8In(Buffer.from(text))).toBe(text.replace('\ufeff', ''));
});
