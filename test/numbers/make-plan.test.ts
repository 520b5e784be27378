import { describe, expect, it } from 'vitest';
import { type MakeOptions, makePlan } from '../../src/numbers/make-plan.js';
import { createPlan } from '../../src/numbers/plan.js';
import { decodePlan } from '../../src/numbers/plan-file.js';
import type { Table } from '../../src/numbers/read-tables.js';
import { REGISTRY, table } from './tables.js';

async function made(tables: readonly Table[], options: MakeOptions = {}) {
  const { bytes, ...others } = await makePlan(tables, options);
  const stored = bytes && decodePlan(bytes);
  if (typeof stored === 'string') throw new Error(stored);
  return { ...others, plan: stored && createPlan(stored, stored.dialling) };
}

const found = ({ findings }: Awaited<ReturnType<typeof made>>) =>
  findings.map(({ code, place: { file, line, col } }) => `${code} ${file}:${line}:${col}`);

describe("Russia's registry", () => {
  it('is known by its header: ten digits, zeros that were lost, how it is dialled', async () => {
    const { plan, findings, ranges } = await made([table(REGISTRY.join('\r\n'))]);
    expect([findings, ranges]).toEqual([[], 3]);
    expect(plan?.digitsOf('8 (301) 210-05-00')).toBe('3012100500');
    expect(plan?.rangeOf('3012100500')).toEqual({
      ...{ code: '301', from: '2100000', to: '2100999' },
      ...{ operator: 'ООО Связь, "Восток"', region: 'г. Улан-Удэ|Республика Бурятия' },
    });
    expect(plan?.rangeOf('8000000042')).toMatchObject({ from: '0000000', to: '0000099' });
  });

  it.each([
    ['UTF-8 with a mark', Buffer.from(`\ufeff${REGISTRY.join('\n')}`)],
    ['UTF-16 as spreadsheets write it', Buffer.from(`\ufeff${REGISTRY.join('\n')}`, 'utf16le')],
    ['the Windows page of Cyrillic', cyrillic(REGISTRY.join('\n'))],
  ])('is read in %s', async (_, bytes) => {
    const { plan } = await made([table(bytes)]);
    expect(plan?.rangeOf('3012050000')?.operator).toBe('ПАО "Байкал"');
  });

  it('may come in several tables', async () => {
    const [header = '', first = '', ...rest] = REGISTRY;
    const tables = [
      table([header, ...rest].join('\n'), 'b.csv'),
      table(`${header}\n${first}`, 'a.csv'),
    ];
    expect((await made(tables)).ranges).toBe(3);
    expect(await made([...tables, ...tables])).toMatchObject({ ranges: 3, repeated: 3 });
  });
});

/** Windows-1251, as far as the sample goes. */
function cyrillic(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => {
    const code = letter.charCodeAt(0);
    return code < 0x80 ? code : code - 0x410 + 0xc0;
  });
}

describe('other registries', () => {
  it('are read by the names of their columns', async () => {
    const text = 'Begin,Finish,Who\n0301000,0301999,Nord\n03020,03029,Süd';
    const mapping = { from: 'begin', to: 'Finish', operator: 'Who' };
    const { plan } = await made([table(text)], {
      mapping,
      dialling: { country: '49', trunk: '0' },
    });
    expect(plan?.rangeOf('0301500')?.operator).toBe('Nord');
    expect(plan?.rangeOf('03025')?.operator).toBe('Süd');
  });

  it('are read by the places of their columns, where the first row is a range', async () => {
    const mapping = { code: '1', from: '2', operator: '4' };
    const { plan, ranges } = await made([table('201;200;x;Bell\n201;201;x;Verizon')], {
      ...{ mapping, digits: 10 },
    });
    expect(ranges).toBe(2);
    expect(plan?.rangeOf('2012009999')).toMatchObject({ from: '2000000', operator: 'Bell' });
  });
});

describe('what is wrong with a table', () => {
  const of = (row: string) => table([REGISTRY[0], REGISTRY[1], row].join('\n'));

  it.each([
    ['a code that is no number', '3x1;1;2;2;A;B', 'numbers/range plan.csv:3:1'],
    ['no beginning', '301;;2;2;A;B', 'numbers/range plan.csv:3:5'],
    ['an end that is no number', '301;1;2e6;2;A;B', 'numbers/range plan.csv:3:7'],
    ['an end before the beginning', '301;20;10;2;A;B', 'numbers/range plan.csv:3:5'],
    ['too many digits', '301;20000000;20000001;2;A;B', 'numbers/range plan.csv:3:5'],
    ['numbers that stand above', '301;2000500;2000501;2;A;B', 'numbers/overlap plan.csv:3:1'],
    ['a quote that nothing closes', '"301;1;2;2;A;B\n\n', 'numbers/csv plan.csv:3:1'],
    [
      'a quote that nothing closes above thousands of rows',
      `"301;1;2;2;A;${'B\n'.repeat(40_000)}`,
      'numbers/csv plan.csv:3:1',
    ],
  ])('%s', async (_, row, where) => {
    const answer = await made([of(row)]);
    expect(found(answer)).toEqual([expect.stringContaining(where)]);
    expect(answer.plan === undefined).toBe(!where.startsWith('numbers/overlap'));
  });

  it('is told of ten rows, and counted of the others', async () => {
    const rows = Array.from({ length: 500 }, () => '301;x;2;2;A;B');
    const { findings } = await made([table([REGISTRY[0], ...rows].join('\n'))]);
    expect(findings).toHaveLength(11);
    expect(findings.at(-1)?.message).toContain('490 more');
  });

  it.each([
    ['', 'numbers/none plan.csv:1:1'],
    [REGISTRY[0] ?? '', 'numbers/none plan.csv:1:1'],
    ['mac,label\n001bd4000001,Desk', 'numbers/columns plan.csv:1:1'],
  ])('%j is no table of ranges', async (text, where) => {
    expect(found(await made([table(text)]))).toEqual([where]);
  });

  it('is a column that was named and is not there', async () => {
    const mapping = { from: 'От', to: 'Bis' };
    const answer = await made([table(REGISTRY.join('\n'))], { mapping });
    expect(answer.findings[0]?.message).toContain('"Bis"');
  });

  it('ends with the error of the file, and waits for nothing', async () => {
    const broken: Table = {
      name: 'plan.csv',
      // biome-ignore lint/correctness/useYield: it breaks before there is anything
      async *open() {
        throw new Error('EIO');
      },
    };
    await expect(makePlan([broken], {})).rejects.toThrow('EIO');
    let opened = 0;
    const later: Table = {
      name: 'plan.csv',
      async *open() {
        yield Buffer.from(`${REGISTRY.join('\n')}\n`);
        if (opened++ === 1) throw new Error('EIO');
      },
    };
    await expect(makePlan([later], {})).rejects.toThrow('EIO');
  });
});
