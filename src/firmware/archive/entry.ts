// What archives of all kinds hold, in one form. Types only.

/** One thing of an archive, as it is come upon. */
export interface Entry {
  /** As the archive calls it, steps joined by slashes. */
  readonly path: string;
  /** `other`: a device, a pipe and the like. */
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  /** Its bytes, once, and before the visit of it ends. Throws an archive's fault, and the system's Error. */
  read(): AsyncIterable<Uint8Array>;
}

/** Called for one at a time. What it does not read is passed over. */
export type Visit = (entry: Entry) => Promise<void>;
