import { describe, expect, it } from 'vitest';
import { ANSWER_FORMAT_NAMES } from '../../src/numbers/answer-names.js';
import { ANSWER_FORMATS, type Answer, piecesOf } from '../../src/numbers/answers.js';

const RANGE = {
  code: '301',
  from: '2000000',
  to: '2099999',
  operator: 'ПАО "Байкал"',
  region: 'A&B,C',
};
const NUMBER: Answer = { number: '3012000001', range: RANGE };
const CODE: Answer = {
  code: '301',
  ranges: [RANGE, { ...RANGE, from: '2100000', to: '2100999', operator: 'X\u0007\nY', region: '' }],
};

const written = (answer: Answer) =>
  Object.fromEntries(
    ANSWER_FORMAT_NAMES.map((name) => [name, [...piecesOf(answer, ANSWER_FORMATS[name])].join('')]),
  );

describe('an answer', () => {
  it('about a number', () => {
    expect(written(NUMBER)).toEqual({
      text: '3012000001: ПАО "Байкал", A&B,C\n',
      csv: 'number,code,from,to,operator,region\r\n3012000001,301,2000000,2099999,"ПАО ""Байкал""","A&B,C"\r\n',
      xml: `<?xml version="1.0" encoding="UTF-8"?>\n<number value="3012000001"><code>301</code><from>2000000</from><to>2099999</to><operator>ПАО "Байкал"</operator><region>A&amp;B,C</region></number>\n`,
      json: expect.any(String),
    });
    expect(JSON.parse(written(NUMBER).json ?? '')).toEqual({ number: '3012000001', ...RANGE });
  });

  it('about a code, of which no line breaks another', () => {
    const { text, csv, xml, json } = written(CODE);
    expect(text?.split('\n')).toHaveLength(3);
    expect(text).not.toContain('\u0007');
    expect(csv).toContain('\r\n301,2100000,2100999,"X\u0007\nY",\r\n');
    expect(xml).not.toContain('\u0007');
    expect(xml?.match(/<range>/g)).toHaveLength(2);
    expect(JSON.parse(json ?? '')).toEqual(CODE);
  });
});
