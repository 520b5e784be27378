import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFolder, offhook } from './cli-under-test.js';

describe('init', () => {
  it('writes a site that is valid as it is, and overwrites nothing', async () => {
    const folder = createFolder();
    expect((await offhook(folder, ['init', 'lab'])).code).toBe(0);
    const valid = await offhook(folder, ['validate', 'lab/offhook.yaml']);
    expect(valid).toMatchObject({ code: 0, err: '' });
    expect(statSync(join(folder, 'lab/secrets/7001')).mode & 0o777).toBe(0o600);
    const password = readFileSync(join(folder, 'lab/secrets/7001'), 'utf8');
    expect(password).toMatch(/^[A-Za-z0-9]{12}\n$/);
    const again = await offhook(folder, ['init', 'lab']);
    expect(again.code).toBe(2);
    expect(readFileSync(join(folder, 'lab/secrets/7001'), 'utf8')).toBe(password);
  });

  it("leaves a repository's own .gitignore as it is", async () => {
    const folder = createFolder({ '.gitignore': 'node_modules/\n' });
    const ran = await offhook(folder, ['init', '.']);
    expect(ran.code).toBe(0);
    expect(ran.err).toContain('left .gitignore as it is; let it name: secrets/ .offhook/state/');
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('node_modules/\n');
  });

  it('names a schema for editors that is the one `schema` prints', async () => {
    const folder = createFolder();
    await offhook(folder, ['init', '.']);
    const printed = await offhook(folder, ['schema']);
    expect(readFileSync(join(folder, '.offhook/schema.json'), 'utf8')).toBe(printed.out);
    expect(JSON.parse(printed.out).$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  });
});

const CISCO = ['5c:fc:66:5d:4f:9a', '5c:fc:66:5d:4f:9b'];

describe('init with what to begin with', () => {
  it.each([
    {
      args: ['--model', 'fanvil-x5u', '--mac', '0C-38-3E-00-00-07', '--lines', '301, 302'],
      phones: ['0c:38:3e:00:00:07 fanvil-x5u 301 302'],
    },
    {
      args: ['--model', 'cisco-7931g', '--mac', CISCO.join(), '--lines', '1', '--lines', '*97,3'],
      phones: [`${CISCO[0]} cisco-7931g 1 3`, `${CISCO[1]} cisco-7931g *97`],
    },
    {
      args: ['--model', 'cisco-7942g,fanvil-x4'],
      phones: ['02:00:00:00:00:01 cisco-7942g 7001', '00:a8:59:00:00:02 fanvil-x4 7002'],
    },
    {
      args: ['--lines', '41,42'],
      phones: ['5c:fc:66:00:00:01 cisco-7931g 41', '00:a8:59:00:00:02 fanvil-x4 42'],
    },
  ])('$args', async ({ args, phones }) => {
    const folder = createFolder();
    expect(await offhook(folder, ['init', 'lab', ...args])).toMatchObject({ code: 0, out: '' });
    const strict = ['validate', '--fail-on', 'warning', 'lab'];
    const valid = await offhook(folder, strict);
    expect(valid).toMatchObject({ code: 0, err: '' });
    expect(valid.out).toContain('nothing to report');
    for (const phone of phones) {
      const [mac = '', model, ...lines] = phone.split(' ');
      const { out } = await offhook(folder, ['explain', mac, '-c', 'lab', '--format', 'json']);
      const values: { name: string; value: string }[] = JSON.parse(out).values;
      expect(values).toContainEqual(expect.objectContaining({ name: 'model', value: model }));
      const accounts = values.filter(({ name }) => /^keys\.\d+\.line$/.test(name));
      expect(accounts.map(({ value }) => value.split(' ')[0])).toEqual(lines);
    }
  });

  it.each([
    [['--model', 'cisco-7931'], /"cisco-7931" is not known - did you mean "cisco-7931g"\?/],
    [['--model', '7931'], /"7931" is not known - did you mean "cisco-7931g"\?/],
    [['--model', 'Null'], /"Null" is not known/],
    [['--model', 'fanvil-x4', '--mac', 'O0:a8:59:00:00:01'], /is it 00:a8:59:00:00:01\?/],
    [['--model', 'cisco-7931g', '--mac', `${CISCO[0]},${CISCO[0]}`], /belongs to another phone/],
    [['--lines', '7001@pbx,7002'], /names a host behind "@"[\s\S]*write "7001"/],
    [['--lines', '7001,7001'], /^offhook: --lines names "7001" twice: [^\n]*\n$/],
    [['--lines', '7001'], /2 phones need a line each/],
    [['--model', 'fanvil-x4', '--lines', '1,2,3,4,5'], /the Fanvil X4 has 4 lines/],
    [['--model', 'fanvil-x4,cisco-7931g,fanvil-x4', '--mac', CISCO.join()], /3 models and 2 MACs/],
    [['--mac', `${CISCO[0]}`], /--mac needs --model/],
    [['--lines', '7001,,7002'], /a number is empty/],
  ])('%j is answered, and nothing is written', async (args, said) => {
    const folder = createFolder();
    const ran = await offhook(folder, ['init', 'lab', ...args]);
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(said);
    expect(existsSync(join(folder, 'lab'))).toBe(false);
  });
});

it('names the program as it was called: what npm started is not on the path', async () => {
  const env = { npm_execpath: '/usr/lib/npm-cli.js' };
  const { err } = await offhook(createFolder(), ['init', 'lab'], { env });
  expect(err).toContain('3. npx offhook validate --config lab/offhook.yaml\n');
});

it('prints next steps that a shell reads as they are meant', async () => {
  const ran = await offhook(createFolder(), ['init', "Anna's site"]);
  expect(ran.err).toContain(`3. offhook validate --config 'Anna'\\''s site/offhook.yaml'\n`);
});

it('tells what it doubts, as of a MAC of another maker', async () => {
  const folder = createFolder();
  const ran = await offhook(folder, ['init', '.', '--model', 'fanvil-x4', '--mac', `${CISCO[0]}`]);
  expect(ran.err).toContain(
    `${CISCO[0]} is of a block of cisco, and the model is fanvil-x4\n  hint:`,
  );
  expect(ran.code).toBe(0);
});

/** Runs of lines that begin with "# NAME:", below the head, as indices. */
function commentedBlocks(lines: readonly string[]): readonly (readonly number[])[] {
  const blocks: number[][] = [];
  for (const [index, line] of lines.entries()) {
    if (index < 2 || !/^ *# /.test(line)) continue;
    const last = blocks.at(-1);
    if (last?.at(-1) === index - 1) last.push(index);
    else blocks.push([index]);
  }
  return blocks;
}

describe('what stands in the new inventory as comments', async () => {
  const folder = createFolder();
  await offhook(folder, ['init', '.']);
  const file = join(folder, 'offhook.yaml');
  const lines = readFileSync(file, 'utf8').split('\n');
  const blocks = commentedBlocks(lines);
  const without = (chosen: readonly number[]) =>
    lines.map((line, index) => (chosen.includes(index) ? line.replace('# ', '') : line));
  const show = (block: readonly number[]) =>
    (lines[block[0] ?? 0] ?? '').trim().replace(/ {2,}.*/, '');

  it('is a network, another one, a dial plan and a reservation', () => {
    const names = blocks.map((block) => without(block)[block[0] ?? 0]?.trim().split(':')[0]);
    expect(names).toEqual(['network', 'networks', 'models', 'address']);
  });

  it.each([
    ...blocks.map((block) => ({ shown: show(block), block })),
    { shown: 'all', block: blocks.flat() },
  ])('holds without its "# ": $shown', async ({ block }) => {
    writeFileSync(file, without(block).join('\n'));
    const ran = await offhook(folder, ['validate', '--fail-on', 'warning']);
    expect(ran.out).toContain('nothing to report');
    expect(ran.code).toBe(0);
  });
});

describe('init that cannot be', () => {
  it.each([
    [['', '--model', 'fanvil-x4'], /'' is invalid for argument 'dir'. it is empty/],
    [['lab', '--lines', ''], /no number is given/],
    [['lab', '--lines', '7001,'], /a number is empty: there is a comma too many/],
    [['lab', '--model', ' '], /no model is given/],
    [['lab', '--mac', ''], /no MAC is given/],
    [['lab', '--lines', '7001 7002'], /from the next with a comma, as 7001,7002\n/],
    [['lab', '--lines', '70 01'], /with a comma, as 70,01; if it is one, write "7001"/],
    [['lab', '--lines', '7001, +49 30 1234'], /if it is one, write "\+49301234"/],
    [['lab', '--model', 'fanvil-x4 fanvil-x5u'], /with a comma, as fanvil-x4,fanvil-x5u/],
    [['lab', '--model', 'Cisco 7931G'], /"Cisco 7931G" is not known - did you mean "cisco-7931g"/],
    [
      ['lab', '--model', 'fanvil-x4', '--mac', '00a8 5900 0001'],
      /"00a8 5900 0001" [^\n]*\n.*write 00:a8:59:00:00:01/,
    ],
    [
      ['lab', '--model', 'fanvil-x4', '--mac', '00a859000001 00a859000002'],
      /with a comma, as 00a859000001,00a859000002/,
    ],
  ])('%j says what is wrong with it, and writes nothing', async (args, said) => {
    const folder = createFolder();
    const ran = await offhook(folder, ['init', ...args]);
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(said);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes back what it had written', async () => {
    const folder = createFolder({ 'lab/notes': 'ours\n' });
    symlinkSync('nowhere', join(folder, 'lab/.gitignore'));
    const ran = await offhook(folder, ['init', 'lab']);
    expect(ran.code).toBe(2);
    expect(ran.err).not.toContain('wrote');
    expect(readdirSync(join(folder, 'lab'))).toEqual(['.gitignore', 'notes']);
  });
});

describe('init with numbers that are called as files are', () => {
  it.each([
    [['admin'], ['secrets/line-1']],
    [
      ['line-2', '*1', 'Admin'],
      ['secrets/line-2', 'secrets/line-3', 'secrets/line-4'],
    ],
  ])('%j: each password has a file of its own', async (numbers, files) => {
    const folder = createFolder();
    const args = ['--model', 'fanvil-x4', '--lines', numbers.join()];
    expect(await offhook(folder, ['init', '.', ...args])).toMatchObject({ code: 0 });
    const inventory = readFileSync(join(folder, 'offhook.yaml'), 'utf8');
    const named = [...inventory.matchAll(/password: \{ file: (\S+) \}/g)].map(([, file]) => file);
    expect(named).toEqual(files);
    const texts = [...files, 'secrets/admin'].map((file) =>
      readFileSync(join(folder, file), 'utf8'),
    );
    expect(new Set(texts).size).toBe(texts.length);
  });
});
