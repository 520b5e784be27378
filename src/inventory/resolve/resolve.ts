// The whole inventory -> the Site that everything downstream reads. Pure: secrets come through an argument.

import { fileModeFault, parseFileMode } from '../../core/file-mode.js';
import { formatIpv4 } from '../../core/ipv4.js';
import { httpServerFault } from '../../core/server-address-fault.js';
import { wholeFile } from '../../findings/finding.js';
import type { Model } from '../../site/model.js';
import type { ModelDefaults, Network, Phone, PhoneSurroundings, Site } from '../../site/site.js';
import { childOf, placeOf } from '../read/source.js';
import type { SiteInput } from '../shape/input.js';
import type { Context } from './context.js';
import { findWritten, pick, sharedLayers, writtenLayers } from './layers.js';
import { resolveAllowances } from './resolve-allowances.js';
import { createLines } from './resolve-lines.js';
import { resolveManagers, resolveRoomHosts } from './resolve-managers.js';
import { resolveNetworks } from './resolve-network.js';
import { resolveOptions } from './resolve-options.js';
import { resolvePbxLinks } from './resolve-pbx-links.js';
import { type Base, createBase, layerOptions, resolvePhone } from './resolve-phone.js';
import { createChoose, resolveSections } from './resolve-sections.js';

/** Hears of each phone as soon as it is resolved, when nothing is known yet of those behind it. */
export type OnPhone = (phone: Phone, surroundings: PhoneSurroundings) => void;

export function resolveSite(context: Context, onPhone?: OnPhone): Site {
  const { inventory } = context;
  const networks = resolveNetworks(context);
  const sections = resolveSections(inventory.sections);
  const baseFor = createBases(context);
  const choose = createChoose(inventory.sections, sections);
  const sources = { lines: createLines(context), choose, baseFor };
  // One object with the site that it becomes: who makes files keeps what follows from it.
  const surroundings: PhoneSurroundings = {
    servers: inventory.site?.input.servers ?? tftpServers(networks),
    ...directoryOf(inventory.site?.input),
    sections,
  };
  const phones: Phone[] = [];
  const claimants = inventory.phones.map((entry) => {
    const claimant = resolvePhone(context, sources, entry);
    if ('model' in claimant) {
      phones.push(claimant);
      onPhone?.(claimant, surroundings);
    }
    return claimant;
  });
  const others: Omit<Site, keyof PhoneSurroundings> = {
    name: inventory.site?.input.name ?? 'site',
    networks,
    ...(inventory.site?.input.access && { access: inventory.site.input.access }),
    pnp: inventory.site?.input.pnp ?? false,
    ...fileRights(inventory.site?.input),
    managers: resolveManagers(context),
    roomHosts: resolveRoomHosts(context),
    pbxLinks: resolvePbxLinks(context, phones),
    modelDefaults: resolveModelDefaults(context, baseFor),
    modelOptions: resolveModelOptions(context),
    phones,
    claimants,
    allow: resolveAllowances(inventory, context.models, phones),
    saidAt(section, ...path) {
      const [name = '', ...rest] = path;
      if (section === 'site') return inventory.site && findWritten(inventory.site, path);
      const entry = inventory.pbx.get(name);
      return entry && findWritten(entry, rest);
    },
  };
  return Object.assign(surroundings, others);
}

function tftpServers(networks: readonly Network[]): readonly string[] {
  return [...new Set(networks.flatMap(({ tftp }) => tftp.map(formatIpv4)))];
}

/** What no phone hears of is judged as well: a group that none is in, a model that none is of. */
function resolveModelOptions(context: Context): Site['modelOptions'] {
  const { inventory, models } = context;
  const { defaults } = inventory;
  for (const { input, origin } of writtenLayers({ ...inventory, phones: [] })) {
    resolveOptions(context, input.options, childOf(origin, 'options'));
  }
  return new Map(
    [...models.values()].map((model) => [
      model.id,
      layerOptions(context, defaults ? sharedLayers(defaults, model) : []),
    ]),
  );
}

type BaseFor = (model: Model, groups: readonly string[]) => Base;

/** Thousands of phones share a few combinations of model and groups. */
function createBases(context: Context): BaseFor {
  const bases = new Map<string, Base>();
  return (model, groups) => {
    const key = JSON.stringify([model.id, groups]);
    const known = bases.get(key);
    if (known) return known;
    const base = createBase(context, model, groups);
    bases.set(key, base);
    return base;
  };
}

/** For models that `defaults` names, and those that a phone has. */
function resolveModelDefaults(
  context: Context,
  baseFor: BaseFor,
): ReadonlyMap<string, ModelDefaults> {
  const { inventory, models } = context;
  const named = inventory.defaults?.input.models ?? {};
  const used = new Set([
    ...Object.keys(named),
    ...inventory.phones.flatMap(({ input }) => input.model ?? []),
  ]);
  return new Map(
    [...used].sort().flatMap((id) => {
      const model = models.get(id);
      if (!model) return [];
      const origin = inventory.defaults && childOf(inventory.defaults.origin, 'models', id);
      const { settings, layers } = baseFor(model, []);
      const firmware = pick(layers, 'firmware');
      const place = origin ? placeOf(origin, 'key') : wholeFile(model.folder);
      return [[id, { ...(firmware !== undefined && { firmware }), settings, place }]];
    }),
  );
}

/** One that is refused is told, and is none. */
function directoryOf({ directory, locale = 'en-US' }: SiteInput = {}): Pick<Site, 'directory'> {
  if (directory === undefined || httpServerFault(directory) !== undefined) return {};
  return { directory: { server: directory.replace(/\/$/, ''), locale } };
}

/** A mode that is refused is told, and is none. */
function fileRights({ fileMode, fileGroup }: SiteInput = {}): Pick<Site, 'fileMode' | 'fileGroup'> {
  return {
    ...(fileMode !== undefined &&
      fileModeFault(fileMode) === undefined && { fileMode: parseFileMode(fileMode) }),
    ...(fileGroup !== undefined && { fileGroup }),
  };
}
