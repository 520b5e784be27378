import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { formatSarif } from '../../../src/cli/report/sarif.js';
import type { Finding } from '../../../src/findings/finding.js';
import { duplicateMac, plainSecret, remark, report, syntax } from './findings.js';
import { sarifSchema } from './sarif-schema.js';

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly results: readonly Result[];
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile<{
  readonly runs: readonly [Run];
}>(sarifSchema);

const logOf = (...findings: readonly Finding[]) => JSON.parse(formatSarif(report(...findings)));

/** Of all rules, which are the same in every log and take long to be compared with one another, some are held to the schema. */
function runOf(...findings: readonly Finding[]): Run {
  const log: { readonly runs: readonly [Run] } = logOf(...findings);
  const [run] = log.runs;
  const driver = { ...run.tool.driver, rules: run.tool.driver.rules.slice(0, 10) };
  if (!validate({ ...log, runs: [{ ...run, tool: { driver } }] })) {
    throw new Error(JSON.stringify(validate.errors));
  }
  return run;
}

function fingerprintsOf(...findings: readonly Finding[]): readonly (string | undefined)[] {
  return runOf(...findings).results.map((each) => each.partialFingerprints['offhookFinding/v1']);
}

describe('the SARIF format', () => {
  it('keeps to the schema with every kind of finding, and with none', () => {
    expect(runOf(duplicateMac, plainSecret, syntax, remark).results).toHaveLength(4);
    expect(runOf().results).toEqual([]);
    validate(logOf(duplicateMac));
    expect(validate.errors).toBe(null);
  });

  it('describes a finding, its rule, its places and its phone', () => {
    const run = runOf(duplicateMac);
    expect(run.results[0]).toEqual({
      ruleId: 'inventory/duplicate-mac',
      ruleIndex: run.tool.driver.rules.findIndex(({ id }) => id === 'inventory/duplicate-mac'),
      level: 'error',
      message: {
        text: 'two phones have the MAC "5c:fc:66:5d:4f:9a"\nhint: remove or correct one of them',
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'offhook.yaml', uriBaseId: '%SRCROOT%' },
            region: { startLine: 30, startColumn: 10 },
          },
        },
      ],
      relatedLocations: [
        {
          id: 0,
          physicalLocation: {
            artifactLocation: { uri: 'phones.csv', uriBaseId: '%SRCROOT%' },
            region: { startLine: 4, startColumn: 1 },
          },
          message: { text: 'the other one' },
        },
      ],
      partialFingerprints: { 'offhookFinding/v1': expect.stringMatching(/^[0-9a-f]{32}:1$/) },
      properties: { device: '5c:fc:66:5d:4f:9a' },
    });
  });

  it('lists each rule with the words of its row', () => {
    expect(runOf().tool.driver.rules).toContainEqual({
      id: 'inventory/plain-secret',
      shortDescription: { text: 'A password in plain text' },
      help: {
        text:
          'write { env: NAME } or { file: path }; where it is part of a longer text, keep the inventory itself private\n\n' +
          'See "inventory/plain-secret" in docs/diagnostics.md.',
        markdown: [
          'A password in plain text. *warning: risky*',
          'What to do: write { env: NAME } or { file: path }; where it is part of a longer text, keep the inventory itself private.',
          '`offhook explain-code inventory/plain-secret` says the same.',
        ].join('\n\n'),
      },
      defaultConfiguration: { level: 'warning' },
      properties: { evidence: 'risky' },
    });
  });

  it('says who says so, where that is known', () => {
    expect(runOf().tool.driver.rules).toContainEqual(
      expect.objectContaining({
        id: 'xml/bare-ampersand',
        help: {
          text: expect.stringContaining('\n\nSource: XML 1.0, section 2.4\n\n'),
          markdown: expect.stringContaining('\n\nSource: XML 1.0, section 2.4.\n'),
        },
      }),
    );
  });

  it('leads nobody to a file of the machine that wrote it', () => {
    expect(runOf().tool.driver.rules.filter((rule) => 'helpUri' in rule)).toEqual([]);
  });

  it.each([
    { file: 'offhook.yaml', uri: 'offhook.yaml', uriBaseId: '%SRCROOT%' },
    { file: 'a b/c:d%.yaml', uri: 'a%20b/c%3Ad%25.yaml', uriBaseId: '%SRCROOT%' },
    { file: '../этаж.yaml', uri: '../%D1%8D%D1%82%D0%B0%D0%B6.yaml', uriBaseId: '%SRCROOT%' },
    { file: '/etc/offhook/of hook.yaml', uri: 'file:///etc/offhook/of%20hook.yaml' },
  ])('writes $file as a URI', ({ file, ...artifactLocation }) => {
    const [result] = runOf({ ...syntax, place: { file, line: 1, col: 1 } }).results;
    expect(result).toHaveProperty(
      'locations.0.physicalLocation.artifactLocation',
      artifactLocation,
    );
  });

  it.each([
    { severity: 'error', level: 'error' },
    { severity: 'warning', level: 'warning' },
    { severity: 'info', level: 'note' },
  ] as const)('calls $severity $level', ({ severity, level }) => {
    expect(runOf({ ...syntax, severity }).results[0]?.level).toBe(level);
  });

  it('keeps a fingerprint when the finding moves to another line', () => {
    const moved = { ...duplicateMac, place: { ...duplicateMac.place, line: 90 } };
    expect(fingerprintsOf(moved)).toEqual(fingerprintsOf(duplicateMac));
  });

  it.each([
    { name: 'code', other: { code: 'inventory/duplicate-key' } },
    { name: 'message', other: { message: 'another' } },
    { name: 'file', other: { place: { ...plainSecret.place, file: 'b.yaml' } } },
    { name: 'phone', other: { device: duplicateMac.device } },
  ] as const)('gives another fingerprint to another $name', ({ other }) => {
    const { device, ...rest } = { ...plainSecret, ...other };
    const changed = device ? { ...rest, device } : rest;
    expect(fingerprintsOf(changed)).not.toEqual(fingerprintsOf(plainSecret));
  });

  it('tells equal findings apart by their number', () => {
    const [first, second] = fingerprintsOf(plainSecret, plainSecret);
    expect(second).toBe(first?.replace(':1', ':2'));
  });
});
