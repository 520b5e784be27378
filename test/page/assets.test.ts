import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readAssets } from '../../src/page/assets.js';
import { folderOfTests } from '../folder-of-test.js';

const folder = folderOfTests('assets');
it('the files of the page are read once, by the names that they are asked for', async () => {
  const script = 'let one = 1;'.repeat(100);
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets/index-D4kz_9Qa.js'), script);
  const assets = await readAssets(folder);
  expect([...assets.keys()].toSorted()).toEqual(['/', '/assets/index-D4kz_9Qa.js']);
  expect(assets.get('/')).toMatchObject({
    contentType: 'text/html; charset=utf-8',
    isHashed: false,
  });
  const asset = assets.get('/assets/index-D4kz_9Qa.js');
  expect(asset).toMatchObject({ contentType: 'text/javascript; charset=utf-8', isHashed: true });
  expect(gunzipSync(asset?.gzipped ?? '').toString()).toBe(script);
  writeFileSync(join(folder, 'assets/index-D4kz_9Qa.js'), 'another');
  expect(`${assets.get('/assets/index-D4kz_9Qa.js')?.bytes}`).toBe(script);
});

it('there are none where nothing was built', async () => {
  expect(await readAssets(join(folder, 'none'))).toHaveProperty('size', 0);
});
