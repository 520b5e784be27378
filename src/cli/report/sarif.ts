// SARIF 2.1.0 (OASIS), as code scanning services read it. Section numbers are those of the standard.

import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { KNOWN_CODES } from '../../artifacts/known-codes.js';
import { jsonText } from '../../core/printable.js';
import { severityOf } from '../../findings/evidence.js';
import type { Finding, Place } from '../../findings/finding.js';
import { formatCode } from '../../findings/page.js';
import type { Report } from './report.js';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

const LEVELS = {
  error: 'error',
  warning: 'warning',
  info: 'note',
} satisfies Record<Finding['severity'], string>;

const INDEXES = new Map([...KNOWN_CODES.keys()].map((code, index) => [code, index]));

export function formatSarif({ diagnostics, toolVersion }: Report): string {
  const prints = fingerprints(diagnostics);
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'offhook', semanticVersion: toolVersion, rules: rules() } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((each, index) => result(each, prints[index])),
      },
    ],
  };
  return jsonText(log);
}

/** `helpUri` would be absolute (3.49.12), and no public address of the page is known: its words come along in `help`. */
function rules(): readonly object[] {
  return [...KNOWN_CODES].map(([code, row]) => ({
    id: code,
    shortDescription: { text: row.title },
    help: {
      text: `${row.hint}${row.source === undefined ? '' : `\n\nSource: ${row.source}`}\n\nSee "${code}" in docs/diagnostics.md.`,
      markdown: `${formatCode(row)}\n\`offhook explain-code ${code}\` says the same.`,
    },
    defaultConfiguration: { level: LEVELS[severityOf(row)] },
    properties: { evidence: row.evidence },
  }));
}

function result(finding: Finding, fingerprint: string | undefined): object {
  return {
    ruleId: finding.code,
    ruleIndex: INDEXES.get(finding.code) ?? -1,
    level: LEVELS[finding.severity],
    message: { text: `${finding.message}\nhint: ${finding.hint}` },
    locations: [location(finding.place)],
    relatedLocations: finding.related.map(({ place, message }, id) => ({
      id,
      ...location(place),
      message: { text: message },
    })),
    partialFingerprints: { 'offhookFinding/v1': fingerprint },
    ...(finding.device === undefined ? {} : { properties: { device: finding.device } }),
  };
}

function location({ file, line, col }: Place): object {
  return {
    physicalLocation: {
      artifactLocation: artifactLocation(file),
      region: { startLine: line, startColumn: col },
    },
  };
}

/** 3.4.4: a relative URI names its base, by convention the root of the checkout. */
function artifactLocation(file: string): object {
  if (isAbsolute(file)) return { uri: pathToFileURL(file).href };
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}

/**
 * 3.27.17: what makes a finding the same one after lines were added above it: code, file, phone and
 * message; the n-th of equal ones is told by its number.
 */
function fingerprints(diagnostics: readonly Finding[]): readonly string[] {
  const seen = new Map<string, number>();
  return diagnostics.map(({ code, place, device, message }) => {
    const identity = JSON.stringify([code, place.file, device ?? null, message]);
    const nth = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, nth);
    // Node loads it with twenty modules of its own, which no other format needs.
    const { createHash } = process.getBuiltinModule('node:crypto');
    return `${createHash('sha256').update(identity).digest('hex').slice(0, 32)}:${nth}`;
  });
}
