// A SEP file in which nothing says for which firmware it is: older phones take only their load from such a file, so what is in
// it is not held to what phones with SIP read. A slip of the pen that hides what would say it is told.

import { createMeant } from '../../../../findings/near.js';
import type { Found } from '../../../../findings/rule.js';
import { descendant, type Position, type XmlElement } from '../../../../render/xml/tree.js';
import { FILE_CODES } from '../../../lint/file-codes.js';
import type { ElementNode } from '../../tables/element-tree.js';
import { ELEMENT_RULES } from '../elements/element-rules.js';

const SCCP = 'SCCP';

/** Completes "…, so what is in it is not judged"; undefined: it is for phones with SIP, or is meant to be. */
export function whyNotForSip(device: XmlElement): string | undefined {
  const protocol = descendant(device, 'deviceProtocol')?.text ?? '';
  if (protocol === SCCP) return 'deviceProtocol is SCCP';
  if (protocol !== '' || descendant(device, 'sipProfile')) return undefined;
  return 'neither deviceProtocol nor sipProfile says that the file is for SIP';
}

/** `node`: what phones know of `device`. */
export function lintUnsaid(
  device: XmlElement,
  node: ElementNode,
  why: string,
): readonly Found<Position>[] {
  const found: Found<Position>[] = [notJudged(device, why)];
  findSlips(device, node, createMeant(), found);
  return found;
}

function notJudged(at: Position, why: string): Found<Position> {
  const id = 'file/not-judged';
  const message = `${why}, so what is in it is not judged`;
  const hint = `write <deviceProtocol>SIP</deviceProtocol> if it is for SIP firmware; --model has it judged as it is`;
  return { id, row: FILE_CODES[id], at, message, hint };
}

/** Names that nobody knows and that are nearly the name of something. */
function findSlips(
  element: XmlElement,
  node: ElementNode,
  meant: ReturnType<typeof createMeant>,
  found: Found<Position>[],
): void {
  for (const child of element.children) {
    const known = node.children.get(child.name);
    if (known) {
      findSlips(child, known, meant, found);
      continue;
    }
    const near = meant(child.name, () => node.children.keys());
    if (near === '') continue;
    const id = 'cisco/unknown-element';
    const message = `the phone knows no <${child.name}> in <${node.name}>${near}`;
    found.push({ id, row: ELEMENT_RULES[id], at: child, message });
  }
}
