// V8 makes faster code of what runs often, in threads of its own, which take the cores from ours. Where all cores are busy
// with work of a minute, it had better begin later.

/** What V8 12 and later do not know, and complain of to whoever reads the terminal. */
const KNOWN_BY = /^20\./;
/** Bytes of its code that a function has to run before, as V8 has it in Node 20. */
const BUDGET = 66 * 1024;

/** The flag by which V8 waits so many times as long; undefined: the V8 of this Node (`process.versions.node`) has none for it. */
export function patienceFlag(node: string, times: number): string | undefined {
  return KNOWN_BY.test(node) ? `--interrupt-budget=${times * BUDGET}` : undefined;
}
