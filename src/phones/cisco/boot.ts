// What a phone asks for while it boots, as a pure script. Knows names and their order, no network.

import type { Mac } from '../../core/mac.js';
import { readXml } from '../../render/xml/check.js';
import { descendant, type XmlElement } from '../../render/xml/tree.js';
import type { Ask, BootScript } from '../../site/boot-script.js';
import type { ModelFacts } from '../../site/model.js';
import { decodeLoads } from './files/loads.js';
import { ctlName, loadsName, sepName, tonesName, XML_DEFAULT } from './files/names.js';
import type { CiscoSideFile } from './side-file.js';
import { factsOf } from './tables/facts.js';

const required = (name: string, purpose: string): Ask => ({ name, purpose, required: true });
const optional = (name: string, purpose: string): Ask => ({ name, purpose, required: false });

/**
 * The boot of a phone whose flash holds none of the firmware that its file names; one that has it leaves
 * out the load and its parts.
 */
export function bootScript(
  mac: Mac,
  model: ModelFacts,
  sideFiles: readonly CiscoSideFile[],
): BootScript {
  const sep = sepName(mac);
  return {
    first: [optional(ctlName(mac), 'trust list')],
    next({ name }, body) {
      if (name === ctlName(mac)) return [required(sep, 'configuration')];
      if (name === sep) {
        return body
          ? afterSep(body, model, sideFiles)
          : [required(XML_DEFAULT, 'firmware of an unknown phone')];
      }
      if (name === XML_DEFAULT) return body ? afterDefault(body, model) : [];
      if (name.endsWith('.loads')) return body ? afterLoads(body) : [];
      return [];
    },
  };
}

function afterSep(
  body: Uint8Array,
  model: ModelFacts,
  sideFiles: readonly CiscoSideFile[],
): readonly Ask[] {
  const device = readBody(body);
  if (!device) return [];
  const textAt = (path: string) => descendant(device, path)?.text ?? '';
  const { localeFile } = factsOf(model);
  const language = textAt('userLocale/name');
  const tones = textAt('networkLocaleInfo/name');
  return [
    ...askLoad(textAt('loadInformation')),
    ...(language && localeFile ? [optional(`${language}/${localeFile}`, 'language')] : []),
    ...(tones ? [optional(tonesName(tones), 'tones of the country')] : []),
    ...sideFiles.flatMap(({ asks }) => asks?.(textAt) ?? []),
  ];
}

function afterDefault(body: Uint8Array, model: ModelFacts): readonly Ask[] {
  const root = readBody(body);
  const element = `loadInformation${factsOf(model).modelNumber}`;
  return askLoad((root && descendant(root, element)?.text) ?? '');
}

/** An empty load keeps the firmware that the phone has. */
function askLoad(firmware: string): readonly Ask[] {
  return firmware ? [required(loadsName(firmware), 'list of the firmware')] : [];
}

function afterLoads(body: Uint8Array): readonly Ask[] {
  return (decodeLoads(body)?.parts ?? []).map((name) => required(name, 'firmware'));
}

function readBody(body: Uint8Array): XmlElement | undefined {
  return readXml(new TextDecoder().decode(body));
}
