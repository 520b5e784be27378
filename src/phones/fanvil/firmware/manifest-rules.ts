// What is wrong with a list of firmware, and with an image, as far as can be seen without knowing what is in images.

import { rejected, risky } from '../../../findings/evidence.js';
import { WHOLE_FILE } from '../../../findings/finding.js';
import { nearestName } from '../../../findings/near.js';
import { looksLikePlaceholder } from '../../../findings/placeholder.js';
import { type Complaint, type Found, judgeBy, type Rule } from '../../../findings/rule.js';
import type { Position } from '../../../render/xml/tree.js';
import { COMMON } from '../forms/form-codes.js';
import { saidBy } from '../tables/sources.js';
import {
  type Manifest,
  type ManifestEntry,
  type ManifestStranger,
  parseManifest,
  pathOfImage,
  strangersOf,
} from './manifest.js';

/** Also within an address. */
const PLACEHOLDER = /\{\{|\}\}|\$\{|%%\w+%%/;

interface ListFile {
  readonly name: string;
  readonly manifest: Manifest;
  readonly strangers: readonly ManifestStranger[];
}

export const MANIFEST_RULES = {
  'fanvil/placeholder': {
    ...COMMON['fanvil/placeholder'],
    run: ({ manifest }) =>
      Object.entries(manifest).flatMap(([name, { value, line, col }]) =>
        PLACEHOLDER.test(value) || looksLikePlaceholder(value)
          ? [{ at: { line, col }, message: `"${name}" still holds a placeholder` }]
          : [],
      ),
  },
  'fanvil/no-image-named': {
    ...rejected(
      'A list of firmware that does not say which version it is, or where',
      'write Version= and Firmware= with the address of the image',
      saidBy('manifest'),
    ),
    run: ({ manifest: { version, firmware }, strangers }) => [
      ...wanting(version, 'Version', strangers),
      ...wanting(firmware, 'Firmware', strangers),
    ],
  },
  'fanvil/image-address': {
    ...rejected(
      'An image of firmware at something that is no address',
      'write all of it, such as Firmware=http://10.20.1.1/firmware/x5u.z',
      saidBy('manifest'),
    ),
    run({ manifest }) {
      const { firmware } = manifest;
      if (!firmware || firmware.value === '' || PLACEHOLDER.test(firmware.value)) return [];
      if (pathOfImage(manifest) !== undefined) return [];
      return [{ at: firmware, message: 'the image stands at no address with a server and a path' }];
    },
  },
  // Names in use have small letters and underscores in place of blanks.
  'fanvil/list-name': {
    ...risky(
      'A list of firmware under another name than phones build',
      'call it vendor_model_hwX_Y.txt, in small letters, with underscores for blanks',
      saidBy('manifest'),
    ),
    run({ name }) {
      if (!/\.txt$/i.test(name) || /^[a-z0-9_-]+_hwv?\d+_\d+\.txt$/.test(name)) return [];
      return [{ at: WHOLE_FILE, message: `"${name}" is no name that a phone asks for` }];
    },
  },
} as const satisfies Readonly<Record<`fanvil/${string}`, Rule<ListFile, Position>>>;

function wanting(
  entry: ManifestEntry | undefined,
  what: string,
  strangers: readonly ManifestStranger[],
): readonly Complaint<Position>[] {
  if (entry && entry.value !== '') return [];
  const message = `the list has no ${what}=`;
  const slip = entry ? undefined : strangers.find(({ name }) => nearestName(name, [what]) === what);
  if (!slip) return [{ at: entry ?? WHOLE_FILE, message }];
  const hint = `write ${what} in place of ${slip.name}`;
  return [{ at: slip, message: `${message}, and ${slip.name}= is nearly that`, hint }];
}

const judge = judgeBy<ListFile, Position>(MANIFEST_RULES);

export function judgeManifest(name: string, bytes: Uint8Array): readonly Found<Position>[] {
  const text = new TextDecoder().decode(bytes);
  return judge({ name, manifest: parseManifest(text), strangers: strangersOf(text) });
}

interface ImageFile {
  readonly start: Uint8Array;
  readonly size: number;
}

/** Of files whose names say nothing. */
function judgeStartBy(rules: Readonly<Record<string, Rule<ImageFile, Position>>>) {
  const judgeFile = judgeBy<ImageFile, Position>(rules);
  return (_name: string, start: Uint8Array, size: number): readonly Found<Position>[] =>
    judgeFile({ start, size });
}

export const IMAGE_RULES = {
  'fanvil/no-image': {
    ...rejected(
      'An image of firmware that is empty, or a text',
      'fetch it again from its maker: what came was cut short, or was a page that said why not',
      saidBy('manifest'),
    ),
    run({ start, size }) {
      const message =
        size === 0
          ? 'the file is empty'
          : isText(start)
            ? 'this is a text, such as a page of a web server, and no firmware'
            : undefined;
      return message === undefined ? [] : [{ at: WHOLE_FILE, message }];
    },
  },
} as const satisfies Readonly<Record<`fanvil/${string}`, Rule<ImageFile, Position>>>;

export const judgeImage = judgeStartBy(IMAGE_RULES);

/** An image has bytes of every kind in its first hundred. */
function isText(start: Uint8Array): boolean {
  return /^\s*(<(!doctype|html|\?xml)|\{|[\x20-\x7e\s]{64,}$)/i.test(
    new TextDecoder('latin1').decode(start.subarray(0, 512)),
  );
}

export const BOOT_RULES = {
  'fanvil/boot-page': {
    ...rejected(
      'A page of a web server where phones ask for a list of files',
      'let the server say "not found": with that, phones go on',
      saidBy('bootList'),
    ),
    run: ({ start }) =>
      isPage(start) ? [{ at: WHOLE_FILE, message: 'this is a page, and no list of files' }] : [],
  },
} as const satisfies Readonly<Record<`fanvil/${string}`, Rule<ImageFile, Position>>>;

export const judgeBootList = judgeStartBy(BOOT_RULES);

function isPage(start: Uint8Array): boolean {
  return /^\s*<(!doctype html|html)/i.test(
    new TextDecoder('latin1').decode(start.subarray(0, 512)),
  );
}
