// The frame of a JUnit file: the counts, and one suite with its cases. All texts are to be printable.

import { createRequire } from 'node:module';

/** Two hundred modules, which no other format needs. */
const loadXmlBuilder = (): typeof import('xmlbuilder2') =>
  createRequire(import.meta.url)('xmlbuilder2');

export interface JunitFailure {
  readonly type: string;
  readonly message: string;
  readonly text: string;
}

export interface JunitCase {
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly failure: JunitFailure | undefined;
  /** What is said beside it. */
  readonly output?: string;
}

export function junitXml(suite: string, cases: readonly JunitCase[]): string {
  const failures = cases.filter(({ failure }) => failure !== undefined).length;
  const counts = {
    '@tests': cases.length,
    '@failures': failures,
    '@errors': 0,
    '@skipped': 0,
  };
  const document = {
    testsuites: {
      '@name': 'offhook',
      ...counts,
      testsuite: { '@name': suite, ...counts, testcase: cases.map(testcase) },
    },
  };
  const xml = loadXmlBuilder().create({ version: '1.0', encoding: 'UTF-8' }, document);
  return `${xml.end({ prettyPrint: true, wellFormed: true })}\n`;
}

/** Readers want the failure first. */
function testcase({ attributes, failure, output }: JunitCase): object {
  const named = Object.entries(attributes).map(([name, value]) => [`@${name}`, value]);
  return {
    ...Object.fromEntries(named),
    ...(failure && {
      failure: { '@type': failure.type, '@message': failure.message, '#': failure.text },
    }),
    ...(output !== undefined && { 'system-out': output }),
  };
}
