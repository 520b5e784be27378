// The keys of a SEP file: lines with their accounts, speed dials, watched numbers, services. One that an inventory cannot
// say whole is left to `raw`.

import { dialledFault, userPartFault } from '../../../../../core/user-part.js';
import { attributeOf, descendant, type XmlElement } from '../../../../../render/xml/tree.js';
import type { Draft, DraftLine } from '../../../../../site/draft.js';
import { accountFields } from '../../../../../site/draft-account.js';
import type { Model } from '../../../../../site/model.js';
import {
  type ForeignFile,
  type ImportRemark,
  isServer,
  NO_SERVER,
  noServer,
} from '../../../../importer.js';
import type { CiscoData } from '../../../tables/data.js';
import { keyElements, linesOf } from '../device-view.js';
import type { Inverse, KeyForm } from './inverse.js';
import { type PbxReading, portBeside, portOf } from './read-pbx.js';
import { readSettings } from './read-settings.js';
import { type Said, saidAt } from './said.js';

export interface KeysReading {
  /** By button. */
  readonly keys: Draft;
  readonly lines: readonly DraftLine[];
  /** Those that templates write at each line. */
  readonly settings: Draft;
  readonly firstNumber: string;
  readonly remarks: readonly ImportRemark[];
}

const BY_CALL_MANAGER = 'USECALLMANAGER';

interface Found {
  readonly button: number;
  readonly key: Draft;
  readonly line?: DraftLine;
  readonly said: Said;
}

export function readKeys(
  device: XmlElement,
  { keys: forms }: Inverse,
  model: Model,
  data: CiscoData,
  file: ForeignFile,
  pbx: PbxReading,
): KeysReading {
  const elements = keyElements(linesOf(device));
  const isManaged = elements.some((each) => descendant(each, 'proxy')?.text === BY_CALL_MANAGER);
  const remarks: ImportRemark[] = [];
  const found = elements.flatMap((element): readonly Found[] => {
    const button = buttonOf(element, model);
    const form = forms.find((each) => fits(element, each));
    if (button === undefined || !form) return [];
    const said = saidAt(element, form);
    if (form.type !== 'line') {
      const key = plainKey(form, said, model);
      return key ? [{ button, key, said }] : [];
    }
    const line = readLine(element, said, file, isManaged, pbx, remarks);
    if (!line) return [];
    return [
      { button, key: { line: line.number, ...labelled(said, line.number, model) }, line, said },
    ];
  });
  const sorted = found.toSorted((a, b) => a.button - b.button);
  const first = sorted.find(({ line }) => line);
  return {
    keys: Object.fromEntries(sorted.map(({ button, key }) => [String(button), key])),
    lines: sorted.flatMap(({ line }) => line ?? []),
    settings: {
      // Where other lines say otherwise, `raw` says it.
      ...(first && readSettings(first.said, model, data)),
      ...(isManaged && { proxy: 'callManager' }),
    },
    firstNumber: first?.line?.number ?? '',
    remarks,
  };
}

/** Undefined: the phone has no such key, or another has said it before. */
function buttonOf(element: XmlElement, model: Model): number | undefined {
  const text = attributeOf(element, 'button')?.value ?? '';
  const isKey = /^[1-9]\d{0,2}$/.test(text) && Number(text) <= model.keys;
  return isKey ? Number(text) : undefined;
}

function fits(element: XmlElement, { constants }: KeyForm): boolean {
  return constants.every(({ path, text }) => descendant(element, path)?.text === text);
}

/** Undefined: it says something that an inventory cannot. */
function plainKey({ type, constants }: KeyForm, said: Said, model: Model): Draft | undefined {
  if (type === 'service') {
    const url = said('url');
    if (url === '') return undefined;
    return { service: url, ...labelled(said, 'Service', model) };
  }
  const number = said('number');
  if (number === '' || dialledFault(number) !== undefined) return undefined;
  const named = labelled(said, number, model);
  if (type === 'speedDial') return { speedDial: number, ...named };
  // Which digits pick up is the phone's own.
  const picksUp = constants.length > 1;
  return { blf: number, ...(picksUp && { pickup: 'x-cisco-serviceuri-blfpickup-' }), ...named };
}

/** Without the one that the key has anyway; as much of it as the phone shows. */
function labelled(said: Said, unless: string, model: Model): Draft {
  const label = (said('label') || unless).slice(0, model.labelLength.key);
  return label === unless ? {} : { label };
}

function readLine(
  element: XmlElement,
  said: Said,
  file: ForeignFile,
  isManaged: boolean,
  pbx: PbxReading,
  remarks: ImportRemark[],
): DraftLine | undefined {
  const number = said('number');
  if (number === '' || userPartFault(number) !== undefined) return undefined;
  const server = readServer(said, isManaged, pbx);
  if (server.host === undefined) remarks.push(noServer(number, element));
  return {
    number,
    fields: accountFields({
      number,
      displayName: said('displayName'),
      authName: said('authName'),
      password: said('authPassword'),
      voicemail: said('messagesNumber'),
    }),
    pbx: { host: NO_SERVER, ...server },
    place: { file: file.path, line: element.line, col: element.col },
  };
}

function readServer(said: Said, isManaged: boolean, pbx: PbxReading): Draft {
  if (isManaged) return pbx.byCallManager;
  const proxy = said('proxy');
  if (!isServer(proxy)) {
    const { backup: _, ...rest } = pbx.byCallManager;
    return { ...rest, ...pbx.backup };
  }
  return { host: proxy, ...portBeside(portOf(said('port'))), ...pbx.common, ...pbx.backup };
}
