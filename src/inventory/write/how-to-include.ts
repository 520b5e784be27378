// What to write so that an inventory reads a further file that offhook writes beside it.

/** `name`: of that file; `hasOthers`: the inventory `file` includes something already. */
export function howToInclude(name: string, file: string, hasOthers: boolean): string {
  if (hasOthers) return `add ${name} to the list of include: in ${file}`;
  const line = /\.json$/i.test(file) ? `"include": ["${name}"]` : `include: [${name}]`;
  return `write ${line} in ${file}`;
}
