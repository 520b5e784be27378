// Every command line that a text shows is one that offhook has, flag for flag. The README's are also run (test/e2e).

import { describe, expect, it } from 'vitest';
import type { Io } from '../../src/cli/io.js';
import { createProgram } from '../../src/cli/program.js';
import { filesBelow, readProjectFile } from './source-files.js';

const silent: Io = {
  out() {},
  err() {},
  log() {},
  neverWait() {},
  readInput: async () => '',
  env: {},
  cwd: '.',
  colour: { out: false, err: false },
  terminal: false,
  stop: new AbortController().signal,
  onReload() {},
};
const program = createProgram(silent, () => {});
const flagsOf = new Map(
  program.commands.map((command) => [
    command.name(),
    [...command.options, ...program.options].flatMap(({ long, short }) => [long, short]),
  ]),
);
const scripts = Object.keys(JSON.parse(readProjectFile('package.json')).scripts);

const texts = [
  ...filesBelow('docs', /\.md$/),
  ...filesBelow('templates', /README\.md$/),
  ...filesBelow('bench', /\.md$/),
  { path: 'README.md', text: readProjectFile('README.md') },
];

interface Shown {
  readonly line: string;
  readonly name: string;
  readonly flags: readonly string[];
}

/** `offhook …` in fences and in inline code. */
function commandsIn(text: string): readonly Shown[] {
  const code = [...text.matchAll(/```(\w*)\n([\s\S]*?)```|`([^`\n]+)`/g)];
  return code
    .flatMap(([, language, fence = '', inline = '']) => {
      const lines = `${fence}\n${inline}`.split('\n');
      // In a console, only what stands behind the prompt was typed.
      return language === 'console' ? lines.filter((line) => line.startsWith('$ ')) : lines;
    })
    .flatMap((line) => {
      const [, rest] = /^(?:\$ )?(?:sudo )?(?:npx )?offhook (\S.*)$/.exec(line.trim()) ?? [];
      if (rest === undefined) return [];
      const words = rest.replace(/#.*$/, '').split(/\s+/);
      const [name = ''] = words;
      return [{ line, name, flags: words.filter((word) => /^--?[a-z]/.test(word)) }];
    });
}

const shown = texts.flatMap(({ path, text }) =>
  commandsIn(text).map((command) => ({ path, ...command })),
);

describe('commands in the texts', () => {
  it('are found', () => {
    expect(shown.length).toBeGreaterThan(10);
  });

  it.each(shown)('$path: $line', ({ name, flags }) => {
    if (name.startsWith('--')) return expect(['--version', '--help']).toContain(name);
    expect([...flagsOf.keys()]).toContain(name);
    const known = flagsOf.get(name) ?? [];
    expect(flags.filter((flag) => !known.includes(flag.replace(/=.*/, '')))).toEqual([]);
  });

  it('name scripts that package.json has', () => {
    const named = texts.flatMap(({ text }) => [...text.matchAll(/npm run ([\w:-]+)/g)]);
    expect(named.map(([, name]) => name).filter((name) => !scripts.includes(name ?? ''))).toEqual(
      [],
    );
  });
});
