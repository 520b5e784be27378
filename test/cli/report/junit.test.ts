import { XmlDocument } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { formatJunit } from '../../../src/cli/report/junit.js';
import { duplicateMac, mac, plainSecret, report, syntax } from './findings.js';

/** Refuses XML that is not well-formed. */
function contentOf(xml: string, ...paths: readonly string[]): readonly (string | undefined)[] {
  const document = XmlDocument.fromString(xml);
  try {
    return paths.map((path) => document.get(path)?.content);
  } finally {
    document.dispose();
  }
}

describe('the JUnit format', () => {
  it('has a case for the site and one for each phone', () => {
    expect(formatJunit(report(duplicateMac, plainSecret, syntax))).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="offhook" tests="3" failures="2" errors="0" skipped="0">
  <testsuite name="inventory" tests="3" failures="2" errors="0" skipped="0">
    <testcase classname="offhook.site" name="site">
      <failure type="source/syntax" message="expected &lt;key&gt; &amp; &quot;value&quot;">groups, 50%: a/b.yaml:1:2: error: expected &lt;key&gt; &amp; "value" [source/syntax]
  hint: fix the syntax at this place</failure>
    </testcase>
    <testcase classname="offhook.phone" name="5c:fc:66:5d:4f:9a Lobby" file="offhook.yaml" line="10">
      <failure type="inventory/duplicate-mac" message="two phones have the MAC &quot;5c:fc:66:5d:4f:9a&quot;">offhook.yaml:30:10: error: two phones have the MAC "5c:fc:66:5d:4f:9a" [inventory/duplicate-mac]
  hint: remove or correct one of them
  note: phones.csv:4:1: the other one</failure>
    </testcase>
    <testcase classname="offhook.phone" name="00:a8:59:db:04:62" file="phones.csv" line="2">
      <system-out>offhook.yaml:7:22: warning: a password in plain text [inventory/plain-secret]
  hint: write { env: NAME }</system-out>
    </testcase>
  </testsuite>
</testsuites>
`,
    );
  });

  it('puts all errors of a case into one failure', () => {
    const xml = formatJunit(report(syntax, duplicateMac, syntax));
    expect(contentOf(xml, '/testsuites/@failures', '//testcase[1]/failure/@message')).toEqual([
      '2',
      'expected <key> & "value" (and 1 more)',
    ]);
    expect(xml.match(/<failure /g)).toHaveLength(2);
  });

  it('gives a phone that is not on the list to the site', () => {
    const stray = { ...duplicateMac, device: mac('00:00:5e:00:53:01') };
    expect(contentOf(formatJunit(report(stray)), '//testcase[@name="site"]/failure/@type')).toEqual(
      ['inventory/duplicate-mac'],
    );
  });

  it('passes every case of a clean site', () => {
    const paths = ['/testsuites/@tests', '/testsuites/@failures', '//failure'];
    expect(contentOf(formatJunit(report()), ...paths)).toEqual(['3', '0', undefined]);
    expect(contentOf(formatJunit({ ...report(), devices: [] }), ...paths)).toEqual([
      '1',
      '0',
      undefined,
    ]);
  });

  it('stays XML whatever is in a label or a message', () => {
    const hostile = 'a\u0001\u001b]]>\ud800\uffff\r\n<b>';
    const [device] = report().devices;
    const devices = device ? [{ ...device, label: hostile }] : [];
    const xml = formatJunit({
      ...report({ ...duplicateMac, message: hostile, hint: hostile }),
      devices,
    });
    expect(contentOf(xml, '//testcase[2]/@name', '//testcase[2]/failure/@message')).toEqual([
      '5c:fc:66:5d:4f:9a a\\u{1}\\u{1b}]]>\\u{d800}\\u{ffff}\\u{d}\\u{a}<b>',
      'a\\u{1}\\u{1b}]]>\\u{d800}\\u{ffff}\\u{d}\\u{a}<b>',
    ]);
  });
});
