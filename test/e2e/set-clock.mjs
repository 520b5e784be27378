// Loaded before a program: each SIGUSR2 sets its clock by as many milliseconds as the next word of CLOCK_STEPS says. What
// counts durations is left as it is, as by settimeofday(2).

const steps = (process.env.CLOCK_STEPS ?? '').split(' ').map(Number);
const now = Date.now;
let offsetMs = 0;
Date.now = () => now() + offsetMs;
process.on('SIGUSR2', () => {
  offsetMs += steps.shift() ?? 0;
});
