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
  'test/serve/release-socket.test.ts',
  'test/tftp/foreign.test.ts',
];

export default defineConfig({
  test: {
    isolate: false,
    // What is built is tested as it is.
    server: { deps: { external: [/\/dist\//] } },
    // One more than the cores of a small machine: what starts programs mostly waits for them.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is awaited has no event of its own; it may take as long as a busy machine needs.
    expect: { poll: { interval: 5, timeout: 30_000 } },
    coverage: { provider: 'v8', include: ['src/**'], reporter: ['text-summary', 'html'] },
    projects: [
      { extends: true, test: { name: 'e2e', include: IN_PROCESSES, pool: 'forks' } },
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: IN_PROCESSES,
          pool: 'threads',
        },
      },
    ],
  },
});
