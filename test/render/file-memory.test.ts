// Runs in one process know nothing of one another: what one has looked at is nothing to the next.

import { expect, it } from 'vitest';
import { createLintRun } from '../../src/artifacts/lint/lint-run.js';
import { createFileMemory } from '../../src/render/file-memory.js';
import { findXmlFault } from '../../src/render/xml/check.js';
import { READING } from '../artifacts/lint/rule-examples.js';
import { CASES, listExpected, readExpected } from '../phones/shipped-models.js';

const alike = (n: number) => `<device><name>${n}</name></device>`;
const unlike = (n: number) => `<device><name${n}>x</name${n}></device>`;
const count = (many: number) => Array.from({ length: many }, (_, n) => n);

it('takes files apart in each run, however little those of another had in common', () => {
  const [first, second] = [createFileMemory(), createFileMemory()];
  for (const n of count(500)) first.takeApart(unlike(n));
  // That one looks at few of them now.
  expect(count(8).some((n) => first.takeApart(alike(n)) === undefined)).toBe(true);
  expect(count(8).map((n) => second.takeApart(alike(n))?.seen)).toEqual([
    false,
    ...Array(7).fill(true),
  ]);
});

it('knows in each run only what that run has seen to be well-formed', () => {
  const [first, second] = [createFileMemory(), createFileMemory()];
  for (const n of count(3)) findXmlFault(alike(n), first);
  findXmlFault(alike(3), second);
  expect(first.wellFormed.size).toBe(1);
  expect(second.wellFormed.size).toBe(0);
});

it('finds the same in a run by itself and after others, whatever these have looked at', () => {
  const files = CASES.filter(({ name }) => name.includes('full')).flatMap(({ expected }) =>
    listExpected(expected).map((name) => ({ name, text: readExpected(expected, name) })),
  );
  const broken = files.map(({ name, text }) => ({ name, text: text.replace(/\d{3,}/, 'x') }));
  const lintAll = (all: typeof files) => {
    const run = createLintRun({ ...READING, memory: createFileMemory() });
    for (const { name, text } of all) {
      const bytes = Buffer.from(text);
      run.lint(name, { bytes, size: bytes.length });
    }
    return run.results();
  };
  const alone = lintAll(files);
  const others = [lintAll(broken), lintAll([...broken, ...files.toReversed()])];
  expect(others.every(({ findings }) => findings.length > 0)).toBe(true);
  expect(lintAll(files)).toEqual(alone);
});
