// Whether a path of an archive stays below the folder where it is unpacked, on any system.

/** Completes "PATH …". Undefined: it does. */
export function pathFault(path: string): string | undefined {
  const steps = path.split(/[/\\]/);
  if (path === '' || path.includes('\0')) return 'is no name of a file';
  if (steps[0] === '' || /^[a-z]:/i.test(path)) return 'is an absolute path';
  return steps.includes('..') ? 'leads out of the archive' : undefined;
}
