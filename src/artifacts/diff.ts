// A change as a unified diff in which each secret is asterisks, on both sides and in the context.

import { createRequire } from 'node:module';
import type { StructuredPatchHunk } from 'diff';
import type { Change, FolderFile } from './changes.js';
import { type FileText, wholeText } from './file-text.js';

/** Only `--diff` needs it. */
const loadDiff = (): typeof import('diff') => createRequire(import.meta.url)('diff');

/** One side: its text for comparing, and the same lines as they may be shown. */
interface Side {
  readonly text: string;
  readonly shown: string;
}

/** As much of a change as a diff shows. */
export interface DiffedChange extends Pick<Change, 'kind' | 'name' | 'before'> {
  readonly after?: { readonly file: DiffedFile; readonly text?: FileText };
}

type DiffedFile = Pick<FolderFile, 'holdsSecrets' | 'maskSecrets'>;

/** Empty where the bytes do not change. What offhook did not write is not shown if it may hold secrets. */
export function formatDiff({ kind, name, before, after }: DiffedChange): string {
  if (kind === 'same' || kind === 'mode' || kind === 'stale') return '';
  if (!after) return `(${name} is no longer generated)\n`;
  if (kind === 'foreign' && after.file.holdsSecrets)
    return `(${name} differs and is not ours to show)\n`;
  const left = sideOf(before, after.file);
  const right = after.text && sideOfText(wholeText(after.text), after.file);
  if (!left || !right) return `(${name} differs and is not text)\n`;
  return formatSides(before ? `a/${name}` : '/dev/null', left, `b/${name}`, right);
}

/**
 * The texts themselves are compared, so that a changed secret is a changed line; the lines printed are the
 * masked ones. Where masking moved lines, the masked texts are all there is to compare.
 */
function formatSides(leftName: string, left: Side, rightName: string, right: Side): string {
  const aligned = [left, right].every(
    ({ text, shown }) => linesOf(text).length === linesOf(shown).length,
  );
  const [a, b] = aligned ? [left.text, right.text] : [left.shown, right.shown];
  const { FILE_HEADERS_ONLY, formatPatch, structuredPatch } = loadDiff();
  const patch = structuredPatch(leftName, rightName, a, b, undefined, undefined, { context: 3 });
  const bySame = [left, right].every(({ text }) => endsLinesWithCrLf(text));
  const hunks = patch.hunks.map((hunk) => {
    const masked = maskHunk(hunk, linesOf(left.shown), linesOf(right.shown));
    return { ...masked, lines: masked.lines.map((line) => withoutReturn(line, bySame)) };
  });
  const text = formatPatch({ ...patch, hunks }, FILE_HEADERS_ONLY);
  return hunks.length > 0 ? text : `${text}(secret changed)\n`;
}

function maskHunk(
  hunk: StructuredPatchHunk,
  left: readonly string[],
  right: readonly string[],
): StructuredPatchHunk {
  let leftIndex = hunk.oldStart - 1;
  let rightIndex = hunk.newStart - 1;
  const removed = new Set<string>();
  const removedShown = new Set<string>();
  const lines = hunk.lines.map((line) => {
    switch (line[0]) {
      case '-': {
        const shown = left[leftIndex++] ?? '';
        removed.add(line.slice(1));
        removedShown.add(shown);
        return `-${shown}`;
      }
      case '+': {
        const shown = right[rightIndex++] ?? '';
        const differsInSecret = removedShown.has(shown) && !removed.has(line.slice(1));
        return `+${differsInSecret ? markSecret(shown) : shown}`;
      }
      case ' ':
        leftIndex++;
        return ` ${right[rightIndex++] ?? ''}`;
      default:
        return line; // `\ No newline at end of file`
    }
  });
  return { ...hunk, lines };
}

/** Nothing in it is a file that is not there. */
function endsLinesWithCrLf(text: string): boolean {
  return !/(?<!\r)\n/.test(text);
}

/** Where one side ends its lines in another way than the other, that is a change, and is shown. */
function withoutReturn(line: string, everywhere: boolean): string {
  return everywhere || line.startsWith(' ') ? line.replace(/\r$/, '') : line;
}

/** Before a carriage return, which would send a terminal back to the start of the line. */
function markSecret(line: string): string {
  return line.replace(/\r?$/, ' (secret changed)$&');
}

/** Undefined: not text, which none of our files is. */
function sideOf(bytes: Uint8Array | undefined, file: DiffedFile): Side | undefined {
  if (!bytes) return { text: '', shown: '' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return sideOfText(text, file);
  } catch {
    return undefined;
  }
}

function sideOfText(text: string, file: DiffedFile): Side | undefined {
  return text.includes('\0') ? undefined : { text, shown: file.maskSecrets(text) };
}

function linesOf(text: string): readonly string[] {
  return text.split('\n');
}
