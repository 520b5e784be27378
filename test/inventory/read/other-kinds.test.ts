// A file of another kind is one finding, which says what it is; an inventory with a fault stays one.

import { expect, it } from 'vitest';
import { parseSource } from '../../../src/inventory/read/parse-source.js';
import { resolveText } from '../site-under-test.js';
import { OTHER_FILES } from './other-kinds.js';

it.each(OTHER_FILES)('$name', ({ name, text, what, line = 1 }) => {
  for (const written of [text, `\ufeff${text}`, text.replaceAll('\n', '\r\n')]) {
    const { diagnostics } = parseSource(name, written);
    expect(diagnostics).toMatchObject([
      {
        code: 'source/syntax',
        place: { file: name, line, col: 1 },
        message: expect.stringMatching(what),
      },
    ]);
    expect(JSON.stringify(diagnostics)).not.toContain('rose');
  }
});

it.each(OTHER_FILES)('$name among the files of an inventory', ({ name, text }) => {
  const { findings } = resolveText(`include: ["${name}"]\n`, { files: { [name]: text } });
  expect(findings).toEqual([expect.stringMatching(`^source/syntax ${name}:`)]);
});

it.each([
  ['a fault', 'site: { name: "x }\n[7001]\nsecret=rose\n'],
  [
    'a colon that is missing',
    'pbx:\n  main:\n    host 10.20.1.1\nsubnet 10.0.0.0 netmask 255.0.0.0\n',
  ],
  [
    'words of a server in a text',
    'site: {}\nx: |\n  dhcp-range=a\n  subnet 10.0.0.0 netmask 255.0.0.0\n',
  ],
  ['a page around it', '<pre>\nsite: {}\n</pre>\n'],
  ['a conflict', '<<<<<<< HEAD\nsite: {}\n=======\nsite: { name: x }\n>>>>>>> b\n'],
  ['a program that reads it', '#!/usr/bin/env offhook\nsite: {}\n'],
  ['nothing', ''],
])('an inventory with %s is one', (_, text) => {
  for (const { message } of parseSource('a.yaml', text).diagnostics) {
    expect(message).not.toMatch(/no inventory|a table/);
  }
});
