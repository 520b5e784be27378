// Every command line that a text shows is one that offhook has, flag for flag, and is typed by a test (test/e2e/page.ts).

import { describe, expect, it } from 'vitest';
import type { Io } from '../../src/cli/io.js';
import { createProgram } from '../../src/cli/program.js';
import {
  PAGES,
  PAGES_BESIDE_A_SERVER,
  PAGES_WITH_SIPP,
  PAGES_WITHOUT_WIRE,
  stepsOf,
} from '../e2e/page.js';
import { filesBelow, readProjectFile } from './source-files.js';

const silent: Io = {
  out() {},
  err() {},
  log() {},
  neverWait() {},
  readInput: async () => '',
  readInputBytes: async () => new Uint8Array(),
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
    // `leases release` and the like are commands below one.
    [
      ...command.options,
      ...command.commands.flatMap(({ options }) => options),
      ...program.options,
    ].flatMap(({ long, short }) => [long, short]),
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

/** Shown outside the consoles that are typed: who types the same instead, or why nobody does. */
const NOT_IN_CONSOLES: Readonly<Record<string, string>> = {
  'npm ci && npm start': 'test/e2e/readme.test.ts',
  'npm ci && npm test': '.ci/run',
  'npm ci && npm run build && npm install --global .':
    'changes the commands of this machine; .ci/run installs what npm packs',
  'sudo setcap cap_net_bind_service=+ep $(readlink -f $(command -v node))':
    'changes the Node of this machine',
  'offhook ping 00:1b:d4:00:00:01': 'test/cli/ping.test.ts',
  'offhook probe 00:1b:d4:00:00:01 --register': 'test/cli/probe-register.test.ts',
  'offhook generate -o /srv/tftp --mode 0640 --group tftp': 'test/cli/commands.test.ts',
};

/** In fences of shell lines, or of nothing that is named. */
function commandsOfFences(text: string): readonly string[] {
  return [...text.matchAll(/^```(.*)\n([\s\S]*?)^```/gm)]
    .filter(([, language = '']) => ['', 'sh'].includes(language))
    .flatMap(([, , fence = '']) => fence.split('\n'))
    .filter((line) => /^(sudo|npm|npx|offhook) /.test(line))
    .map((line) => line.replace(/\s+#.*$/, ''));
}

describe('commands of the README and of the pages of docs/', () => {
  const pages = texts.filter(({ path }) => /^(README|docs\/[\w-]+)\.md$/.test(path));

  it('in consoles are typed by a test, page by page', () => {
    const pagesTyped = [
      ...PAGES.map(({ page }) => page),
      ...PAGES_WITHOUT_WIRE,
      ...PAGES_BESIDE_A_SERVER,
      ...PAGES_WITH_SIPP,
    ];
    const typed = ['README.md', ...pagesTyped.map((page) => `docs/${page}.md`)];
    const withConsoles = pages.filter(({ text }) => text.includes('```console\n'));
    expect(withConsoles.map(({ path }) => path).toSorted()).toEqual(typed.toSorted());
    for (const { path, text } of withConsoles) {
      const prompts = text.match(/^\$ /gm) ?? [];
      const steps = stepsOf(text).filter(({ kind }) => kind === 'command');
      expect(steps, path).toHaveLength(prompts.length);
    }
  });

  it('elsewhere are in the list of those that others type', () => {
    const elsewhere = pages.flatMap(({ text }) => commandsOfFences(text));
    expect([...new Set(elsewhere)].toSorted()).toEqual(Object.keys(NOT_IN_CONSOLES).toSorted());
    const named = Object.entries(NOT_IN_CONSOLES).filter(([, by]) => /^\S+$/.test(by));
    for (const [command, file] of named) {
      const words = command.match(/--[a-z]+|\bnpm (?!ci)\w+|\bgenerate\b/g) ?? [];
      const text = readProjectFile(file);
      expect(
        words.filter((word) => !text.includes(word)),
        `${command} in ${file}`,
      ).toEqual([]);
    }
  });
});
