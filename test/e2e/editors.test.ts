// The settings for editors that stand in docs/lint.md, in the editor: findings are where it lists its errors.

import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SOAKING } from '../soak.js';
import { OFFHOOK, ROOT, reasonToSkip } from './programs.js';

const PAGE = readFileSync(join(ROOT, 'docs/lint.md'), 'utf8');
const [, VIMRC = ''] = /```vim \.vimrc\n(.*?)```/s.exec(PAGE) ?? [];

/** What `:make` put into the list of errors. */
const ASK = `silent! make
call writefile(map(getqflist(), 'bufname(v:val.bufnr) . " " . v:val.lnum . ":" . v:val.col . " " . v:val.type . " " . v:val.text'), 'list')
qa!
`;
const PLAN = '<DIALTEMPLATE>\n  <TEMPLATE MATCH="." TIMEOUT="4">\n</DIALTEMPLATE>\n';
const TXT = `${'<<VOIP CONFIG FILE>>Version:2.0002'.padEnd(62)}
<SIP CONFIG MODULE>
CSTA Enable        :on
SIP1 Transport     :7
<<END OF FILE>>
`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-editors-'));
  mkdirSync(join(folder, 'bin'));
  mkdirSync(join(folder, 'two words'));
  writeFileSync(join(folder, 'vimrc'), `filetype on\n${VIMRC}`);
  writeFileSync(join(folder, 'ask.vim'), ASK);
  const program = `#!/bin/sh\nexec '${process.execPath}' '${OFFHOOK}' "$@"\n`;
  writeFileSync(join(folder, 'bin/offhook'), program);
  chmodSync(join(folder, 'bin/offhook'), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function listOf(editor: string, file: string, text: string): readonly string[] {
  writeFileSync(join(folder, file), text);
  execFileSync(editor, ['-u', 'vimrc', '-es', '-S', 'ask.vim', file], {
    cwd: folder,
    env: { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}`, HOME: folder },
    stdio: 'ignore',
    timeout: 30_000,
  });
  return readFileSync(join(folder, 'list'), 'utf8').trim().split('\n');
}

/** At a desk one of them: the settings are the same. */
describe.each(SOAKING ? ['vim', 'nvim'] : ['vim'])('%s', (editor) => {
  const reason = reasonToSkip([editor]);

  it.skipIf(reason !== undefined || !SOAKING)(
    'lists what is wrong with an XML file at its place',
    () => {
      expect(listOf(editor, 'two words/dialplan.xml', PLAN)).toEqual([
        expect.stringMatching(
          /^two words\/dialplan\.xml 2:3 e <TEMPLATE> has no end .*\[xml\/end-tag\]$/,
        ),
      ]);
    },
  );

  it.skipIf(reason !== undefined)('lists what is wrong with a Fanvil file, by severity', () => {
    expect(listOf(editor, '00a859000001.cfg', TXT)).toEqual([
      expect.stringMatching(/^00a859000001\.cfg 3:21 e .*\[fanvil\/no-number\]$/),
      expect.stringMatching(/^00a859000001\.cfg 4:21 w .*\[fanvil\/no-choice\]$/),
    ]);
  });
});
