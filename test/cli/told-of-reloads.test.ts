// A reload that is not taken: each that knows of the site hears why, and what was found before is not told of it.

import { expect, it } from 'vitest';
import { toldOfReloads } from '../../src/cli/told-of-reloads.js';
import type { Finding } from '../../src/findings/finding.js';
import { createKeptFindings } from '../../src/serve/kept-findings.js';
import { failedReading } from '../../src/serve/site-reader.js';
import { createRecordingLog } from '../dhcp/server-under-test.js';

const FAULT: Finding = {
  code: 'inventory/unknown-model',
  severity: 'error',
  place: { file: 'offhook.yaml', line: 3, col: 5 },
  message: 'model: "x" is not known',
  hint: 'one of: test-desk',
  related: [],
};

it('of errors, of lost phones and of a failure is told as that', () => {
  const heard: string[] = [];
  const { log, said } = createRecordingLog();
  const findings = createKeptFindings([]);
  const told = toldOfReloads(
    {
      keepPrivate() {},
      story: { reloaded() {} },
      site: {
        reloaded() {},
        refused(why) {
          heard.push(why);
        },
      },
    },
    findings,
    log,
  );
  const refused = () => findings.answer().refused?.map(({ code }) => code);
  const failed = failedReading(new Error('there is no file offhook.yaml'));
  const { failure: _, ...reading } = failed;
  told.refused({ ...reading, findings: [FAULT] });
  expect([heard.at(-1), refused()]).toEqual(['errors', ['inventory/unknown-model']]);
  told.shrunk({ came: [], went: [], changed: [] }, 8, 2);
  expect([heard.at(-1), refused()]).toEqual(['loss', []]);
  told.refused(failed);
  expect([heard.at(-1), refused()]).toEqual(['failure', []]);
  told.unfit(new Error('no room'));
  expect(heard).toEqual(['errors', 'loss', 'failure', 'failure']);
  expect(said.map(({ level }) => level).filter((level) => level !== 'error')).toEqual([]);
});
