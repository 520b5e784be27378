// Files as texts -> what an import makes of them. Shared by the tests beside it.

import { type Imported, importSite } from '../../../src/artifacts/import/import-site.js';
import { loadImporters } from '../../../src/artifacts/import/importers.js';
import type { ForeignFile } from '../../../src/phones/importer.js';
import { readContent } from '../../../src/phones/recognise/content.js';
import { createTemplates } from '../../../src/render/template.js';
import { PACKS } from '../../phones/shipped-models.js';

export const TEMPLATES = createTemplates(PACKS.tree);
export const IMPORTERS = await loadImporters(PACKS.drivers.values());

export function fileOf(name: string, text: string): ForeignFile {
  return { name, content: readContent(Buffer.from(text)), path: `tftp/${name}` };
}

/** By name. */
export function importTexts(
  texts: Readonly<Record<string, string>>,
  ...ids: readonly string[]
): Imported {
  const named = ids.flatMap((id) => PACKS.models.get(id) ?? []);
  const files = Object.entries(texts).map(([name, text]) => fileOf(name, text));
  return importSite({
    ...{ files, packs: PACKS, importers: IMPORTERS, templates: TEMPLATES },
    named,
  });
}

/** What `validate` has an error for in the inventory that was made. */
export function errorsOf({ trial }: Imported): readonly string[] {
  return trial.findings
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message }) => `${code} ${message}`);
}
