// What a shell proposes, asked of the shell itself.

import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { offhook } from '../cli/cli-under-test.js';
import { SOAKING } from '../soak.js';

async function scriptFor(shell: string): Promise<string> {
  const { code, out } = await offhook('.', ['completion', shell]);
  expect(code).toBe(0);
  return out;
}

/** Each list of words that were typed, the last of them as far as it was; what is proposed, or nothing: files. */
const CASES: readonly (readonly [typed: readonly string[], proposed: readonly string[]])[] = [
  [['valid'], ['validate']],
  [['firmware', ''], ['add']],
  [
    ['firmware', 'add', '--f'],
    ['--force', '--firmware', '--format'],
  ],
  [['firmware', '--fo'], ['--format']],
  [
    ['validate', '--format', ''],
    ['text', 'json', 'github', 'junit', 'sarif'],
  ],
  [['validate', '--format', '=', 'js'], ['json']],
  [['validate', '-c', 'x'], []],
  [['validate', 'x'], []],
  [['--debug', 'explain', '--form'], ['--format']],
  // The value of an option is no command.
  [['firmware', '--files', 'add', '--ha'], ['--have']],
  [['wait', 'fetch'], ['fetched']],
  [
    ['completion', ''],
    ['bash', 'zsh', 'fish'],
  ],
  [
    ['nonsense', '--'],
    ['--debug', '--version', '--help'],
  ],
];

const isThere = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

/** One line of words for each case. */
function askFunction(shell: string, script: string): readonly string[] {
  const asks = CASES.map(([typed]) => {
    const words = ['offhook', ...typed].map((word) => `'${word}'`).join(' ');
    return `COMP_WORDS=(${words}); COMP_CWORD=${typed.length}; _offhook; echo "\${COMPREPLY[*]}"`;
  });
  const inKsh = shell === 'zsh' ? 'emulate ksh\n' : '';
  const { stdout, stderr } = spawnSync(shell, [...(shell === 'zsh' ? ['-f'] : [])], {
    input: `${script}\n${inKsh}${asks.join('\n')}\n`,
    encoding: 'utf8',
    env: { ...process.env, HOME: '/nonexistent', ZDOTDIR: '/nonexistent' },
  });
  expect(stderr).toBe('');
  return stdout.trimEnd().split('\n');
}

describe.each(['bash', 'zsh'])('in %s', (shell) => {
  // zsh reads all that it has for completion first, which takes seconds.
  const isAsked = shell === 'bash' || (SOAKING && isThere(shell));
  it.runIf(isAsked)('what follows is proposed', async () => {
    const answers = askFunction(shell, await scriptFor(shell));
    // The line editor of zsh leaves out what does not begin as was typed; bash wants that done.
    const fits = (word: string, typed = '') =>
      word !== '' && (shell === 'bash' || word.startsWith(typed));
    const proposed = CASES.map(([typed], index) => {
      const words = (answers[index] ?? '').split(' ');
      return [typed, words.filter((word) => fits(word, typed.at(-1))).toSorted()];
    });
    expect(proposed).toEqual(CASES.map(([typed, words]) => [typed, words.toSorted()]));
  });
});

describe('in fish', () => {
  it.runIf(isThere('fish'))('what follows is proposed, with what it is for', async () => {
    const asks = ['valid', 'firmware ', 'firmware add --for', 'validate --format gi', 'wait fe'];
    const input = [
      await scriptFor('fish'),
      ...asks.map((typed) => `complete -C 'offhook ${typed}'`),
    ];
    const run = ['--no-config', '-c', input.join('\n')];
    const { stdout, stderr } = spawnSync('fish', run, { encoding: 'utf8' });
    expect(stderr).toBe('');
    const lines = stdout.split('\n');
    expect(lines).toContain('validate\tcheck the inventory and every file it makes');
    expect(lines.some((line) => line.startsWith('add\tunpack'))).toBe(true);
    expect(lines).toContain('--force\treplace other files of the same names');
    expect(lines).toContain('--format\thow it is written');
    expect(lines).toContain('github\thow findings are written');
    expect(lines).toContain('fetched');
  });
});
