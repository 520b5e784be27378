// How much of a thing a test does: little at a desk, much where everything has to be shown.

/** Where a whole hour may go into being sure, as in CI. */
export const SOAKING = process.env.OFFHOOK_E2E === 'required';

/** Both must be enough for the test to fail on what it is there for. */
export const soak = (little: number, much: number): number => (SOAKING ? much : little);
