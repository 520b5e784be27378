// What ARCHITECTURE.md says of always, and the tests that try to break it. A sentence without one is a wish.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProjectFile } from './source-files.js';

interface Attempt {
  readonly file: string;
  /** As it stands in the file: the title, or as much of it as says which. */
  readonly title: string;
}

const by = (file: string, title: string): Attempt => ({ file: `test/${file}.test.ts`, title });

const TRIED_BY: Readonly<Record<string, readonly Attempt[]>> = {
  'The same inventory, templates and version give the same bytes.': [
    by('phones/cases', 'makes the files beside it, byte for byte'),
    by('phones/cases', 'the files of each case are the same in another year'),
    by('exports/cases', 'makes them again'),
    by('phones/fanvil/settings/plan-files', 'comes out the same from the same inventory'),
  ],
  'What `generate` writes is what TFTP and HTTP serve.': [
    by('e2e/boot', 'files, byte for byte as generated'),
    by('serve/file-resolver', 'find rendered files first, exactly as generated'),
  ],
  'Nothing is written, and nothing replaces what is being served, while there is an error.': [
    by('cli/commands', 'writes nothing while there is an error'),
    by('cli/commands', 'writes nothing while a file would be broken'),
    by('cli/adopt', 'is not written while the whole has an error, which is shown'),
    by('exports/cases', 'writes nothing of an inventory that has an error'),
    by('serve/reloader', 'leaves everything as it was where there is an error'),
    by('serve/reloader', 'leaves everything as it was where the servers cannot serve it'),
    by('e2e/serve', 'takes a good edit over, and a bad one not, and says so'),
  ],
  "No name from the wire is a path: it is looked up among the artifacts, then below a folder's real path.":
    [
      by('artifacts/file-folder', 'does not know %j'),
      by('artifacts/file-folder', 'follows links that stay inside, and no others'),
      by('serve/file-resolver', 'find rendered files first, exactly as generated'),
    ],
  'No value can end its line or element: bad characters are findings, and the escapers refuse them again.':
    [
      by('render/template', 'never leave their element, whatever they are'),
      by('phones/fanvil/settings/plan-files', 'holds no line that a value has added'),
      by('phones/cisco/files/plan-files', 'carry any text that the inventory may hold, unchanged'),
      by('exports/asterisk', 'that no line can hold is refused: %j'),
    ],
  '`generate` overwrites or removes a file only if it is, byte for byte, what offhook wrote (or with `--force`).':
    [
      by('artifacts/folder-safety', "nobody's edit is lost, and every other file is as generated"),
      by('artifacts/folder', 'is not removed if it was edited, not even by force'),
    ],
  'An ACK promises no more than a crash would leave: its lease is on the disk before, or the inventory records it.':
    [
      by('dhcp/server', 'offers at once, and confirms when the lease is on the disk'),
      by('dhcp/failing-disk', 'for longer than a crash would leave on the disk'),
      by('dhcp/failing-disk', 'a reservation is confirmed in full'),
      by('dhcp/journal-crash', 'at any operation, however the disk takes it'),
      by('dhcp/namespaces', 'knows its leases after it was killed'),
    ],
  'A bad packet ends nothing, and what the wire can make us remember is bounded.': [
    by('tftp/hostile', 'in memory: end nothing and leave nothing behind'),
    by('tftp/server-endurance', 'thousands of half-open requests draw three packets each'),
    by('dhcp/server', 'hostile packets leave it as it was'),
    by('dhcp/starvation', 'makes nothing grow'),
    by('http/refuse-unparsed', 'for %s is answered, and reported once'),
    by(
      'http/connections',
      'that take all places cost who has most of them one, for whoever has none',
    ),
    by('timeline/histories', 'stay within their bounds whoever does what in whatever order'),
    by('serve/live/page-listener', 'has room for so many, and goes on when they are gone'),
  ],
};

const [, section = ''] =
  /^## What always holds\n([\s\S]*?)^## /m.exec(readProjectFile('ARCHITECTURE.md')) ?? [];
const sentences = [...section.matchAll(/^- ([\s\S]*?)(?=\n- |\n*$(?![\s\S]))/gm)].map(
  ([, text = '']) => text.replace(/\s+/g, ' '),
);
const attempts = Object.values(TRIED_BY).flat();

describe('what always holds', () => {
  it('are the sentences below, each tried by a test', () => {
    expect(sentences).toEqual(Object.keys(TRIED_BY));
    expect(Object.values(TRIED_BY).filter((tests) => tests.length === 0)).toEqual([]);
  });

  it.each(attempts)('$file tries it: $title', ({ file, title }) => {
    expect(existsSync(join(import.meta.dirname, '../..', file))).toBe(true);
    const titles = titlesIn(readProjectFile(file));
    expect(titles.filter((each) => each.includes(title)).length, titles.join('\n')).toBe(1);
  });
});

/** Of tests and groups of tests; of those alone that are not skipped for good. */
function titlesIn(text: string): readonly string[] {
  const start = /^ *(?:(?:it|describe)(?:\.(?:each|skipIf)\(.*?\))*|\]\))/;
  const title = /\(\s*(?:'([^'\n]+)'|"([^"\n]+)"|`([^`\n]+)`)/;
  const calls = new RegExp(start.source + title.source, 'gm');
  return [...text.matchAll(calls)].map(([, plain, quoted, template]) =>
    [plain, quoted, template].join(''),
  );
}
