import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { root: import.meta.dirname, include: ['*.faults.ts'], testTimeout: 30_000 },
});
