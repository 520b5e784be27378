// What `serve` says when it has begun: what is served where, and what to try next.

import { countOf } from '../core/count-of.js';
import type { Log } from '../core/log.js';
import { describeDhcp, formatListening } from '../serve/about.js';
import { chosenAccess } from '../serve/access.js';
import type { App } from '../serve/running-app.js';
import type { ServedSite } from '../serve/served-site.js';
import type { Io } from './io.js';
import { nextStep } from './next-step.js';
import { chooseLogFormat, type ProcessLogOptions } from './process-log.js';

/** Each of ours: then we are at 127.0.0.1, too. */
const ANY_ADDRESS = new Set(['0.0.0.0', '::']);

/** Where one reader gets both, what is no line of the log would be in his way. */
export function sayServing(
  rows: readonly string[],
  options: ProcessLogOptions,
  io: Io,
  log: Log,
): void {
  const isLog = io.together === true && chooseLogFormat(options, io) !== 'text';
  if (isLog) for (const row of rows) row !== '' && log.info({ event: 'serving' }, row.trim());
  else io.out(`${rows.join('\n')}\n`);
}

/** What is served where, and what to try next. `file`: the inventory. */
export function describeApp(
  app: App,
  { site, file }: { readonly site: ServedSite; readonly file: string },
  options: { readonly address: string; readonly dryRun?: boolean },
  program: string,
): readonly string[] {
  const { phones, files } = site;
  const access = chosenAccess(site.access, app.dhcp !== undefined);
  const { port } = app.tftp;
  const host = ANY_ADDRESS.has(options.address) ? '127.0.0.1' : options.address;
  return [
    `offhook serves ${countOf(phones.size, 'phone')}, ${countOf(files.size, 'file')}, from ${file}`,
    `  TFTP  ${formatListening(app.tftp)}  (sockets: ${app.tftp.backend})`,
    ...(app.http ? [`  HTTP  http://${formatListening(app.http)}/`] : []),
    ...(app.metrics ? [`  metrics  http://${formatListening(app.metrics)}/metrics`] : []),
    ...(app.page ? [`  page  ${app.page.url}`] : []),
    `  DHCP  ${app.dhcp === undefined ? 'off' : describeDhcp(app.dhcp)}${options.dryRun ? ', dry run' : ''}`,
    ...(phones.first === undefined
      ? []
      : ['', ...nextStep({ access, phone: phones.first, config: file, host, port, program })]),
  ];
}
