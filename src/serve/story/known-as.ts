// What a phone is that nobody wrote down, and by what it is known: what it says of itself, what it asks for, its MAC.

import { type Mac, macOui } from '../../core/mac.js';
import type { History } from '../../timeline/history.js';
import { findByClass } from '../dhcp-policy.js';
import type { ServedModel } from '../site-data.js';

export interface KnownAs {
  /** Absent: only its maker is known. */
  readonly model?: ServedModel;
  readonly vendor: string;
  readonly by: 'option 60' | 'file name' | 'User-Agent' | 'block of MACs';
}

/** The surest first. Undefined: nothing is known. */
export function knownAs(
  mac: Mac,
  { vendorClass, agent, boot }: Pick<History, 'vendorClass' | 'agent' | 'boot'>,
  models: readonly ServedModel[],
): KnownAs | undefined {
  const byClass = vendorClass === undefined ? undefined : findByClass(models, vendorClass);
  if (byClass) return asModel(byClass, 'option 60');
  const named = modelOfNames(boot, models);
  if (named) return asModel(named, 'file name');
  const byAgent = agent === undefined ? undefined : findByAgent(models, agent);
  if (byAgent) return asModel(byAgent, 'User-Agent');
  const ofBlock = models.find(({ dhcp }) => dhcp.ouis.includes(macOui(mac)));
  if (!ofBlock) return undefined;
  // A block is its maker's: that one model was seen in it says little of the next phone.
  const isOnly = models.every(({ id, vendor }) => vendor !== ofBlock.vendor || id === ofBlock.id);
  return isOnly
    ? asModel(ofBlock, 'block of MACs')
    : { vendor: ofBlock.vendor, by: 'block of MACs' };
}

function asModel(model: ServedModel, by: KnownAs['by']): KnownAs {
  return { model, vendor: model.vendor, by };
}

/** A file that phones of one model alone ask for, and that it was who asked is not guessed. */
function modelOfNames(
  boot: History['boot'],
  models: readonly ServedModel[],
): ServedModel | undefined {
  for (const { last } of boot?.steps ?? []) {
    if (last.kind !== 'file' || last.guessed || last.models?.length !== 1) continue;
    const found = models.find(({ id }) => id === last.models?.[0]);
    if (found) return found;
  }
  return undefined;
}

/** `Fanvil X4 2.4.0.5486 00a859db0462`: the model's name, then what is no letter or digit of it. */
function findByAgent(models: readonly ServedModel[], agent: string): ServedModel | undefined {
  const said = agent.toLowerCase();
  return models.find(({ name, dhcp }) =>
    [name, ...dhcp.vendorClasses.map((each) => each.replace(/\*$/, ''))].some((each) => {
      const wanted = each.toLowerCase();
      return said.startsWith(wanted) && !/^\w/.test(said.slice(wanted.length));
    }),
  );
}
