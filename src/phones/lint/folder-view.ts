// What the files of a folder say of one another, held to what lies there. Each thing is told once, however many files it
// is about.

import { type Finding, findingBy, type Place, wholeFile } from '../../findings/finding.js';
import type { Reference } from '../recognise/file-kind.js';
import type { Recognised } from '../recognise/recognise.js';
import { FILE_CODES, type FileCode } from './file-codes.js';

export interface FolderView {
  /** `name`: below the folder, with slashes. */
  add(name: string, file: SeenFile): void;
  /** To be asked when all are there. */
  findings(): readonly Finding[];
}

export interface SeenFile {
  /** Permissions, as chmod counts. */
  readonly mode: number;
  readonly recognised: Recognised | undefined;
  readonly references: readonly Reference[];
  /** Nobody can tell what it would name. */
  readonly broken: boolean;
  /** It has been told what it should be called. */
  readonly misnamed: boolean;
}

interface Named {
  readonly reference: Reference;
  /** Folder of the file that names it. */
  readonly from: string;
  readonly place: Place;
  times: number;
}

const NEEDS = {
  part: 'folder/missing-part',
  required: 'folder/missing-file',
  optional: 'folder/missing-option',
} as const satisfies Readonly<Record<Reference['need'], FileCode>>;

const OTHERS_READ = 0o004;

/** `show`: how a name below the folder is shown. */
export function createFolderView(show: (name: string) => string): FolderView {
  const names = new Set<string>();
  const folders = new Set<string>();
  /** In small letters, of those that have others. */
  const byLower = new Map<string, string>();
  const named = new Map<string, Named>();
  const kinds = new Map<string, Recognised>();
  const owners = new Map<string, string>();
  const found: Finding[] = [];
  const closed = { first: '', times: 0 };
  let isAllRead = true;
  const at = (name: string): Place => wholeFile(show(name));

  function add(name: string, { mode, recognised, references, broken, misnamed }: SeenFile): void {
    names.add(name);
    if (broken) isAllRead = false;
    byLower.set(name.toLowerCase(), name);
    for (let end = name.indexOf('/'); end !== -1; end = name.indexOf('/', end + 1)) {
      folders.add(name.slice(0, end + 1));
    }
    if ((mode & OTHERS_READ) === 0) {
      if (closed.times === 0) closed.first = name;
      closed.times += 1;
    }
    if (recognised) {
      if (!misnamed && isAskedByNone(name, recognised)) kinds.set(name, recognised);
      noteOwner(name, recognised);
    }
    const from = name.slice(0, name.lastIndexOf('/') + 1);
    for (const reference of references) {
      const key = `${from}\0${reference.name}`;
      const known = named.get(key);
      if (known) known.times += 1;
      else {
        const place = { file: show(name), line: reference.line, col: reference.col };
        named.set(key, { reference, from, place, times: 1 });
      }
    }
  }

  function noteOwner(name: string, { vendor, kind }: Recognised): void {
    const base = baseOf(name);
    const mac = kind.own && kind.name?.test(base) ? /[0-9a-f]{12}/i.exec(base)?.[0] : undefined;
    if (mac === undefined) return;
    const key = `${vendor} ${mac.toUpperCase()}`;
    const first = owners.get(key);
    owners.set(key, first ?? name);
    if (first === undefined) return;
    const related = [{ place: at(first), message: 'the other one' }];
    found.push(
      finding('folder/two-of-one-phone', at(name), `${first} is of the same phone`, { related }),
    );
  }

  /** As a server finds it: from the folder itself, or from where the file lies that names it. */
  function findNamed({ reference: { name, anywhere }, from }: Named): string | undefined {
    const there = name.endsWith('/') ? folders : names;
    const exact = [name, from + name].find((each) => there.has(each));
    if (exact !== undefined || !anywhere) return exact;
    const base = baseOf(name);
    return [...names].find((each) => baseOf(each) === base);
  }

  function judgeNamed(each: Named): readonly Finding[] {
    const { reference, from, place, times } = each;
    const { name, what, need } = reference;
    const right = findNamed(each);
    if (right !== undefined) {
      kinds.delete(right);
      return [];
    }
    const near = byLower.get(name.toLowerCase()) ?? byLower.get((from + name).toLowerCase());
    const more = times > 1 ? `, and ${times - 1} more name it` : '';
    if (near !== undefined) {
      kinds.delete(near);
      const message = `the ${what} ${name} is there as ${near}${more}`;
      const hint = `call the file ${name}: a server tells capitals from small letters`;
      return [finding('folder/other-case', place, message, { hint })];
    }
    const { hint } = reference;
    const message = `the ${what} ${name} is not there${more}`;
    return [finding(NEEDS[need], place, message, { ...(hint !== undefined && { hint }) })];
  }

  /** What is missing is missing once, in however many folders it is named. */
  function eachCause(): readonly Named[] {
    const missing = new Map<string, Named>();
    const there: Named[] = [];
    for (const each of named.values()) {
      const { name, need } = each.reference;
      const known = missing.get(`${need} ${name}`);
      if (findNamed(each) !== undefined) there.push(each);
      else if (known) known.times += each.times;
      else missing.set(`${need} ${name}`, { ...each });
    }
    return [...there, ...missing.values()];
  }

  return {
    add,
    findings() {
      const ofNamed = eachCause().flatMap(judgeNamed);
      const unasked = (isAllRead ? [...kinds] : []).map(([name, { kind }]) =>
        finding(
          'folder/asked-by-none',
          at(name),
          `this is ${kind.what}, and nobody asks for "${baseOf(name)}"`,
        ),
      );
      return [...found, ...ofNamed, ...unasked, ...judgeClosed()];
    },
  };

  function judgeClosed(): readonly Finding[] {
    const { first, times } = closed;
    if (times === 0) return [];
    const more = times > 1 ? `, and ${times - 1} more` : '';
    const message = `only its owner may read this file${more}`;
    return [finding('folder/private-file', at(first), message)];
  }
}

/** What has no name at all may be called anything. */
function isAskedByNone(name: string, { kind }: Recognised): boolean {
  if (!kind.name) return false;
  if (kind.asked === 'never') return true;
  const base = baseOf(name);
  return !(kind.asked ?? kind.name).test(base);
}

function baseOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function finding(
  code: FileCode,
  place: Place,
  message: string,
  details: Parameters<typeof findingBy>[4] = {},
): Finding {
  return findingBy(code, FILE_CODES[code], place, message, details);
}
