import { dirname, join, relative, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { patienceFlag } from './src/core/patient-v8.js';
import { soak } from './test/soak.js';

const SRC = resolve(import.meta.dirname, 'src');
const DIST = resolve(import.meta.dirname, 'dist');

/**
 * What starts programs, or changes what a whole process has: its user, its umask. Worker threads refuse that, and a
 * program that is just being started has all files of the process open for a moment, and locks with them.
 * The rest runs in threads that load each module once, so no test may replace a module (vi.mock). What waits for seconds on
 * end is here, too, as more of these run at once.
 */
const IN_PROCESSES = [
  'test/e2e/*.test.ts',
  'test/artifacts/file-folder.test.ts',
  'test/artifacts/folder-crash.test.ts',
  'test/artifacts/folder-safety.test.ts',
  'test/artifacts/folder.test.ts',
  'test/artifacts/inventory-from-disk.test.ts',
  'test/artifacts/lint/read-brought.test.ts',
  'test/capture/tshark.test.ts',
  'test/cli/leases.test.ts',
  'test/cli/planted-secrets.test.ts',
  'test/cli/simulate-register.test.ts',
  'test/cli/wait.test.ts',
  'test/cli/*-socket.test.ts',
  'test/cli/watch/*-socket.test.ts',
  'test/csta/*-sipp.test.ts',
  'test/dhcp/journal/journal*.test.ts',
  'test/dhcp/namespaces.test.ts',
  'test/dhcp/raw-readers.test.ts',
  'test/dhcp/relay.test.ts',
  'test/face/*-browser.test.ts',
  'test/pbx/ami/tls.test.ts',
  'test/pbx/what-speaks.test.ts',
  'test/serve/privileges.test.ts',
  'test/serve/*-socket.test.ts',
  'test/serve/systemd-notify.test.ts',
  'test/shape/installing.test.ts',
  'test/shape/packaging.test.ts',
  'test/tftp/foreign.test.ts',
  'test/tftp/hostile.test.ts',
  'test/tftp/storm.test.ts',
];

/** They take longest, at a desk or where all is shown, and much of it they wait: begun last, all else would be done before. */
const FIRST = [
  'test/e2e/resync.test.ts',
  'test/e2e/simulate.test.ts',
  'test/e2e/serve.test.ts',
  'test/cli/simulate-register.test.ts',
  'test/face/page-browser.test.ts',
  'test/phones/lint/fuzz.test.ts',
  'test/shape/rules.test.ts',
  // Its threads give way to whatever else runs.
  'test/serve/site-reader.test.ts',
];
const isFirst = ({ moduleId }: TestSpecification): boolean =>
  FIRST.includes(relative(import.meta.dirname, moduleId));

/** The others are as Vitest has them, by what they took when they ran last, or by their size. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isFirst), ...sorted.filter((each) => !isFirst(each))];
  }
}

/**
 * Tests run much code, and little of it for long, so what V8 spends on better code is seldom won back: it was a fifth of all.
 * A process does not start with a flag that it does not know.
 */
const SELDOM_OPTIMIZED = [patienceFlag(process.versions.node, 9)].filter(
  (each) => each !== undefined,
);

/** Threads have the flags of their process. */
for (const flag of SELDOM_OPTIMIZED) setFlagsFromString(flag);

/**
 * `--mode built`: what the build made stands in for the modules of src/. It needs no transforming, and its validators
 * and templates are compiled. Without it, tests run on src/ as it is at the moment, which is what coverage can count.
 */
const built = {
  name: 'built',
  enforce: 'pre' as const,
  resolveId(source: string, importer = '') {
    const path = relative(SRC, resolve(dirname(importer), source));
    // The browser's part is made into one file, in which no test finds anything.
    const isOurs = source.startsWith('.') && !path.startsWith('..') && !path.startsWith('face/');
    return isOurs ? join(DIST, path.replace(/\.ts$/, '.js')) : null;
  },
};

/** Each project must be given them: it takes over what is under `test` below, and nothing else. */
const modulesFor = (mode: string) => (mode === 'built' ? [built] : []);

export default defineConfig(({ mode }) => ({
  test: {
    isolate: false,
    sequence: { sequencer: LongestFirst },
    globalSetup: 'test/temporary-folder.ts',
    // What is built is tested as it is.
    server: { deps: { external: [/\/dist\//] } },
    // One more than a small machine has cores: they wait as well, for files and for one another's programs.
    maxWorkers: 3,
    // Only what would never end comes so far: a busy machine makes a second twenty.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // What is awaited has no event of its own; it may take as long as a busy machine needs.
    expect: { poll: { interval: 5, timeout: 120_000 } },
    coverage: { provider: 'v8', include: ['src/**'], reporter: ['text-summary', 'html'] },
    // One after the other. Programs are mostly waited for, so more of those tests run at once than a small machine has
    // cores, and more where the long waits are shown; each of them loads all modules, as does each thread of the others.
    projects: [
      {
        extends: true,
        plugins: modulesFor(mode),
        test: {
          name: 'e2e',
          include: IN_PROCESSES,
          pool: 'forks',
          execArgv: SELDOM_OPTIMIZED,
          maxWorkers: soak(6, 5),
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        plugins: modulesFor(mode),
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: IN_PROCESSES,
          pool: 'threads',
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
}));
