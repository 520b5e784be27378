// JUnit XML as CI servers read it: a test case for each phone and one for the site, or one for each file. Warnings fail nothing.

import { printable } from '../../core/printable.js';
import { type Finding, type Place, wholeFile } from '../../findings/finding.js';
import { type JunitCase, type JunitFailure, junitXml } from './junit-xml.js';
import type { Report } from './report.js';
import { formatFinding } from './text.js';

interface Case {
  readonly name: string;
  readonly of: 'site' | 'phone' | 'file';
  readonly place?: Place;
  readonly findings: readonly Finding[];
}

export function formatJunit(report: Report): string {
  return junitXml(report.files ? 'files' : 'inventory', casesOf(report).map(junitCase));
}

/** A finding about no phone of the list belongs to the site, which comes first. */
function casesOf(report: Report): readonly Case[] {
  const { diagnostics, devices, files } = report;
  if (files) return casesOfFiles(files, diagnostics);
  const known = new Set(devices.map(({ mac }) => mac));
  const byDevice = new Map<string, Finding[]>();
  const ofSite: Finding[] = [];
  for (const each of diagnostics) {
    if (each.device === undefined || !known.has(each.device)) ofSite.push(each);
    else byDevice.set(each.device, [...(byDevice.get(each.device) ?? []), each]);
  }
  const ofPhones = devices.map(({ mac, label, place }) => ({
    name: printable(label === '' ? mac : `${mac} ${label}`),
    of: 'phone' as const,
    place,
    findings: byDevice.get(mac) ?? [],
  }));
  return [{ name: 'site', of: 'site', findings: ofSite }, ...ofPhones];
}

/** What is found of a folder as a whole is a case of its own. */
function casesOfFiles(files: readonly string[], diagnostics: readonly Finding[]): readonly Case[] {
  const byFile = new Map<string, Finding[]>(files.map((file) => [file, []]));
  for (const each of diagnostics) {
    const known = byFile.get(each.place.file);
    if (known) known.push(each);
    else byFile.set(each.place.file, [each]);
  }
  return [...byFile].map(([file, findings]) => ({
    name: printable(file),
    of: 'file',
    place: wholeFile(file),
    findings,
  }));
}

function junitCase({ name, of, place, findings }: Case): JunitCase {
  const others = findings.filter((each) => !isError(each));
  return {
    attributes: {
      ...{ classname: `offhook.${of}`, name },
      ...(place && { file: printable(place.file), line: place.line }),
    },
    failure: failure(findings.filter(isError)),
    ...(others.length > 0 && { output: formatFindings(others) }),
  };
}

/** One for all errors of a case: several servers show only the first. */
function failure(errors: readonly Finding[]): JunitFailure | undefined {
  const [first, ...rest] = errors;
  if (!first) return undefined;
  const more = rest.length > 0 ? ` (and ${rest.length} more)` : '';
  return {
    type: first.code,
    message: `${printable(first.message)}${more}`,
    text: formatFindings(errors),
  };
}

function formatFindings(findings: readonly Finding[]): string {
  return findings.map((each) => formatFinding(each, false)).join('\n');
}

function isError({ severity }: Finding): boolean {
  return severity === 'error';
}
