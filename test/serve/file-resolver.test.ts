import { describe, expect, it } from 'vitest';
import type { FileFolder } from '../../src/artifacts/file-folder.js';
import { contentOf } from '../../src/core/file-content.js';
import { createFileResolver } from '../../src/serve/file-resolver.js';
import { LAB, servedSiteOf, snapshotOf } from './snapshot-under-test.js';

const SEP = 'SEP5CFC665D4F9A.cnf.xml';
const folder: FileFolder = {
  open: (name) => {
    if (name === 'cvm31sip.sbn') return { kind: 'file', content: contentOf(Buffer.from('image')) };
    if (name === 'closed') return { kind: 'unreadable', why: 'EACCES' };
    if (name === 'new') return Promise.resolve({ kind: 'not-found' });
    return name === SEP
      ? { kind: 'file', content: contentOf(Buffer.from('stale')) }
      : { kind: 'not-found' };
  },
};

describe('names from the wire', () => {
  const snapshot = snapshotOf(LAB);
  const resolver = createFileResolver(servedSiteOf(LAB), [folder]);
  const textOf = async (name: string) => {
    const found = await resolver.resolve(name);
    if (found.kind !== 'file') return found;
    const { bytes } = await found.content.read(0, found.content.size);
    return Buffer.from(bytes).toString();
  };

  it('find rendered files first, exactly as generated', async () => {
    expect(await textOf(SEP)).toBe(snapshot.artifacts.get(SEP)?.render());
    expect(await textOf(`/${SEP}`)).toBe(snapshot.artifacts.get(SEP)?.render());
  });

  it('find plain files then', async () => {
    expect(await textOf('cvm31sip.sbn')).toBe('image');
    expect(await textOf('closed')).toEqual({ kind: 'unreadable', why: 'EACCES' });
  });

  it.each([
    ['CTLSEP5CFC665D4F9A.tlv', true],
    ['sep5cfc665d4f9a.cnf.xml', false],
    ['SEP000000000000.cnf.xml', false],
    ['../offhook.yaml', false],
    ['//etc/passwd', false],
    ['constructor', false],
    ['__proto__', false],
    ['new', false],
  ])('%s is not there; a matter of course: %s', async (name, expected) => {
    expect(await textOf(name)).toEqual({ kind: 'not-found', expected });
  });

  it.each([
    [SEP, '5c:fc:66:5d:4f:9a'],
    ['CTLSEP5CFC665D4F9A.tlv', '5c:fc:66:5d:4f:9a'],
    ['00A859DB0462.cfg', '00:a8:59:db:04:62'],
    ['SEP000000000000.cnf.xml', undefined],
    ['cvm31sip.sbn', undefined],
  ])('%s speaks of %s', (name, mac) => {
    expect(resolver.phoneNamedBy(name)).toBe(mac);
  });

  it('belong to a phone only where there is a file', () => {
    const names = [SEP, `/${SEP}`, 'CTLSEP5CFC665D4F9A.tlv', 'cvm31sip.sbn'];
    const owner = '5c:fc:66:5d:4f:9a';
    expect(names.map(resolver.ownerOf)).toEqual([owner, owner, undefined, undefined]);
  });
});

it('a file that a phone could not read is not sent', () => {
  const broken = servedSiteOf(LAB, { 'cisco/7931g/SEP.cnf.xml.hbs': '<device>\n' });
  const found = createFileResolver(broken, []).resolve(SEP);
  expect(found).toMatchObject({
    kind: 'unreadable',
    why: expect.stringContaining('would not be well-formed'),
  });
});
