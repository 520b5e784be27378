// Where what is written came from: the comments of an inventory that was put together, read back.

import { type Place, wholeFile } from '../../findings/finding.js';
import { type Comments, pathKey, type TreePath } from '../../inventory/write/tree.js';

export type FindOrigin = (path: TreePath) => Place | undefined;

/** Of the nearest thing around a value that says it, as the comments are now. */
export function originsOf(comments: Comments): FindOrigin {
  const kept = new Map(comments);
  return (path) => {
    for (let length = path.length; length > 0; length -= 1) {
      const said = kept.get(pathKey(path.slice(0, length)));
      const place = said === undefined ? undefined : placeIn(said);
      if (place) return place;
    }
    return undefined;
  };
}

/** `from tftp/x.xml`, `dhcpd.conf:6`, `a.cfg:4, the password from b.csv:2`. */
function placeIn(comment: string): Place | undefined {
  const [, whole] = /^from (.+)$/.exec(comment) ?? [];
  if (whole !== undefined) return wholeFile(whole);
  const [, file, line] = /^(.+?):(\d+)(?:,|$)/.exec(comment) ?? [];
  return file === undefined ? undefined : { file, line: Number(line), col: 1 };
}

/** The phones behind one that is left out are counted anew. */
export function forgetPhone(comments: Comments, index: number): void {
  const moved = [...comments].flatMap(([key, said]): [string, string][] => {
    const [section, at, ...rest]: string[] = JSON.parse(key);
    if (section !== 'phones' || Number(at) < index) return [[key, said]];
    return Number(at) === index ? [] : [[pathKey(['phones', Number(at) - 1, ...rest]), said]];
  });
  comments.clear();
  for (const [key, said] of moved) comments.set(key, said);
}
