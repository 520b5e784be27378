// For each rule about what is made, and about what has to lie beside it: what it lets pass, and what it finds. By its id.

import { createAllowances } from '../../src/artifacts/allowances.js';
import { checkArtifact } from '../../src/artifacts/check-artifact.js';
import { checkBroughtFiles } from '../../src/artifacts/check-brought-files.js';
import type { Disk } from '../../src/artifacts/disk.js';
import { buildSnapshot } from '../../src/artifacts/snapshot.js';
import type { Finding } from '../../src/findings/finding.js';
import type { DriverFactory } from '../../src/phones/packs/packs.js';
import { createPacks } from '../../src/phones/packs/packs.js';
import { DRIVERS } from '../../src/phones/registry.js';
import { BUILT_IN_TEMPLATES, readTemplateTree } from '../../src/render/template-tree.js';
import type { Example } from '../findings/example.js';
import { LAB, snapshotOf } from '../serve/snapshot-under-test.js';

const codesOf = (found: readonly Finding[]) => found.map(({ code }) => code);

const SEP = 'cisco/7931g/SEP.cnf.xml.hbs';
const template = (body: string) => () =>
  [...snapshotOf(LAB, { [SEP]: body }).artifacts.values()].flatMap((artifact) =>
    codesOf(checkArtifact(artifact).diagnostics),
  );

/** A file that is no XML, under another name and as something else. */
const called = (name: string, mediaType: string) => () => {
  const { artifacts } = snapshotOf(LAB, { [SEP]: '<device>' });
  return [...artifacts.values()].flatMap((artifact) =>
    codesOf(checkArtifact({ ...artifact, name, mediaType }).diagnostics),
  );
};

const allowed = (rule: string) => () => {
  const allowances = createAllowances([
    { rule, reason: 'a test', place: { file: 'offhook.yaml', line: 1, col: 1 } },
  ]);
  return codesOf([...allowances.problems, ...allowances.unused()]);
};

/** Of a site with a ring, whose sound is this; undefined: it is not there. */
const sound = (bytes: string | undefined) => () => {
  const snapshot = snapshotOf(`rings: [{ name: Bell, file: Bell.raw }]\n${LAB}`);
  const disk: Pick<Disk, 'isFileLike' | 'list' | 'readStart'> = {
    isFileLike: () => bytes !== undefined,
    readStart: () => ({ bytes: Buffer.from(bytes ?? ''), size: bytes?.length ?? 0 }),
    list: () => [],
  };
  return codesOf(checkBroughtFiles(snapshot, [], ['firmware'], 'firmware', disk));
};

const TREE = readTemplateTree([BUILT_IN_TEMPLATES]);
const model = (facts: string) => () => {
  const path = 'cisco/7931g/phone.json';
  return codesOf(
    createPacks(new Map([...TREE, [path, { path, text: facts }]]), DRIVERS).diagnostics,
  );
};

/** Of two phones, whose files have these names. */
const names = (nameOf: (index: number) => string) => () => {
  let files = 0;
  const cisco: DriverFactory = (read) => {
    const driver = DRIVERS.cisco?.(read);
    if (!driver) throw new Error('there is no such driver');
    return {
      ...driver,
      phoneFiles: (...args) =>
        driver.phoneFiles(...args).map((plan) => {
          files += 1;
          return { ...plan, name: nameOf(files), aliases: [] };
        }),
    };
  };
  const text = `${LAB}\n  - { mac: "5c:fc:66:5d:4f:9b", model: cisco-7931g, keys: { 1: { speedDial: "5" } } }`;
  const { diagnostics } = buildSnapshot({
    file: 'offhook.yaml',
    files: { read: () => text, list: () => [] },
    packs: createPacks(TREE, { ...DRIVERS, cisco }),
  });
  return codesOf(diagnostics);
};

export const ARTIFACT_EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  'model/invalid': [
    { accepts: model(TREE.get('cisco/7931g/phone.json')?.text ?? ''), rejects: model('{') },
  ],
  'render/template': [{ accepts: template('<device></device>'), rejects: template('{{nothing}}') }],
  'xml/not-well-formed': [
    { accepts: template('<device></device>'), rejects: template('<device>&#0;</device>') },
  ],
  'xml/end-tag': [
    { accepts: template('<device></device>'), rejects: template('<device>') },
    // What a file is stands in its plan, and not in its name.
    { accepts: called('a.xml', 'text/plain'), rejects: called('a.cfg', 'text/xml') },
  ],
  'xml/bare-ampersand': [
    { accepts: template('<device>&amp;</device>'), rejects: template('<device>a & b</device>') },
  ],
  'xml/markup-placeholder': [
    { accepts: template('<device></device>'), rejects: template('<device[% name %]></device>') },
  ],
  'render/too-large': [
    {
      accepts: template(`<device>${' '.repeat(2_000_000)}</device>`),
      rejects: template(`<device>${' '.repeat(2_200_000)}</device>`),
    },
  ],
  'render/name-taken': [
    { accepts: names((index) => `${index}.cfg`), rejects: names(() => 'phone.cfg') },
  ],
  'inventory/no-such-file': [{ accepts: sound('x'), rejects: sound(undefined) }],
  'inventory/broken-file': [{ accepts: sound('x'.repeat(480)), rejects: sound('') }],
  'inventory/unknown-rule': [
    { accepts: allowed('cisco/line-gap'), rejects: allowed('cisco/line-gab') },
  ],
  'inventory/not-allowable': [
    { accepts: allowed('cisco/line-gap'), rejects: allowed('inventory/bad-mac') },
  ],
  'inventory/allows-nothing': [
    { accepts: allowed('inventory/bad-mac'), rejects: allowed('cisco/line-gap') },
  ],
};
