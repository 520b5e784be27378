// `offhook wait`: what it says of phones that are there in time and of one that is not, for people and for servers of tests.

import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { XmlDocument } from 'libxml2-wasm';
import { afterEach, describe, expect, it } from 'vitest';
import type { Mac } from '../../src/core/mac.js';
import type { PhoneRow } from '../../src/page/wire/phone.js';
import { createFolder, offhook } from './cli-under-test.js';

const HOSTILE = 'asked for \u001b[2J<x a="1">%0A::error::b,c: it is not there';
const GOOD: PhoneRow = {
  mac: '00:a8:59:00:00:01' as Mac,
  label: 'Hall',
  ...{ lines: [], groups: ['floor'], stage: 'config', sync: 'current' },
  ...{ word: 'fetched', sentence: 'has got its file, 2 s ago' },
};
const LATE: PhoneRow = {
  ...GOOD,
  mac: '00:a8:59:00:00:02' as Mac,
  label: 'Kitchen, "left"',
  ...{ groups: [], word: 'stuck', diagnosis: 'W1', sentence: HOSTILE, todo: 'bring it' },
};

const servers: Server[] = [];
afterEach(() => {
  for (const each of servers.splice(0)) each.close();
});

const says =
  'the PBX main has told nothing for 12 min: whether its lines are registered is not known';
const SITE = {
  site: [
    { id: 'G5', name: 'rival', grade: 'fact', says: 'another DHCP server answers', todo: 'one' },
    { id: 'G7', name: 'pbx-silent', grade: 'fact', says, todo: 'offhook doctor' },
  ],
};

async function wait(...args: readonly string[]) {
  const folder = createFolder({ made: '' });
  const phones = [GOOD, LATE].map((row) => `${JSON.stringify(row)}\n`).join('');
  const answers = createServer(({ url = '' }, response) =>
    response.end(url.endsWith('/site') ? JSON.stringify(SITE) : phones),
  );
  servers.push(answers);
  await new Promise<void>((open) => answers.listen(join(folder, 'offhook.sock'), open));
  return offhook(folder, ['wait', ...args, '--state-dir', '.', '--timeout', '1s']);
}

describe('waiting for phones', () => {
  it('ends with 0 where all are there, a group as well', async () => {
    const { code, out } = await wait('fetched', '--group', 'floor');
    expect(code).toBe(0);
    expect(out).toBe('1 of 1 phones are fetched\n');
  });

  it('is a JUnit test for each phone, which fails where its time is over', async () => {
    const { code, out } = await wait('ready', '--format', 'junit');
    expect(code).toBe(1);
    expect(out).not.toContain('\u001b');
    const document = XmlDocument.fromString(out);
    const at = (path: string) => document.get(path)?.content;
    expect([at('//testsuite/@name'), at('//@tests'), at('//@failures')]).toEqual([
      'ready',
      '2',
      '1',
    ]);
    expect(at('//testcase[not(failure)]/@name')).toBe('00:a8:59:00:00:01 Hall');
    expect(at('//testcase[failure]/@name')).toBe('00:a8:59:00:00:02 Kitchen, "left"');
    expect(at('//failure/@type')).toBe('W1');
    expect(at('//failure/@message')).toMatch(/^stuck: asked for .*<x a="1">/);
    expect(at('//failure')).toMatch(/\ndo: bring it$/);
    document.dispose();
  });

  it('says which PBX tells nothing, where that is why nobody is seen to be registered', async () => {
    const formats = ['text', 'json', 'github', 'junit'];
    const told = await Promise.all([
      ...formats.map((format) => wait('registered', '--format', format)),
      wait('fetched'),
    ]);
    const [text = '', json = '', github, junit = '', fetched] = told.map(({ out }) => out);
    const lines = `▲ ${says}\n  do: offhook doctor  (fact, G7)`;
    expect(text).toContain(`${lines}\n0 of 2 phones are registered\n`);
    expect(JSON.parse(json).site).toEqual([SITE.site[1]]);
    expect(github).toContain(`::warning title=G7 pbx-silent::${says}; do: offhook doctor\n`);
    const document = XmlDocument.fromString(junit);
    expect(document.get('//testcase[2]/system-out')?.content).toBe(lines);
    document.dispose();
    expect(fetched).not.toContain(says);
  });

  it('is an annotation of GitHub for each phone that is late, in one line', async () => {
    const { code, out } = await wait('fetched', '--format', 'github');
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      '::error title=00%3Aa8%3A59%3A00%3A00%3A02 Kitchen%2C "left" W1::stuck: asked for \\u{1b}[2J<x a="1">%250A::error::b,c: it is not there%0Ado: bring it',
      '1 of 2 phones are fetched',
      '',
    ]);
  });
});
