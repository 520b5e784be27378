// JUnit XML as CI servers read it: a test case for each phone and one for the site, or one for each file. Warnings fail nothing.

import { createRequire } from 'node:module';
import { printable } from '../../core/printable.js';
import { type Finding, type Place, wholeFile } from '../../findings/finding.js';
import type { Report } from './report.js';
import { formatFinding } from './text.js';

/** Two hundred modules, which no other format needs. */
const loadXmlBuilder = (): typeof import('xmlbuilder2') =>
  createRequire(import.meta.url)('xmlbuilder2');

interface Case {
  readonly name: string;
  readonly of: 'site' | 'phone' | 'file';
  readonly place?: Place;
  readonly findings: readonly Finding[];
}

export function formatJunit(report: Report): string {
  const cases = casesOf(report);
  const tests = cases.length;
  const failures = cases.filter(({ findings }) => findings.some(isError)).length;
  const counts = { '@tests': tests, '@failures': failures, '@errors': 0, '@skipped': 0 };
  const document = {
    testsuites: {
      '@name': 'offhook',
      ...counts,
      testsuite: {
        '@name': report.files ? 'files' : 'inventory',
        ...counts,
        testcase: cases.map(testcase),
      },
    },
  };
  const xml = loadXmlBuilder().create({ version: '1.0', encoding: 'UTF-8' }, document);
  return `${xml.end({ prettyPrint: true, wellFormed: true })}\n`;
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

function testcase({ name, of, place, findings }: Case): object {
  const others = findings.filter((each) => !isError(each));
  return {
    '@classname': `offhook.${of}`,
    '@name': name,
    ...(place && { '@file': printable(place.file), '@line': place.line }),
    ...failure(findings.filter(isError)),
    ...(others.length > 0 && { 'system-out': formatFindings(others) }),
  };
}

/** One element for all errors of a case: several servers show only the first. */
function failure(errors: readonly Finding[]): object {
  const [first, ...rest] = errors;
  if (!first) return {};
  const more = rest.length > 0 ? ` (and ${rest.length} more)` : '';
  return {
    failure: {
      '@type': first.code,
      '@message': `${printable(first.message)}${more}`,
      '#': formatFindings(errors),
    },
  };
}

function formatFindings(findings: readonly Finding[]): string {
  return findings.map((each) => formatFinding(each, false)).join('\n');
}

function isError({ severity }: Finding): boolean {
  return severity === 'error';
}
