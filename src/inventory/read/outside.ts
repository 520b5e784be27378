// What the inventory needs from outside. It asks for text by name; who reads disks is not its business.

/** Where inventory text comes from. */
export interface InputFiles {
  /** The file's text. Throws an Error with `code` (`ENOENT`, `EACCES`, …) if it cannot be read. */
  read(path: string): string;
  /** Paths that match `pattern` (`*`, `**`, `?`) below `baseDir`, sorted; a plain path that exists matches itself. */
  list(pattern: string, baseDir: string): readonly string[];
}

/** How an inventory names a secret without containing it. */
export type SecretRef =
  | { readonly kind: 'env'; readonly name: string }
  /** Relative to the folder of the inventory file that names it. */
  | { readonly kind: 'file'; readonly path: string; readonly baseDir: string }
  /** A systemd credential of this unit. */
  | { readonly kind: 'credential'; readonly name: string };

/** `why` completes the sentence "the secret is not there: …", `hint` says what else than setting it would help; neither contains the secret. */
export type SecretAnswer =
  | { readonly found: true; readonly text: string }
  | { readonly found: false; readonly why: string; readonly hint?: string };

export interface SecretSource {
  lookUp(ref: SecretRef): SecretAnswer;
}
