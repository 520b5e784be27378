// All files of a site checked in one go: every finding is told, and a file is rendered once if there is room for it.

import { describe, expect, it } from 'vitest';
import { checkArtifacts } from '../../src/artifacts/check-artifacts.js';
import type { Artifact } from '../../src/artifacts/snapshot.js';
import { LAB, snapshotOf } from '../serve/snapshot-under-test.js';

const SITE = [...snapshotOf(LAB).artifacts.values()];

/** The lab's files, with a count of how often each was rendered. */
function countedSite() {
  const rendered = new Map<string, number>();
  const artifacts = SITE.map((artifact) => ({
    ...artifact,
    render() {
      rendered.set(artifact.name, (rendered.get(artifact.name) ?? 0) + 1);
      return artifact.render();
    },
  }));
  return { artifacts, rendered };
}

const bytesOf = ({ render }: Artifact) => Buffer.from(render());
const sizes = SITE.map((artifact) => bytesOf(artifact).length);

describe('checkArtifacts', () => {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const [first = 0] = sizes;
  it.each([
    { name: 'room for all', room: total, counts: [1, 1, 1] },
    { name: 'a byte too little for the last', room: total - 1, counts: [1, 1, 2] },
    { name: 'room for the first', room: first, counts: [1, 2, 2] },
    { name: 'no room', room: 0, counts: [2, 2, 2] },
  ])('gives the same bytes with $name', async ({ room, counts }) => {
    const { artifacts, rendered } = countedSite();
    const checked = await checkArtifacts(artifacts, { maxBytes: room });
    expect(checked.diagnostics).toEqual([]);
    expect(artifacts.map(checked.takeBytes)).toEqual(SITE.map(bytesOf));
    expect([...rendered.values()]).toEqual(counts);
  });

  it('lets go of bytes that were taken', async () => {
    const { artifacts, rendered } = countedSite();
    const checked = await checkArtifacts(artifacts, { maxBytes: total });
    for (const artifact of [...artifacts, ...artifacts]) checked.takeBytes(artifact);
    expect([...rendered.values()]).toEqual([2, 2, 2]);
  });

  it('tells the findings of every file, those that cannot be rendered too', async () => {
    const snapshot = snapshotOf(LAB, {
      'cisco/7931g/SEP.cnf.xml.hbs': '<device>{{nothing}}</device>',
      'fanvil/x4/phone.txt.hbs': '<<VOIP CONFIG FILE>>Version:2.0002\nstray\n<<END OF FILE>>\n',
    });
    const { diagnostics } = await checkArtifacts(snapshot.artifacts.values(), {
      maxBytes: total,
    });
    expect(diagnostics.map(({ code, device }) => `${device} ${code}`)).toEqual([
      '5c:fc:66:5d:4f:9a render/template',
      '00:a8:59:db:04:62 render/phone-rejects',
    ]);
  });
});
