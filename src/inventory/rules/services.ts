// Can a phone open the address of a service? It speaks HTTP; some have words of their own, `Application:Name`. And can it
// reach the hosts that its settings name?

import { hostFault } from '../../core/host.js';
import { oncePer } from '../../core/once-per.js';
import { whyNoServer } from '../../core/reachability.js';
import { ignored } from '../../findings/evidence.js';
import type { Place } from '../../findings/finding.js';
import type { Complaint, Rules } from '../../findings/rule.js';
import type { Model } from '../../site/model.js';
import type { Claimant, Settings } from '../../site/site.js';
import { FORMATS, isFormatName } from '../shape/formats.js';
import { SHARED_CODES } from './shared-codes.js';
import type { EntryRules, PhoneRules, PhoneSubject } from './subject.js';

const OWN_SCHEME = /^[A-Z][A-Za-z]+:\S/;
/** Not that of a proxy, which is a host and has a form of its own. */
const OF_A_SERVICE = /^(?!proxyServer).*URL$/;
/** Forms of settings that name a host, each with what stands around it. */
const OF_A_HOST = new Set(['host-or-empty', 'host-port-or-empty', 'provisioning-or-empty']);
const AROUND_HOST = /^[a-z]+:\/\/(?:[^/@]*@)?|[:/].*$/gi;

const SERVICE_ADDRESS = ignored(
  'An address of a service that phones do not open',
  'write http://host/path',
);
const UNREACHABLE = SHARED_CODES['inventory/unreachable-server'];

/** Of keys. */
export const KEY_SERVICE_RULES: EntryRules = serviceRules({
  services: servicesOfKeys,
  hosts: (entry) => hostsOf(servicesOfKeys(entry)),
});

/** Of settings. */
export const SERVICE_RULES: PhoneRules = serviceRules({
  services: servicesOfSettings,
  hosts: hostsOfSettings,
});

/** Hosts that a phone speaks to because a key or a setting says so: behind a proxy it speaks to that, and not to services. */
export function namedBy(subject: PhoneSubject): readonly Pick<Host, 'text' | 'at'>[] {
  const { phone } = subject;
  const services = phone.settings.proxyServerURL
    ? []
    : [...servicesOfKeys(phone), ...servicesOfSettings(subject)];
  return [...hostsOf(services), ...namedHosts(subject).filter(({ isRefused }) => !isRefused)];
}

/** Whoever is judged: the services that a phone opens, and the hosts that it must reach. */
function serviceRules<Subject>(of: {
  readonly services: (subject: Subject) => readonly Address[];
  readonly hosts: (subject: Subject) => readonly Host[];
}): Rules<Subject, Place> {
  return {
    'inventory/service-address': {
      ...SERVICE_ADDRESS,
      run: (subject) => notOpened(of.services(subject)),
    },
    'inventory/unreachable-server': {
      ...UNREACHABLE,
      run: (subject) => notReached(of.hosts(subject)),
    },
  };
}

function notOpened(services: readonly Address[]): readonly Complaint<Place>[] {
  return services.flatMap(({ text, at }) => {
    if (isOfThePhone(text)) return [];
    const bad = badHost(text).map((each) => ({ at, ...each }));
    if (bad.length > 0 || isHttp(text)) return bad;
    const message = `"${text}" is no address that phones are known to open`;
    return [{ at, message, ...hintFor(text) }];
  });
}

/** A browser reads `http://10.20.1/` as 10.20.0.1, and looks a name of other letters up by its ASCII form; phones do neither. */
function badHost(text: string): readonly { readonly message: string; readonly hint: string }[] {
  const host = HOST_OF_URL.exec(text)?.[1] ?? '';
  const fault = host === '' || host.startsWith('[') ? undefined : hostFault(host);
  if (fault === undefined) return [];
  return [{ message: `the host "${host}" of a service ${fault.what}`, hint: fault.hint }];
}

const HOST_OF_URL = /^https?:\/\/(?:[^/?#]*@)?(\[[^\]]*\]|[^/:?#]*)/i;

function notReached(hosts: readonly Host[]): readonly Complaint<Place>[] {
  return hosts.flatMap(({ text, what, at }) => {
    const why = whyNoServer(text);
    return why === undefined
      ? []
      : [{ at, message: `"${text}" is ${why}, so it cannot be ${what}` }];
  });
}

/** What was surely meant, where no password is in it. */
function hintFor(text: string): { readonly hint?: string } {
  const bare = text.replace(/^[a-z]+:\/*/i, '').trim();
  if (bare.includes('@')) return {};
  const port = /^[^/]*:(\d+)(?:\/|$)/.exec(bare)?.[1];
  if (Number(port) > LAST_PORT) return { hint: `${port} is no port: write 1 to ${LAST_PORT}` };
  const meant = `http://${bare.replaceAll(' ', '%20')}`;
  return /^[\w.-]+\.[\w-]+(?::\d+)?\//.test(bare) && isHttp(meant)
    ? { hint: `write ${meant}` }
    : {};
}

const LAST_PORT = 65535;

interface Address {
  readonly text: string;
  readonly at: Place;
}

interface Host extends Address {
  /** Completes "it cannot be …". */
  readonly what: string;
}

function servicesOfKeys({ keys, placeOf }: Claimant): readonly Address[] {
  return keys.flatMap((key) =>
    key.type === 'service'
      ? [{ text: key.url, at: placeOf('keys', `${key.button}`, 'service') }]
      : [],
  );
}

function servicesOfSettings({
  phone: { settings, placeOf },
  model,
}: PhoneSubject): readonly Address[] {
  return addressesOf(model)(settings)
    .filter(({ isService }) => isService)
    .map(({ name, value }) => ({ text: value, at: placeOf('settings', name) }));
}

function hostsOf(services: readonly Address[]): readonly Host[] {
  return services
    .filter(({ text }) => isHttp(text) && badHost(text).length === 0)
    .map(({ text, at }) => ({ text: new URL(text).hostname, at, what: 'a service' }));
}

/** Those of services, and what is a host by itself. */
function hostsOfSettings(subject: PhoneSubject): readonly Host[] {
  return [...hostsOf(servicesOfSettings(subject)), ...namedHosts(subject)];
}

interface NamedHost extends Host {
  /** Its form is wrong, which the shape has said. */
  readonly isRefused: boolean;
}

function namedHosts({ phone: { settings, placeOf }, model }: PhoneSubject): readonly NamedHost[] {
  return addressesOf(model)(settings)
    .filter(({ isService }) => !isService)
    .map(({ name, value, isRefused }) => ({
      text: value.replace(AROUND_HOST, ''),
      at: placeOf('settings', name),
      what: `what \`${name}\` names`,
      isRefused,
    }));
}

/** Most phones have the settings of their model or group. */
const addressesOf = oncePer((model: Model) =>
  oncePer((settings: Settings) =>
    Object.entries(settings).flatMap(([name, value]) => {
      if (typeof value !== 'string' || value === '') return [];
      const isService = OF_A_SERVICE.test(name);
      const { format } = Object(model.settings.properties[name]);
      const isRefused = isFormatName(format) && FORMATS[format].judge(value) !== undefined;
      return isService || OF_A_HOST.has(format) ? [{ name, value, isService, isRefused }] : [];
    }),
  ),
);

function isOfThePhone(text: string): boolean {
  return OWN_SCHEME.test(text) && !/^https?:/i.test(text);
}

function isHttp(text: string): boolean {
  return /^https?:\/\//i.test(text) && !/\s/.test(text) && URL.canParse(text);
}
