// What a browser is given: small, whole, and nothing in it that the headers of the page forbid.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { filesBelow } from '../shape/source-files.js';

const FACE = join(import.meta.dirname, '../../dist/face');
const assets = readdirSync(join(FACE, 'assets')).map((name) => ({
  name,
  text: readFileSync(join(FACE, 'assets', name), 'utf8'),
}));
const gzipped = (pattern: RegExp) =>
  assets
    .filter(({ name }) => pattern.test(name))
    .reduce((sum, { text }) => sum + gzipSync(text, { level: 9 }).length, 0);
const sources = filesBelow('src/face', /\.(tsx?|css|html)$/);

describe('the page', () => {
  it('has its list of phones with 18 KB of script, in one language, and 4 KB of style', () => {
    const first = gzipped(/^index-.*\.js$/);
    expect(first).toBeGreaterThan(10_000);
    expect(first + gzipped(/^en-(?!more-).*\.js$/)).toBeLessThan(18_000);
    expect(first + gzipped(/^ru-(?!more-).*\.js$/)).toBeLessThan(18_000);
    expect(gzipped(/\.css$/)).toBeLessThan(4_000);
  });

  it('has all other views and their texts with 14 KB more, what is rarely looked at apart, and nothing else', () => {
    const views = gzipped(/^all-.*\.js$/);
    expect(views + gzipped(/^en-more-.*\.js$/)).toBeLessThan(14_000);
    expect(views + gzipped(/^ru-more-.*\.js$/)).toBeLessThan(15_400);
    expect(assets.map(({ name }) => name.replace(/-.{8}\./, '.')).sort()).toEqual([
      ...[
        'all.js',
        'calls.js',
        'en-more.js',
        'en.js',
        'index.js',
        'phone-line.js',
        'pool-history.js',
      ],
      ...['rollouts-en.js', 'rollouts-ru.js', 'rollouts.js', 'ru-more.js', 'ru.js', 'style.css'],
    ]);
    expect(gzipped(/^rollouts-.*\.js$/)).toBeLessThan(4_000);
  });

  it('comes with the licence of what was taken in', () => {
    const text = readFileSync(join(FACE, '.vite/license.md'), 'utf8');
    expect(text).toMatch(/## preact/);
    expect(text).toMatch(/Copyright \(c\) 2015-present Jason Miller/);
  });

  it('names its parts without a place, for a proxy may put it anywhere', () => {
    const html = readFileSync(join(FACE, 'index.html'), 'utf8');
    const places = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, place = '']) => place);
    expect(places.length).toBe(3);
    expect(places.filter((place) => !/^(\.\/assets\/|data:)/.test(place))).toEqual([]);
    expect(html).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/);
  });
});

/** What makes HTML of texts, or came to browsers after 2021. */
const FORBIDDEN =
  /dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\.toSorted\(|\.toReversed\(|\.at\(|\.findLast|structuredClone|Object\.groupBy|Object\.hasOwn|:has\(|@layer|<dialog/;

describe('its source', () => {
  it('makes no HTML of texts, and uses nothing that browsers of 2021 do not have', () => {
    expect(sources.length).toBeGreaterThan(30);
    const found = sources.filter(({ text }) => FORBIDDEN.test(text));
    expect(found.map(({ path }) => path)).toEqual([]);
    expect('node.innerHTML = text; all.toSorted()').toMatch(FORBIDDEN);
  });

  it('has no text of its own: all are in the tables', () => {
    const views = sources.filter(({ path }) => path.endsWith('.tsx'));
    // Between two tags, or said to who cannot see.
    const text = />\s*[A-Za-z][a-z]+ [a-z][^<>{}=;]*[<{]|(?:aria-label|title|placeholder)="[A-Z]/;
    expect(views.filter((each) => text.test(each.text)).map(({ path }) => path)).toEqual([]);
    expect('<p>Nothing to report</p>').toMatch(text);
    expect("<p>No phone fits{' '}</p>").toMatch(text);
  });
});
