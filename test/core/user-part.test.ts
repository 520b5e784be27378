import { describe, expect, it } from 'vitest';
import { dialledFault, userPartFault } from '../../src/core/user-part.js';

/** Of an account as well as to dial. */
const EITHER = ['7001', '+49301234', '*8', '**', '#31#', '5551234,,99#', '7001x'];

describe('a number or name of an account', () => {
  it.each([...EITHER, 'anna.b', 'o-1', '10-03', 'a_b~c!'])('may be %s', (text) =>
    expect(userPartFault(text)).toBeUndefined(),
  );

  it.each([
    { text: '7002@pbx2', what: /behind "@"/, hint: 'write "7002"' },
    { text: 'sip:7003@pbx2.example', what: /begins with "sip:"/, hint: 'write "7003"' },
    { text: 'sip:1002', what: /begins with "sip:"/, hint: 'write "1002"' },
    { text: 'tel:+4930', what: /begins with "tel:"/, hint: 'write "+4930"' },
    { text: '7004/1', what: /holds "\/"/, hint: 'write a number without "/", which nobody dials' },
    { text: '+49 30 1234-56', what: /for people/, hint: 'write "+4930123456"' },
    { text: '+49(30)1234', what: /for people/, hint: 'write "+49301234"' },
    { text: '10 03', what: /for people/, hint: 'write "1003"' },
    { text: '70 <02>;x', what: /holds a blank/, hint: 'write "70"' },
    { text: '70<1@x', what: /behind "@"/, hint: 'write "70"' },
    { text: '7001;ext=1', what: /holds ";"/, hint: 'write "7001"' },
    { text: '"Anna"', what: /holds """/, hint: /digits or letters/ },
    { text: 'Анна', what: /U\+0410/, hint: /digits or letters/ },
    { text: '70\u200b01', what: /U\+200B/, hint: 'write "7001"' },
    { text: '70\u001b1', what: /^holds U\+001B,/, hint: /digits or letters|write/ },
    { text: '7'.repeat(65), what: /65 characters/, hint: /several/ },
    { text: '', what: /empty/, hint: /digits or letters/ },
  ])('is not "$text"', ({ text, what, hint }) => {
    expect(userPartFault(text)).toEqual({
      what: expect.stringMatching(what),
      hint: typeof hint === 'string' ? hint : expect.stringMatching(hint),
    });
  });
});

describe('a number to dial', () => {
  it.each([...EITHER, 'anna-maria', 'front.desk', 'a_b', '9'.repeat(64)])('may be %s', (text) =>
    expect(dialledFault(text)).toBeUndefined(),
  );

  it.each([
    { text: '1-800-555-0100', what: /for people/, hint: 'write "18005550100"' },
    { text: '0049-30-1', what: /for people/, hint: 'write "0049301"' },
    { text: '70-02', what: /for people/, hint: 'write "7002"' },
    { text: '030/1234', what: /for people/, hint: 'write "0301234"' },
    { text: '7004/1', what: /^holds "\/"/, hint: /without "\/"/ },
    { text: '7001/7002', what: /^holds "\/"/, hint: 'write one number, "7001" or "7002"' },
    { text: '030.12.34', what: /for people/, hint: 'write "0301234"' },
    { text: '(030) 12', what: /for people/, hint: 'write "03012"' },
    { text: '0049 (0)30 / 1234', what: /for people/, hint: 'write "0049301234"' },
    { text: '+49 (0) 30 12', what: /for people/, hint: 'write "+493012"' },
    { text: '4.93012E+11', what: /spreadsheet/, hint: /digits of it are lost/ },
    { text: '1,2e9', what: /spreadsheet/, hint: /digits of it are lost/ },
    { text: '+49 30 1234 ext. 12', what: /extension/, hint: /^write "\+49301234,12"/ },
    { text: '(030) 12-34 x2', what: /extension/, hint: /^write "0301234,2"/ },
    { text: '7001 Durchwahl 3', what: /extension/, hint: /^write "7001,3"/ },
    { text: '7001.0', what: /decimals/, hint: 'write "7001"' },
    { text: '7001, 7002', what: /./, hint: 'write one number, "7001" or "7002"' },
    { text: '*72-7001#', what: /for people/, hint: 'write "*727001#"' },
    { text: '++4930', what: /"\+" that is not its first/, hint: 'write "+4930"' },
    { text: '00+49', what: /"\+" that is not its first/, hint: 'write "0049"' },
    { text: '?', what: /where there is nothing/, hint: /leave it out/ },
    { text: '%37', what: /holds "%"/, hint: /digits or letters/ },
    { text: 'a&b', what: /holds "&"/, hint: 'write "a"' },
    { text: '7002=1', what: /holds "="/, hint: 'write "7002"' },
    { text: "o'neil", what: /holds "'"/, hint: 'write "oneil"' },
    { text: '-', what: /where there is nothing/, hint: /leave it out/ },
    { text: '1'.repeat(200), what: /200 characters/, hint: /several/ },
    { text: 'sip:7003@pbx2.example', what: /begins with "sip:"/, hint: 'write "7003"' },
  ])('is not "$text"', ({ text, what, hint }) => {
    expect(dialledFault(text)).toEqual({
      what: expect.stringMatching(what),
      hint: typeof hint === 'string' ? hint : expect.stringMatching(hint),
    });
  });
});
