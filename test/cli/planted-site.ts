// A site with a secret of its own in each place that can have one: of what leaks, a test says where it stood.

/** The first are the fields that the schema of an inventory takes for secrets; the others stand elsewhere. */
export const PLANTED = {
  'line password': 'planted-line',
  adminPassword: 'planted-admin',
  'ami secret': 'planted-ami',
  'ari secret': 'planted-ari',
  sshPassword: 'planted-ssh',
  menuPassword: 'planted-menu',
  'password in an address': 'planted-in-address',
  'query of an address': 'planted-in-query',
  'token of the page': 'planted-token_1234567890',
  'secret that is refused': 'planted-refused',
  'name that was asked for': 'planted-asked',
  'User-Agent of a phone': 'planted-agent',
  'answer to a challenge': 'planted-digest',
  'Contact of a phone': 'planted-contact',
  'what was sent': 'planted-sent',
} as const;
export type Place = keyof typeof PLANTED;

export const CISCO = '5c:fc:66:00:00:01';
export const FANVIL = '00:a8:59:00:00:02';

/** Where the interfaces of its PBXes are, on this machine. */
export interface Ports {
  readonly ami: number;
  readonly ari: number;
}

export function plantedInventory({ ami, ari }: Ports): string {
  const address = `http://user:${PLANTED['password in an address']}@pbx.lab.example/dir?password=${PLANTED['query of an address']}`;
  const asked = (secret: string) => `ami: { host: 127.0.0.1, port: ${ami}, secret: ${secret} }`;
  return `offhook: 1
site: { timeZone: Europe/Moscow, ntp: [10.20.1.1], servers: [10.20.1.1] }
network: { subnet: 10.20.1.0/24, pool: 10.20.1.100-10.20.1.199, router: 10.20.1.254, dns: [10.20.1.1] }
pbx:
  main:
    host: pbx.lab.example
    ${asked(PLANTED['ami secret'])}
    ari: { host: 127.0.0.1, port: ${ari}, secret: ${PLANTED['ari secret']}, rooms: ["800"] }
  branch: { host: branch.lab.example, ${asked(PLANTED['secret that is refused'])} }
defaults: { pbx: main, adminPassword: ${PLANTED.adminPassword} }
lines:
  "7001": { name: Ivanova, password: ${PLANTED['line password']} }
  "7002": { name: Petrov, password: ${PLANTED['line password']} }
phones:
  - mac: "${CISCO}"
    model: cisco-7931g
    label: Hall
    address: 10.20.1.11
    keys: { 1: { line: "7001" } }
    settings: { sshUserId: admin, sshPassword: ${PLANTED.sshPassword}, directoryURL: "${address}" }
  - mac: "${FANVIL}"
    model: fanvil-x4
    label: Kitchen
    csta: true
    keys: { 1: { line: "7002" } }
    settings: { menuPassword: ${PLANTED.menuPassword} }
`;
}

/** The places whose secret is in a text. */
export function leaksIn(text: string): readonly Place[] {
  const forms = (secret: string) => [secret, Buffer.from(secret).toString('base64').slice(0, -4)];
  return (Object.keys(PLANTED) as Place[]).filter((place) =>
    forms(PLANTED[place]).some((form) => text.includes(form)),
  );
}

/** `ami secret`: the fields of an inventory that its schema takes for secrets, each with the section that it is in if there are several of its name. */
export function secretFields(schema: object): readonly string[] {
  const found = new Set<string>();
  const look = (node: unknown, path: readonly string[]): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Reflect.get(node, '$ref') === '#/$defs/secret') found.add(nameOf(path));
    for (const [name, inside] of Object.entries(node)) look(inside, [...path, name]);
  };
  look(schema, []);
  return [...found].toSorted();
}

const SECTIONS: readonly string[] = ['ami', 'ari', 'lines'];

function nameOf(path: readonly string[]): string {
  const section = path.findLast((name) => SECTIONS.includes(name));
  const field = path.at(-1) ?? '';
  if (field === 'password' && section === 'lines') return 'line password';
  return field === 'secret' ? `${section} secret` : field;
}
