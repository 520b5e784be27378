// What files of firmware are to the phones of a vendor. Types only.

/** A file of a vendor's firmware, by its name and what is in it. */
export interface FirmwareFile {
  /** `list`: names the parts of a set; `manifest`: names an image by its address; `image`: all of a firmware. */
  readonly role: 'list' | 'manifest' | 'part' | 'image';
  /** File name that was signed: phones refuse the file under any other. */
  readonly signedAs?: string;
  /** Files that it names, in the order in which phones ask for them. */
  readonly parts: readonly string[];
  /** Completes "NAME …": it is of no use under any name. */
  readonly fault?: string;
  /** Absent: neither its name nor what is in it tells. */
  readonly of?: FirmwareOf;
}

export interface FirmwareOf {
  /** As people say it, `Cisco 7931G`; of phones that share it, all. */
  readonly phones: string;
  /** Ids of the models among them that we know. */
  readonly models: readonly string[];
  /** With its protocol where a vendor has several, `SIP 8.5.3SR1S`. */
  readonly version?: string;
}

/** A file, as far as it has to be read to tell what it is. */
export interface FirmwareBytes {
  /** Without its folders. */
  readonly name: string;
  /** Its first bytes. */
  readonly start: Uint8Array;
  /** Of all of it. */
  readonly size: number;
}

/** A jump between two firmwares that owners saw refused, and what to load on the way. */
export interface FirmwareStep {
  /** Of what is older, `8.3.3`. */
  readonly below: string;
  /** Whatever is newer is refused. */
  readonly beyond: string;
  /** To be loaded first. */
  readonly through: string;
}
