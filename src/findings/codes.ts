// Every diagnostic there is: one row a code. docs/diagnostics.md has a heading for each, held by a test.

export type Severity = 'error' | 'warning' | 'info';

interface Row {
  readonly severity: Severity;
  /** What it means, for the docs' heading and for SARIF's rule list. */
  readonly title: string;
  /** What to do, unless the finding knows better. */
  readonly hint: string;
}

const error = (title: string, hint: string): Row => ({ severity: 'error', title, hint });
const info = (title: string, hint: string): Row => ({ severity: 'info', title, hint });
const warning = (title: string, hint: string): Row => ({ severity: 'warning', title, hint });

export const DIAGNOSTICS = {
  // The text itself
  'source/syntax': error(
    'The file cannot be parsed',
    'a quote, bracket, comma or colon may be missing, here or above',
  ),
  'source/not-found': error('An included file does not exist', 'check the path or the pattern'),
  'source/unreadable': error(
    'An included file cannot be read',
    'let this user read it, and save it as UTF-8',
  ),
  'source/empty': error(
    'A file in which nothing is written',
    'look whether it was saved; a file that is not needed is not included',
  ),
  'source/csv': error('A CSV row does not fit its header', 'see docs/inventory.md, "CSV"'),

  // The inventory's shape
  'inventory/unknown-key': error('A key that no one reads', 'remove it or correct its spelling'),
  'inventory/missing-key': error('A required key is missing', 'add it'),
  'inventory/wrong-type': error(
    'A value of the wrong type',
    'write it in the form that the message names',
  ),
  'inventory/quote-it': error('A text that YAML read as something else', 'put it in quotes'),
  'inventory/bad-value': error(
    'A value outside what is allowed',
    'write a value that the message allows',
  ),
  'inventory/bad-mac': error('Not an Ethernet address', 'write it as 5c:fc:66:5d:4f:9a, in quotes'),
  'inventory/excel-mac': error(
    'A MAC that a spreadsheet turned into a number',
    'format the column as text and enter the address again',
  ),
  'inventory/bad-character': error(
    'A line break or control character in a value',
    'remove the character: it would break the phone file',
  ),
  'inventory/unseen-character': error(
    'A character that nobody can see, where a machine reads the text',
    'write the text again by hand: it came along when it was copied',
  ),
  'inventory/unseen-in-label': warning(
    'A character that nobody can see, in a text for people',
    'write the text again by hand, unless it is meant',
  ),

  // The inventory's meaning
  'inventory/no-phones': error(
    'An inventory without a phone',
    'write them under `phones`, or include the file that lists them',
  ),
  'inventory/only-strangers': warning(
    'A network for phones that the inventory does not have',
    'nothing has to be done if this server is for DHCP alone; else write the phones under `phones`',
  ),
  'inventory/duplicate-mac': error('Two phones with one MAC', 'remove or correct one of them'),
  'inventory/duplicate-address': error('Two phones with one address', 'give each its own'),
  'inventory/duplicate-key': error('One key defined twice', 'keep one'),
  'inventory/duplicate-name': error('One name defined twice', 'keep one'),
  'inventory/line-not-shared': error(
    'A line on two keys without `shared: true`',
    'write `shared: true` at the line if that is meant',
  ),
  'inventory/unknown-line': error('A line that is not defined', 'define it under `lines`'),
  'inventory/unknown-pbx': error('A PBX that is not defined', 'define it under `pbx`'),
  'inventory/unknown-group': error('A group that is not defined', 'define it under `groups`'),
  'inventory/unknown-model': error(
    'A model that offhook does not know',
    'write one of the models of the README',
  ),
  'inventory/unknown-dial-plan': error('A dial plan not defined', 'define it under `dialPlans`'),
  'inventory/address-outside-subnet': error(
    'An address outside the subnet',
    'choose one inside the `subnet` of its network',
  ),
  'inventory/address-in-pool': error(
    'A reserved address inside the pool',
    'choose one outside the `pool`, or shrink the pool',
  ),
  'inventory/address-taken': error(
    'An address that somebody else has, or that no host can have',
    'choose one that is of no router, server or PBX, and neither the network nor the broadcast address',
  ),
  'inventory/pool-outside-subnet': error('A pool outside the subnet', 'keep it inside'),
  'inventory/subnets-overlap': error(
    'Two networks with addresses in common',
    'give each network addresses of its own',
  ),
  'inventory/duplicate-interface': error(
    'Two networks on one interface',
    'name the interface of each; one behind a relay agent has `relay: true` and no interface',
  ),
  'inventory/relayed-network': error(
    'A relayed network that cannot be served as written',
    'leave `interface` out, or `relay` if the network is on a wire of this machine',
  ),
  'inventory/reserved-option': error(
    'A DHCP option that is not yours to set',
    'leave it out: the protocol or another field of the inventory says it',
  ),
  'inventory/option-kind': error(
    'A DHCP option with a value of another kind than its own',
    'write it as the option wants it, or its bytes as { hex: … }',
  ),
  'inventory/key-beyond-model': error('A key that the model does not have', 'use a lower number'),
  'inventory/foreign-mac': warning(
    "A MAC of another maker's block",
    "compare model and MAC with the phone's label",
  ),
  'inventory/no-password': warning(
    'A line without a password',
    'write { env: NAME } or { file: path }, unless the PBX asks for none',
  ),
  'inventory/no-time-zone': warning(
    'Phones whose time zone nobody said',
    'write `timeZone` under `site`, also where it is Etc/UTC',
  ),
  'inventory/nat-not-enabled': warning(
    'A word about NAT that does nothing',
    'write `enabled: true` beside it, or remove it',
  ),
  'inventory/nat-port-taken': warning(
    'Two phones behind one outside address with one port',
    'give each its own `voipControlPort`, and forward each to its phone',
  ),
  'inventory/port-order': error('Ports that end before they begin', 'the first is the lower one'),
  'inventory/ports-overlap': warning(
    'Ports for media with that for SIP among them',
    'keep them apart: phones take 16384 to 32766 for media unless told others',
  ),
  'inventory/service-address': warning(
    'An address of a service that phones do not open',
    'write http://host/path',
  ),
  'inventory/listed-twice': warning(
    'A value twice in one list',
    'remove one, or write what is meant',
  ),
  'inventory/factory-password': warning(
    'A phone that keeps the password of the factory',
    'write `adminPassword` under `defaults`',
  ),
  'inventory/pickup-code': warning(
    'A pickup code that the phone does not use',
    'let the PBX know what the phone dials, and write that',
  ),
  'inventory/one-call': warning(
    'A phone that can have one call only, and so no transfer',
    'give it another line',
  ),
  'inventory/firmware-for-all': warning(
    'Firmware for phones that the inventory does not have',
    'write it in a group or at the phones if only they are meant',
  ),
  'inventory/no-such-file': warning(
    'A file that phones are told of and that is not there',
    'put it into firmware/ beside the inventory, or name its folder with --firmware',
  ),
  'inventory/broken-file': warning(
    'A file that phones are told of and cannot use',
    'take it from the archive of its maker again, under the name that it has there',
  ),
  'inventory/short-lease': warning(
    'A lease of less than a minute',
    'write 8h: a phone asks again after half of it, and each answer is written to the disk',
  ),
  'inventory/odd-timing': warning(
    'Two numbers that do not go together',
    'change one of them, or leave them out',
  ),
  'inventory/left-out': info(
    'Something that the file of the phone has no room for',
    'nothing has to be done; leave it out if it matters',
  ),
  'inventory/line-needed': error(
    'A phone without a line, of a model that refuses its file then',
    'give one of its keys a line',
  ),
  'inventory/no-line': warning('A phone without a line', 'put one on a key: { line: "7001" }'),
  'inventory/too-many-lines': error('More lines than the model has', 'remove some'),
  'inventory/label-too-long': error('A label longer than the phone takes', 'shorten it'),
  'inventory/missing-secret': error(
    'A secret that is not there',
    'set it, or run `validate --no-secrets`',
  ),
  'inventory/text-for-reference': error(
    'A text that looks like a reference to a secret',
    'write { env: NAME }, { file: path } or { credential: NAME }',
  ),
  'inventory/plain-secret': warning(
    'A password in plain text',
    'write { env: NAME } or { file: path }; where it is part of a longer text, keep the inventory itself private',
  ),
  'inventory/no-pbx': error('A line without a PBX', 'name one at the line, phone or in `defaults`'),
  'inventory/unreachable-server': error(
    'A server address that a phone cannot reach',
    'write the address or name under which phones see this server',
  ),
  'inventory/no-way': warning(
    'Hosts that phones are told of, and no way to them',
    'write `router` for hosts elsewhere, and `dns` for names',
  ),
  'inventory/time-zone': error(
    'A time zone that the model cannot express',
    'choose another, or set the vendor zone in `settings`',
  ),
  'inventory/unsupported': error(
    'A feature that the model lacks',
    'remove it, or use another model',
  ),
  'inventory/line-order': warning(
    'A line that the phone may not find',
    'put the lines on the first keys, one after the other',
  ),
  'inventory/doubtful-value': warning(
    'A value that is known to make trouble',
    'change it, or leave it if your phone does not mind',
  ),
  'inventory/unproven': warning(
    'A setting that no phone has confirmed yet',
    'see the README of the model; tell us what your phone does',
  ),

  // The templates and models
  'model/invalid': error('A model folder that cannot be used', 'see docs/adding-a-phone.md'),

  // What comes out
  'render/phone-rejects': error(
    'A file that the phone would reject or misread',
    'look at the value or the template that put it there',
  ),
  'render/phone-ignores': warning(
    'Something in a file that the phone would not use',
    'remove it, or ignore this if you know better',
  ),
  'render/template': error('A template that cannot be rendered', 'fix the template'),
  'render/not-well-formed': error(
    'A rendered file that a phone cannot read',
    'look at the value or the template that put it there',
  ),
  'render/bad-raw': error(
    'A raw path or key that cannot be applied',
    'see docs/inventory.md, "raw"',
  ),
  'render/name-taken': error('Two files with one name', 'rename one of them'),
} as const satisfies Readonly<Record<string, Row>>;

export type DiagnosticCode = keyof typeof DIAGNOSTICS;
