// The list in which a phone finds newer firmware, as text.
//
//   Version=2.12.1.7386
//   Firmware=http://10.20.1.1/firmware/x42.12.1.7386.z
//   BuildTime=2023-05-05
//   Info=TXT                                  behind it lines for people

export interface ManifestEntry {
  readonly value: string;
  /** From 1. */
  readonly line: number;
  /** Where the value stands, from 1. */
  readonly col: number;
}

export interface Manifest {
  readonly version?: ManifestEntry;
  /** Address of the image. */
  readonly firmware?: ManifestEntry;
}

/** A name that is none of these. */
export interface ManifestStranger {
  readonly name: string;
  readonly line: number;
  readonly col: number;
}

const FIELDS = { version: 'version', firmware: 'firmware' } as const;
/** What is behind this is for people. */
const MAX_LINES = 100;

export function parseManifest(text: string): Manifest {
  const found: { -readonly [name in keyof Manifest]: Manifest[name] } = {};
  for (const [index, content] of text.split(/\r?\n/, MAX_LINES).entries()) {
    const [, name = '', sign = '', value = ''] = /^\s*(\w+)(\s*=\s*)(.*?)\s*$/.exec(content) ?? [];
    const field = name.toLowerCase();
    if (!Object.hasOwn(FIELDS, field)) continue;
    const col = content.indexOf(name) + name.length + sign.length + 1;
    found[field as keyof Manifest] ??= { value, line: index + 1, col };
  }
  return found;
}

export function strangersOf(text: string): readonly ManifestStranger[] {
  return text.split(/\r?\n/, MAX_LINES).flatMap((content, index) => {
    const [, name = ''] = /^\s*(\w+)\s*=/.exec(content) ?? [];
    if (name === '' || Object.hasOwn(FIELDS, name.toLowerCase())) return [];
    return [{ name, line: index + 1, col: content.indexOf(name) + 1 }];
  });
}

/** Below the server, as a phone asks for it: `firmware/x.z`; undefined: it is no address. */
export function pathOfImage({ firmware }: Manifest): string | undefined {
  const [, path] = /^[a-z]+:\/\/[^/]+\/+([^?#]+)/i.exec(firmware?.value ?? '') ?? [];
  return path;
}
