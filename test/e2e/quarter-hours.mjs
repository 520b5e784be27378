// Loaded before a program: what it does every fifteen minutes is done when it gets SIGUSR2, and need not be waited for.

const QUARTER_HOUR_MS = 15 * 60_000;
const due = new Set();
const { setInterval } = globalThis;
globalThis.setInterval = (run, ms, ...values) => {
  if (ms === QUARTER_HOUR_MS) due.add(run);
  return setInterval(run, ms, ...values);
};
process.on('SIGUSR2', () => {
  for (const run of due) run();
});
