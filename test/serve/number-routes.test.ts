import { renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collectRanges } from '../../src/numbers/collect-ranges.js';
import { keyOf } from '../../src/numbers/digits.js';
import { createPlan, type NumberPlan } from '../../src/numbers/plan.js';
import { encodePlan } from '../../src/numbers/plan-file.js';
import { replyTo } from '../../src/page/route.js';
import { createNumbering } from '../../src/serve/numbering.js';
import { serverRoutes } from '../../src/serve/server-routes.js';
import { folderOfTests } from '../folder-of-test.js';
import { replyFaults } from './answer-schema.js';
import { askedServer } from './asked-server.js';

function columnsOf(operator: string, ranges = 1) {
  const collector = collectRanges();
  for (let at = 0; at < ranges; at++) {
    const [first, last] = [0, 9].map((end) =>
      keyOf(`495${String(at * 10 + end).padStart(7, '0')}`),
    );
    const common = { codeDigits: 3, operator, region: 'Moscow' };
    collector.add({ first: first ?? 0, last: last ?? 0, ...common }, { file: 0, line: at });
  }
  return collector.finish(0);
}

const DIALLING = { country: '7', trunk: '8' };
const PLAN = createPlan(columnsOf('North', 3), DIALLING);

async function ask(query: string, plan: NumberPlan | null = PLAN) {
  const numbering = { plan: async () => plan ?? undefined };
  const routes = serverRoutes(askedServer({ numbering }));
  const question = {
    method: 'GET',
    url: `/api/v1/numbers?${query}`,
    by: 'x',
    body: async () => '',
  };
  const { status, type, body } = await replyTo(question, routes);
  let text = '';
  for await (const piece of typeof body === 'string' ? [body] : body) text += piece;
  const reply = { status, body: text, ...(type !== undefined && { type }) };
  expect(await replyFaults('GET', '/numbers', reply)).toEqual([]);
  return { status, type, text };
}

describe('a number that is asked for', () => {
  it('is answered as JSON, however it is written', async () => {
    for (const number of ['4950000015', '%2B7+495+000-00-15', '84950000015']) {
      const { status, type, text } = await ask(`get=num&num=${number}`);
      expect([status, type]).toEqual([200, 'application/json']);
      expect(JSON.parse(text)).toEqual({
        ...{ number: '4950000015', code: '495', from: '0000010', to: '0000019' },
        ...{ operator: 'North', region: 'Moscow' },
      });
    }
  });

  it.each([
    ['csv', 'text/csv; charset=utf-8', 'number,code,'],
    ['xml', 'application/xml; charset=utf-8', '<?xml'],
    ['text', 'text/plain; charset=utf-8', '4950000015: North, Moscow\n'],
  ])('is answered as %s', async (format, type, begins) => {
    const said = await ask(`get=num&num=4950000015&format=${format}`);
    expect([said.status, said.type]).toEqual([200, type]);
    expect(said.text.startsWith(begins)).toBe(true);
  });

  it.each([
    ['get=num&num=4960000015', 404],
    ['get=num&num=%2B49301', 400],
    ['get=num&num=', 400],
    ['get=num&num=495000', 400],
    ['get=num&num=49500000150', 400],
    ['get=num', 400],
    ['get=name&name=x', 400],
    ['get=num&num=4950000015&format=yaml', 400],
    ['get=code&code=1;drop', 400],
    ['get=code&code=4950', 404],
    [`get=code&code=${'9'.repeat(16)}`, 400],
  ])('is refused in a sentence: %s', async (query, status) => {
    expect((await ask(query)).status).toBe(status);
  });

  it('says how a plan is made where there is none', async () => {
    const { status, text } = await ask('get=num&num=1', null);
    expect([status, text]).toEqual([404, expect.stringContaining('offhook numbers import')]);
  });
});

describe('a code that is asked for', () => {
  it('is answered in lines, a range each, as text unless said', async () => {
    const { type, text } = await ask('get=code&code=495');
    expect(type).toBe('text/plain; charset=utf-8');
    expect(text.split('\n')).toEqual([
      '4950000000 to 4950000009: North, Moscow',
      '4950000010 to 4950000019: North, Moscow',
      '4950000020 to 4950000029: North, Moscow',
      '',
    ]);
    expect(JSON.parse((await ask('code=495&format=json')).text).ranges).toHaveLength(3);
  });

  it('may have very many ranges: they come in pieces', async () => {
    const many = createPlan(columnsOf('North', 50_000), DIALLING);
    const routes = serverRoutes(askedServer({ numbering: { plan: async () => many } }));
    const url = '/api/v1/numbers?get=code&code=495&format=csv';
    const { body } = await replyTo({ method: 'GET', url, by: 'x', body: async () => '' }, routes);
    if (typeof body === 'string') throw new Error('it came in one');
    let pieces = 0;
    let rows = 0;
    for await (const piece of body) {
      pieces += 1;
      rows += piece.split('\r\n').length - 1;
    }
    expect(rows).toBe(50_001);
    expect(pieces).toBeGreaterThan(2);
  });
});

describe('the plan of a running server', () => {
  const folder = folderOfTests('numbers');
  const path = join(folder, 'numbers.plan');
  const write = (bytes: Uint8Array) => {
    writeFileSync(`${path}.new`, bytes);
    renameSync(`${path}.new`, path);
  };
  const operator = async (numbering: ReturnType<typeof createNumbering>) =>
    (await numbering.plan())?.rangeOf('4950000005')?.operator;

  it('is read once, and again when it is another', async () => {
    const numbering = createNumbering(path);
    expect(await operator(numbering)).toBeUndefined();
    write(encodePlan(columnsOf('First'), DIALLING));
    expect(await operator(numbering)).toBe('First');
    expect(await numbering.plan()).toBe(await numbering.plan());
    const { atimeMs, mtimeMs } = statSync(path);
    write(encodePlan(columnsOf('Other'), DIALLING));
    // As fast as the clock of the disk.
    utimesSync(path, atimeMs / 1_000, mtimeMs / 1_000);
    expect(await operator(numbering)).toBe('Other');
    rmSync(path);
    expect(await operator(numbering)).toBeUndefined();
  });

  it('says what is wrong with it and what to do, each time, until it is another', async () => {
    const AGAIN = /cannot be used: .+; make it again with: offhook numbers import FILE\.csv/;
    write(Buffer.from('no plan, and long enough to be one'));
    const numbering = createNumbering(path);
    await expect(numbering.plan()).rejects.toThrow(AGAIN);
    await expect(numbering.plan()).rejects.toThrow(AGAIN);
    write(encodePlan(columnsOf('First'), DIALLING));
    expect(await operator(numbering)).toBe('First');
  });
});
