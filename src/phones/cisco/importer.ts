// Files of these phones that somebody brings: which kind each is, and what it says in the words of an inventory.

import { type Mac, macOui } from '../../core/mac.js';
import { oncePer } from '../../core/once-per.js';
import type { Templates } from '../../render/template.js';
import { findXmlFault, readXml } from '../../render/xml/check.js';
import { descendant, isBeyond, type XmlElement } from '../../render/xml/tree.js';
import type { Model } from '../../site/model.js';
import {
  type ForeignFile,
  type ImportAnswer,
  type Importer,
  type ImportMeans,
  type ImportRemark,
  modelsOf,
  onlyRemark,
  textOf,
} from '../importer.js';
import { readDefault } from './files/default/import.js';
import { firmwareOf } from './files/load-names.js';
import { macOfSep, sepName } from './files/names.js';
import { compareDevices } from './files/sep/import/compare.js';
import { createFindInverse } from './files/sep/import/inverse.js';
import { readSep } from './files/sep/import/read-sep.js';
import { modelOf } from './files/sep/model-of.js';
import type { FindElements } from './files/sep/setting-elements.js';
import type { CiscoSideFile, SideFileReader } from './side-file.js';
import type { CiscoData } from './tables/data.js';

/** Seven times as many as any published file has: what a file says is compared with all that ours says. */
const MOST_NODES = 2_500;
const DEEPEST = 50;

type Read = (root: XmlElement, file: ForeignFile, means: ImportMeans) => ImportAnswer;

export function createImporter(
  data: CiscoData,
  elements: FindElements,
  sideFiles: readonly CiscoSideFile[],
  sideReaders: readonly SideFileReader[],
): Importer {
  const inverseBy = oncePer((templates: Templates) =>
    createFindInverse(templates, elements, sideFiles),
  );
  const readers: ReadonlyMap<string, Read> = new Map<string, Read>([
    ['sep', readDevice],
    ['default', readDefaultFile],
    ...sideReaders.map(({ kind, read }): [string, Read] => [kind, read]),
  ]);
  return {
    nameOf: sepName,
    read(file, kind, means) {
      if (kind === 'sep-sccp')
        return onlyRemark('import/other-firmware', 'it is for SCCP, not for SIP');
      const reader = readers.get(kind);
      if (!reader) return undefined;
      const text = textOf(file);
      const fault = findXmlFault(text);
      if (fault) {
        return onlyRemark('import/unreadable', `it is not well-formed: ${fault.message}`, fault);
      }
      const root = readXml(text);
      if (root && kind === 'sep' && root.name !== 'device') {
        const message = `the root is <${root.name}>, and under this name the phone expects <device>`;
        return onlyRemark('import/unreadable', message, root);
      }
      if (root && isBeyond(root, MOST_NODES, DEEPEST)) {
        const message = 'it has more elements, or deeper ones, than any file of a phone';
        return onlyRemark('import/unreadable', message);
      }
      return root && reader(root, file, means);
    },
    compare(theirs, ours) {
      const [a, b] = [readXml(textOf(theirs)), ours === undefined ? undefined : readXml(ours)];
      return a && b ? compareDevices(a, b, data.elements) : [];
    },
  };

  function readDevice(device: XmlElement, file: ForeignFile, means: ImportMeans): ImportAnswer {
    const isSip = descendant(device, 'deviceProtocol')?.text === 'SIP';
    if (!isSip && !descendant(device, 'sipProfile')) {
      return onlyRemark('import/other-firmware', 'it says nothing to a phone with SIP');
    }
    const mac = macOfSep(file.name);
    if (!mac) return onlyRemark('import/no-mac', 'its name says no MAC');
    const found = findModel(device, textOf(file), mac, means);
    if (!found.model) return { remarks: found.remarks };
    const { model } = found;
    const load = descendant(device, 'loadInformation')?.text ?? '';
    const inverse = inverseBy(means.templates)(model, load);
    const { phone, said, remarks } = readSep(device, file, mac, model, data, inverse);
    const chosen = sideReaders.map((each) => each.chosen?.(said, means.find) ?? {});
    return {
      phone: { ...phone, fields: Object.assign({}, phone.fields, ...chosen) },
      remarks: [...found.remarks, ...remarks],
    };
  }
}

/** Pairs of models take one load, and the file is that of either. */
function sharedLoad(
  model: Model,
  load: XmlElement | undefined,
  own: readonly Model[],
): readonly ImportRemark[] {
  const phones = (load && firmwareOf(load.text, [], own)?.phones) ?? '';
  if (!load || !phones.includes('/')) return [];
  const message = `${load.text} is the firmware of ${phones}: the phone is taken for a ${model.name}`;
  return [{ code: 'import/shared-load', at: load, message }];
}

interface FoundModel {
  readonly model?: Model;
  readonly remarks: readonly ImportRemark[];
}

/** By its load; else as the user says; else by the maker's block of its address, where one model is known in it. */
function findModel(device: XmlElement, text: string, mac: Mac, means: ImportMeans): FoundModel {
  const load = descendant(device, 'loadInformation');
  const own = modelsOf(means, 'cisco');
  const byLoad = modelOf(text, own);
  if (byLoad) return { model: byLoad, remarks: sharedLoad(byLoad, load, own) };
  const model = means.named.find(({ vendor }) => vendor === 'cisco');
  if (model) return { model, remarks: [] };
  const byMaker = own.filter(({ dhcp }) => dhcp.ouis.includes(macOui(mac)));
  const [guess] = byMaker;
  if (guess && byMaker.length === 1 && !load?.text) {
    const message = `the block of ${mac} says that it is a ${guess.name}`;
    return { model: guess, remarks: [{ code: 'import/guessed-model', message }] };
  }
  const message = load?.text
    ? `no model of offhook has the load "${load.text}"`
    : 'it names no load, which would tell the model';
  const at = load ?? device;
  return { remarks: [{ code: 'import/unknown-model', at, message }] };
}

function readDefaultFile(root: XmlElement, _file: ForeignFile, means: ImportMeans): ImportAnswer {
  const found = readDefault(root, modelsOf(means, 'cisco'));
  const isEmpty = Object.keys(found.models).length === 0;
  return { ...(!isEmpty && { defaults: { models: found.models } }), remarks: found.remarks };
}
