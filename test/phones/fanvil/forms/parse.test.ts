// What a form makes of files that others have written: odd spellings, exports that keep things to themselves, comments.

import { describe, expect, it } from 'vitest';
import type { Form } from '../../../../src/phones/fanvil/forms/form.js';
import type { Dialect } from '../../../../src/phones/fanvil/tables/facts.js';
import { found } from '../fanvil-under-test.js';
import { TABLES } from './forms-under-test.js';

const HEADS = {
  txt: '<<VOIP CONFIG FILE>>Version:2.0002',
  dotted: '#<Voip Config File>#',
} as const;
const formOf = (head: string): Form =>
  found(
    TABLES.forms.find((each) => each.recognises(head)),
    head,
  );

/** Each setting as `line:col key | line:col value`, with its module and section, and a star if it is masked. */
const settingsOf = (head: string, ...lines: readonly string[]) =>
  formOf(head)
    .parse([head, ...lines].join('\n'))
    .settings.map(({ module, section, key, keyAt, value, valueAt, masked }) =>
      [
        [module, section].filter((part) => part !== '').join('/'),
        `${keyAt.line}:${keyAt.col} ${key}`,
        `${valueAt.line}:${valueAt.col} ${value}${masked ? '*' : ''}`,
      ].join(' | '),
    );

describe('a txt file of others', () => {
  it('is read with its masks, odd names and values', () => {
    expect(
      settingsOf(
        HEADS.txt,
        '<SIP CONFIG MODULE>',
        'SIP  Port          :5060',
        '--SIP Line List--  :',
        '###SIP1 Register Pswd :',
        'SIP1 Local Domain:a:b ',
        '<BRAND NEW MODULE>',
        '--Brand New--:',
        'Key  : x',
      ),
    ).toEqual([
      'SIP CONFIG MODULE | 3:1 SIP  Port | 3:21 5060',
      'SIP CONFIG MODULE/SIP Line List | 5:4 SIP1 Register Pswd | 5:24 *',
      'SIP CONFIG MODULE/SIP Line List | 6:1 SIP1 Local Domain | 6:19 a:b ',
      'BRAND NEW MODULE/Brand New | 9:1 Key | 9:7  x',
    ]);
  });

  it('keeps its comments and what is nothing', () => {
    const file = formOf(HEADS.txt).parse(`${HEADS.txt}   \r\n## lobby\r\nwhat\r\n`);
    expect(file).toEqual({
      version: { value: '2.0002', at: { line: 1, col: 29, length: 6 } },
      settings: [],
      comments: [{ text: '## lobby', at: { line: 2, col: 1, length: 8 } }],
      strays: [{ text: 'what', at: { line: 3, col: 1, length: 4 } }],
    });
  });

  it.each<
    [dialect: Dialect, module: string, section: string, key: string, raw: string | undefined]
  >([
    [
      'A',
      'SIP CONFIG MODULE',
      'SIP Line List',
      'SIP1 PRACK',
      'SIP CONFIG MODULE/SIP Line List/SIP1 PRACK',
    ],
    [
      'A',
      'TELE CONFIG MODULE',
      'Port Config',
      'P1 Busy N/A Line',
      'TELE CONFIG MODULE/Port Config/P1 Busy N/A Line',
    ],
    ['A', 'SIP CONFIG MODULE', '', 'Never Seen', 'SIP CONFIG MODULE/Never Seen'],
    // Without the two slashes it would be the section where phones have it.
    ['A', 'SIP CONFIG MODULE', '', 'SIP1 PRACK', 'SIP CONFIG MODULE//SIP1 PRACK'],
    ['A', 'SIP CONFIG MODULE', 'Never Seen', 'Key', undefined],
    ['A', 'NET CONFIG MODULE', '', 'Enable DHCP', undefined],
    ['B', 'NET CONFIG MODULE', '', 'Enable DHCP', 'NET CONFIG MODULE//Enable DHCP'],
    ['B', 'NET CONFIG MODULE', '', 'a/b', 'NET CONFIG MODULE/a/b'],
    [
      'B',
      'NET CONFIG MODULE',
      'WIFI Config',
      'Enable DHCP',
      'NET CONFIG MODULE/WIFI Config/Enable DHCP',
    ],
    ['A', '', '', 'Key', undefined],
  ])('in dialect %s, %s / %s / %s is %s under raw', (dialect, module, section, key, raw) => {
    const at = { line: 1, col: 1, length: 1 };
    const setting = { module, section, key, keyAt: at, value: 'x', valueAt: at, masked: false };
    expect(formOf(HEADS.txt).rawNameOf(setting, dialect)).toBe(raw);
  });
});

describe('a dotted file of others', () => {
  it('is read with any blanks around the sign', () => {
    expect(settingsOf(HEADS.dotted, 'Version = 2.5', 'a.B=1', 'a.C =  x = y ', 'a.D = ')).toEqual([
      ' | 3:1 a.B | 3:5 1',
      ' | 4:1 a.C | 4:7  x = y ',
      ' | 5:1 a.D | 5:7 ',
    ]);
  });

  it('keeps its comments and what is nothing', () => {
    const file = formOf(HEADS.dotted).parse(`${HEADS.dotted}\nVersion=2.5\n# lobby\n\nwhat\n`);
    expect(file).toEqual({
      version: { value: '2.5', at: { line: 2, col: 9, length: 3 } },
      settings: [],
      comments: [{ text: '# lobby', at: { line: 3, col: 1, length: 7 } }],
      strays: [{ text: 'what', at: { line: 5, col: 1, length: 4 } }],
    });
  });
});
