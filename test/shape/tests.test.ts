// What the tests owe each other, and a machine that has something else to do.

import { describe, expect, it } from 'vitest';
import { codedError } from '../../src/core/coded-error.js';
import { filesBelow, readProjectFile } from './source-files.js';

const files = filesBelow('test', /\.(ts|mjs)$/).filter(
  ({ path }) => path !== 'test/shape/tests.test.ts',
);

interface Forbidden {
  readonly what: string;
  readonly pattern: RegExp;
  readonly examples: readonly string[];
  /** Files in which it may be. */
  readonly spared?: readonly string[];
}

const FORBIDDEN: readonly Forbidden[] = [
  {
    what: 'replaces a module: threads keep what they loaded',
    pattern: /\bvi\.(do)?mock\(/i,
    examples: ["vi.mock('./a.js')", "vi.doMock('./a.js')"],
  },
  {
    what: 'waits for time: wait for what tells it',
    pattern:
      /from '(node:)?timers\/promises'|setTimeout\(\s*(resolve|done|wake|go|r|next)\b|Promise\b.*\bsetTimeout\(|\bAtomics\.wait\(|\bsleep\(/,
    examples: [
      "import { setTimeout } from 'node:timers/promises';",
      'setTimeout(resolve, 50)',
      'await new Promise((r) => setTimeout(r, 50));',
      'await new Promise<void>((over) => void setTimeout(over, 50));',
      'Atomics.wait(cell, 0, 0, 50)',
      'await sleep(50)',
    ],
  },
  {
    what: 'keeps others from running',
    pattern: /\b(it|test|describe)(\.\w+)*\.(only|todo)\b/,
    examples: ["it.only('x', () => {})", "describe.only.each([1])('x', () => {})", "it.todo('x')"],
  },
  {
    what: 'measures speed: that is for bench/',
    pattern: /(performance|Date)\.now\(\)\s*-\s*\w|process\.hrtime/,
    examples: ['const ms = performance.now() - before;', 'process.hrtime.bigint()'],
    // By a clock that the test turns itself.
    spared: ['test/serve/neighbourhood.test.ts'],
  },
  {
    what: 'has the sentence of a finding by heart: what it is, where, and what it names will do (findings/names-said.ts)',
    pattern:
      /:\d+(?: \w+)? [a-z]+\/[a-z-]+:? (?:[a-z]+ ){3}|[a-z]\/[a-z-]+ \d+:\d+ (?:[a-z]+ ){3}|\b(?:diagnostics|findings|found)\b[^;]{0,80}\bmessage\b[^;'"`]*\)\s*\.to(?:Be|Equal)\(\s*\[?\s*['"`](?:[^'"`\s]+ ){3}/,
    examples: [
      "'warning 9:1 cisco/root: the root is <device>'",
      "'7:12 inventory/no-pbx a line has no PBX'",
      "'cisco/one-call 6:59 a line of this phone carries one call'",
      "expect(diagnostics[0]?.message).toBe('the password of line 2 is not there')",
      "expect(found.map(({ message }) => message)).toEqual([\n'line 1 has no PBX'])",
    ],
  },
  {
    what: 'has fast-check make a table of all characters, which takes seconds: any-text.ts has none',
    pattern: /\bunit: 'binary'/,
    examples: ["fc.string({ unit: 'binary' })"],
  },
];

describe('npm test', () => {
  it.runIf(process.env.npm_lifecycle_event === 'test')('runs on what the build made', () => {
    expect(codedError('EX', 'from where it stands').stack).toMatch(/dist\/core\/coded-error\.js/);
  });
});

describe('what is forbidden', () => {
  it.each(
    FORBIDDEN.flatMap(({ pattern, examples }) => examples.map((example) => ({ pattern, example }))),
  )('would be seen: $example', ({ pattern, example }) => {
    expect(example).toMatch(pattern);
  });

  it('would be seen where a test expects nothing', () => {
    const text = [
      'const check = (a: number) => expect(a).toBe(1);',
      'const all = () => check(1);',
      'const ask = () => 1;',
      "it('has its own', () => {",
      '  expect(1).toBe(1);',
      '});',
      "it('has it by another', () => all());",
      "it('has none', () => {",
      '  ask();',
      '});',
      'it.each([1])(',
      "  'has none of many',",
      '  () => ask(),',
      ');',
      '',
    ].join('\n');
    expect(withoutExpectation(text)).toEqual(["it('has none', () => {", 'it.each([1])(']);
  });
});

describe('a test', () => {
  it.each(FORBIDDEN)('nowhere $what', ({ pattern, spared = [] }) => {
    const found = files.filter(({ path, text }) => !spared.includes(path) && pattern.test(text));
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  it('that starts programs does so in a process of its own', () => {
    const config = readProjectFile('vitest.config.ts');
    const [, list = ''] = /IN_PROCESSES = \[([^\]]*)\]/.exec(config) ?? [];
    const listed = [...list.matchAll(/'(.*)'/g)].map(
      ([, pattern = '']) => new RegExp(`^${pattern.replaceAll('*', '[^/]*')}$`),
    );
    const starting = files.filter(
      ({ path, text }) =>
        path.endsWith('.test.ts') && /'node:child_process'|e2e\/programs\.js'/.test(text),
    );
    expect(starting.length).toBeGreaterThan(10);
    const unlisted = starting.filter(({ path }) => !listed.some((each) => each.test(path)));
    expect(unlisted.map(({ path }) => path)).toEqual([]);
  });

  it('expects something', () => {
    const own = files.filter(({ path }) => path.endsWith('.test.ts'));
    expect(own.length).toBeGreaterThan(60);
    const found = own.flatMap(({ path, text }) => [
      ...withoutExpectation(text).map((line) => `${path}: ${line}`),
      ...(/\bexpect\b|\bdescribe[A-Z]\w*\(/.test(text) ? [] : [path]),
    ]);
    expect(found).toEqual([]);
  });
});

/** First lines of the tests that neither expect anything nor call what does. */
function withoutExpectation(source: string): readonly string[] {
  // What is in these has depths of its own.
  const text = source.replace(/`[^`]*`/g, '``');
  const expecting = expectingNames(text);
  return [...text.matchAll(/^( *)it\b[.(].*$/gm)]
    .filter(({ index, 1: indent = '' }) => !expects(pieceAt(text, index, indent), expecting))
    .map(([line]) => line.trim());
}

/** What is declared in the file and expects something, or calls what does. */
function expectingNames(text: string): ReadonlySet<string> {
  const declared = [...text.matchAll(/^( *)(?:export )?(?:async )?(?:function|const) (\w+)/gm)].map(
    ({ index, 0: head, 1: indent = '', 2: name = '' }) => ({
      name,
      body: pieceAt(text, index, indent).slice(head.length),
    }),
  );
  const names = new Set<string>();
  for (let before = -1; before < names.size; ) {
    before = names.size;
    for (const { name, body } of declared) if (expects(body, names)) names.add(name);
  }
  return names;
}

function expects(piece: string, names: ReadonlySet<string>): boolean {
  return (piece.match(/\w+/g) ?? []).some((word) => word === 'expect' || names.has(word));
}

/** From there up to what comes next at the same depth; brackets that end it belong to it. */
function pieceAt(text: string, index: number, indent: string): string {
  const next = new RegExp(`\\n${indent}(?=[\\w/])`, 'g');
  next.lastIndex = index + 1;
  return text.slice(index, next.exec(text)?.index ?? text.length);
}
