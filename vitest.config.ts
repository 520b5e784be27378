import { defineConfig } from 'vitest/config';

/**
 * What starts programs, or changes what a whole process has: its user, its umask. Worker threads refuse that.
 * The rest runs in threads that load each module once, so no test may replace a module (vi.mock).
 */
const IN_PROCESSES = [
  'test/e2e/*.test.ts',
  'test/artifacts/folder.test.ts',
  'test/cli/leases.test.ts',
  'test/dhcp/namespaces.test.ts',
  'test/dhcp/raw-readers.test.ts',
  'test/dhcp/relay.test.ts',
  'test/serve/privileges.test.ts',
  'test/serve/*release-socket.test.ts',
  'test/tftp/foreign.test.ts',
];

export default defineConfig({
  test: {
    isolate: false,
    // What is built is tested as it is.
    server: { deps: { external: [/\/dist\//] } },
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is awaited has no event of its own; it may take as long as a busy machine needs.
    expect: { poll: { interval: 5, timeout: 30_000 } },
    coverage: { provider: 'v8', include: ['src/**'], reporter: ['text-summary', 'html'] },
    // One after the other. Programs are mostly waited for, so more of those tests run at once than a small machine has
    // cores; each thread of the others loads all modules.
    projects: [
      {
        extends: true,
        test: {
          name: 'e2e',
          include: IN_PROCESSES,
          pool: 'forks',
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
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
});
