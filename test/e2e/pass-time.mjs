// Loaded before a program: each SIGUSR2 is as if TIME_STEP_MS had passed for what counts durations. The time of day is left as it is.

const now = performance.now.bind(performance);
let passedMs = 0;
performance.now = () => now() + passedMs;
process.on('SIGUSR2', () => {
  passedMs += Number(process.env.TIME_STEP_MS);
});
