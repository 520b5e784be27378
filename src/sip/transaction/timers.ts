// The timers of RFC 3261 (table 4 of its appendix A), in milliseconds, for UDP.

/** An estimate of the way there and back: after it a request is sent again. */
export const T1_MS = 500;
/** What the time between repetitions grows to. */
export const T2_MS = 4_000;
/** How long a message may stay in the network. */
export const T4_MS = 5_000;
/** Timers B, F, H and J: after it nobody waits any longer. */
export const GIVE_UP_MS = 64 * T1_MS;
/** Timer C: how long an INVITE may ring. */
export const RING_MS = 180_000;
