// `export dhcp`, shown by what it is for: the same clients ask us and each server that was given what we wrote, and hear
// the same, but for what docs/exporting.md tells.

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXPORT_CASES } from '../exports/exports-under-test.js';
import { readProjectFile } from '../shape/source-files.js';
import { SOAKING } from '../soak.js';
import { EVERY_OPTION, INVENTORIES, QUESTIONS } from './exported-inventories.js';
import { checkFile, EXPORTED, type Exported, PROGRAMS, startExported } from './exported-servers.js';
import { CLIENT_INTERFACE, createLan, type Lan, SERVED_INTERFACE, startServe } from './lan.js';
import { type Running, reasonToSkip, runProgram, start } from './programs.js';
import { type Answers, compare, DEVIATIONS, type Difference, type Question } from './told-alike.js';

const OURS = '10.20.1.1';
const RELAY = '10.30.1.1';

const skipped = SOAKING
  ? reasonToSkip(['ip', ...PROGRAMS], true)
  : 'servers of others are for where all is to be shown';

it('docs/exporting.md tells each deviation', () => {
  const docs = readProjectFile('docs/exporting.md');
  const names = { kea: 'Kea', dnsmasq: 'dnsmasq', isc: 'dhcpd' };
  for (const { server, said } of DEVIATIONS) {
    const row = docs.split('\n').find((line) => line.startsWith(`| ${said} |`));
    expect(row, said).toContain(names[server]);
  }
});

describe.skipIf(skipped !== undefined)('an exported server', () => {
  let lan: Lan;
  let folder = '';
  const seen = new Set<(typeof DEVIATIONS)[number]>();

  beforeAll(() => {
    lan = createLan();
    const near = ['-n', lan.client];
    // A client has no address: broadcasts, and what comes by the relay agent, find their way all the same.
    runProgram('ip', [...near, 'address', 'add', `${RELAY}/32`, 'dev', CLIENT_INTERFACE]);
    for (const to of [OURS, '255.255.255.255']) {
      runProgram('ip', [...near, 'route', 'add', to, 'dev', CLIENT_INTERFACE]);
    }
    const back = ['-n', lan.server, 'route', 'add', `${RELAY}/32`, 'dev', SERVED_INTERFACE];
    runProgram('ip', back);
    runProgram('ip', ['-n', lan.client, 'link', 'set', 'lo', 'up']);
  });

  afterAll(() => lan?.remove());

  async function ask(server: Running, questions: readonly Question[]): Promise<Answers> {
    const script = join(import.meta.dirname, 'ask-dhcp.mjs');
    const words = [process.execPath, script, JSON.stringify(questions), OURS];
    const client = start('ip', ['netns', 'exec', lan.client, ...words], folder);
    try {
      const [, answers = ''] = await client.waitFor(/^(\{.*\})\n/m);
      return JSON.parse(answers);
    } finally {
      await client.end();
      await server.end();
    }
  }

  describe.each(Object.entries(INVENTORIES))('of %s', (name, inventory) => {
    const questions = QUESTIONS[name] ?? [];
    let ours: Answers;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'offhook-exported-'));
      writeFileSync(join(folder, 'offhook.yaml'), inventory);
      ours = await ask(await startServe(lan, folder), questions);
    });

    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it.each(EXPORTED)('by %s tells clients what we tell them', async (server) => {
      const theirs = await ask(await startExported(server, lan, folder), questions);
      const others = compare(questions, ours, theirs).filter((each) => !isTold(server, each));
      expect(others.map(inWords)).toEqual([]);
    });
  });

  function isTold(server: Exported, difference: Difference): boolean {
    const rows = DEVIATIONS.filter((each) => each.server === server && each.is(difference));
    for (const row of rows) seen.add(row);
    return rows.length > 0;
  }

  it('deviates in no other way, and in each of these', () => {
    expect(DEVIATIONS.filter((each) => !seen.has(each)).map(({ said }) => said)).toEqual([]);
  });

  it.each(EXPORT_CASES.filter((each) => each.export === 'dhcp'))('takes $name', (each) => {
    const server = EXPORTED.find((name) => each.name.includes(name));
    if (!server) return;
    const [file = ''] = readdirSync(each.expected);
    expect(() => checkFile(server, lan, join(each.expected, file))).not.toThrow();
  });
});

it('every option that an inventory can say is asked about', () => {
  expect(EVERY_OPTION.length).toBeGreaterThan(70);
});

function inWords({ question, what, ours, theirs }: Difference): string {
  return `${question.name}: ${what}: ${ours ?? 'nothing'} became ${theirs ?? 'nothing'}`;
}
