// The vendors there are. A new one is one folder and one line here.

import type { Mac } from '../core/mac.js';
import type { CodeTable } from '../findings/evidence.js';
import type {
  AgentSays,
  BootScript,
  FileName,
  FileRole,
  RegisterSays,
} from '../site/boot-script.js';
import type { ModelFacts } from '../site/model.js';
import type { NotifyAction, NotifyWay } from '../site/notify.js';
import { CISCO_DIRECTORY } from './cisco/directory.js';
import {
  CISCO_LOADER_CLASS,
  ciscoBoot,
  createCiscoDriver,
  isExpectedMiss as isCiscoMiss,
  readCiscoName,
} from './cisco/driver.js';
import { notifyWays as ciscoNotifyWays } from './cisco/notify.js';
import { readAgent as readCiscoAgent } from './cisco/read-agent.js';
import { readRegister as readCiscoRegister } from './cisco/read-register.js';
import { CISCO_RULES } from './cisco/rules.js';
import type { DirectoryForm } from './directory/form.js';
import type { Driver } from './driver.js';
import { bootScript as fanvilBoot } from './fanvil/boot.js';
import { FANVIL_DIRECTORY } from './fanvil/directory.js';
import { createFanvilDriver } from './fanvil/driver.js';
import { notifyWays as fanvilNotifyWays } from './fanvil/notify.js';
import { readAgent as readFanvilAgent } from './fanvil/read-agent.js';
import { readName as readFanvilName } from './fanvil/read-name.js';
import { FANVIL_RULES } from './fanvil/rules.js';
import { isExpectedMiss as isFanvilMiss } from './fanvil/tables/names.js';
import { FILE_CODES } from './lint/file-codes.js';
import { NOT_WRITTEN_RULES } from './not-written.js';
import { type DriverFactory, PACK_CODES } from './packs/packs.js';

export const DRIVERS: Readonly<Record<string, DriverFactory>> = {
  cisco: createCiscoDriver,
  fanvil: createFanvilDriver,
};

/** What is found of any vendor's phones. */
export const PHONE_CODES: readonly CodeTable[] = [PACK_CODES, NOT_WRITTEN_RULES, FILE_CODES];

/** What these vendors find, known without any data. */
export const VENDOR_RULES: readonly CodeTable[] = [...CISCO_RULES, ...FANVIL_RULES];

/** A name that phones of some vendor ask for and that rightly does not exist: known without any data. */
export function isExpectedMiss(name: string): boolean {
  return isCiscoMiss(name) || isFanvilMiss(name);
}

/** What a phone says of itself (option 60) whose boot loader speaks, not its firmware: known without any data. */
export function isLoaderClass(vendorClass: string): boolean {
  return vendorClass === CISCO_LOADER_CLASS;
}

/** What a name is to phones of whatever vendor: known without any data. */
export function readName(name: string, models: readonly ModelFacts[]): FileName | undefined {
  return readCiscoName(name, models) ?? readFanvilName(name, models);
}

/** What a file is for, by the name by which it was asked for, which may begin with a slash. */
export function roleOf(fileName: string, models: readonly ModelFacts[]): FileRole {
  return readName(fileName.replace(/^\//, ''), models)?.role ?? 'other';
}

/** What a User-Agent says of a phone of whatever vendor: known without any data. */
export function readAgent(agent: string): AgentSays | undefined {
  return readCiscoAgent(agent) ?? readFanvilAgent(agent);
}

/** Which devices a REGISTER names as its sender, the surest first: known without any data. */
export function macsOfRegister(says: RegisterSays): readonly Mac[] {
  const byAgent = says.agent === undefined ? undefined : readAgent(says.agent)?.mac;
  return [...readCiscoRegister(says), ...(byAgent === undefined ? [] : [byAgent])];
}

/** How phones ask for the directory, and are answered: known without any data. */
export const DIRECTORY_FORMS: readonly DirectoryForm[] = [CISCO_DIRECTORY, FANVIL_DIRECTORY];

const BOOTS: Readonly<Record<string, (mac: Mac, model: ModelFacts) => BootScript>> = {
  cisco: ciscoBoot,
  fanvil: fanvilBoot,
};

const NOTIFY_WAYS: Readonly<Record<string, Driver['notifyWays']>> = {
  cisco: ciscoNotifyWays,
  fanvil: fanvilNotifyWays,
};

/** How a phone of the model is told to do that, the way of choice first: known without any data. Empty: nobody knows. */
export function notifyWaysOf(model: ModelFacts, action: NotifyAction): readonly NotifyWay[] {
  return NOTIFY_WAYS[model.vendor]?.(model, action) ?? [];
}

/** What a phone of the model asks for while it boots: known without any data. */
export function bootScriptOf(mac: Mac, model: ModelFacts): BootScript | undefined {
  return BOOTS[model.vendor]?.(mac, model);
}
