export function loadsFile(name: string | undefined, body: string): Buffer;
export function partFile(name: string, sizes: readonly number[]): Buffer;
