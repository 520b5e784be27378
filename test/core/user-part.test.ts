import { describe, expect, it } from 'vitest';
import { userPartFault } from '../../src/core/user-part.js';

describe('a number or name of an account', () => {
  it.each([
    '7001',
    '+49301234',
    '*8',
    '**',
    '#31#',
    'anna.b',
    '7001x',
    'o-1',
    '10-03',
    '5551234,,99#',
    'a_b~c!',
  ])('may be %s', (text) => expect(userPartFault(text)).toBeUndefined());

  it.each([
    { text: '7002@pbx2', what: /behind "@"/, hint: 'write "7002"' },
    { text: 'sip:7003@pbx2.example', what: /begins with "sip:"/, hint: 'write "7003"' },
    { text: 'sip:1002', what: /begins with "sip:"/, hint: 'write "1002"' },
    { text: 'tel:+4930', what: /begins with "tel:"/, hint: 'write "+4930"' },
    { text: '7004/1', what: /holds "\/"/, hint: 'write "7004"' },
    { text: '+49 30 1234-56', what: /for people/, hint: 'write "+4930123456"' },
    { text: '+49(30)1234', what: /for people/, hint: 'write "+49301234"' },
    { text: '10 03', what: /for people/, hint: 'write "1003"' },
    { text: '70 <02>;x', what: /holds a blank/, hint: 'write "70"' },
    { text: '70<1@x', what: /behind "@"/, hint: 'write "70"' },
    { text: '7001;ext=1', what: /holds ";"/, hint: 'write "7001"' },
    { text: '"Anna"', what: /holds """/, hint: /digits or letters/ },
    { text: 'Анна', what: /U\+0410/, hint: /digits or letters/ },
    { text: '70\u200b01', what: /U\+200B/, hint: 'write "7001"' },
    { text: '', what: /empty/, hint: /digits or letters/ },
  ])('is not "$text"', ({ text, what, hint }) => {
    expect(userPartFault(text)).toEqual({
      what: expect.stringMatching(what),
      hint: typeof hint === 'string' ? hint : expect.stringMatching(hint),
    });
  });
});
