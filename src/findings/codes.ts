// Codes of findings about an inventory and about what is made of it. Vendors bring rules of their own
// (src/phones/<vendor>); src/artifacts/known-codes.ts has all of them.

import { type CodeRow, ignored, impossible, risky, style } from './evidence.js';

export const DIAGNOSTICS = {
  // The text itself
  'source/syntax': impossible(
    'The file cannot be parsed',
    'a quote, bracket, comma or colon may be missing, here or above',
  ),
  'source/not-found': impossible(
    'An included file does not exist',
    'check the path or the pattern',
  ),
  'source/unreadable': impossible(
    'An included file cannot be read',
    'let this user read it, and save it as UTF-8',
  ),
  'source/empty': impossible(
    'A file in which nothing is written',
    'look whether it was saved; a file that is not needed is not included',
  ),
  'source/csv': impossible('A CSV row does not fit its header', 'see docs/inventory.md, "CSV"'),

  // The inventory's shape
  'inventory/unknown-key': impossible(
    'A key that no one reads',
    'remove it or correct its spelling',
  ),
  'inventory/missing-key': impossible('A required key is missing', 'add it'),
  'inventory/wrong-type': impossible(
    'A value of the wrong type',
    'write it in the form that the message names',
  ),
  'inventory/quote-it': impossible('A text that YAML read as something else', 'put it in quotes'),
  'inventory/bad-value': impossible(
    'A value outside what is allowed',
    'write a value that the message allows',
  ),
  'inventory/bad-mac': impossible(
    'Not an Ethernet address',
    'write it as 5c:fc:66:5d:4f:9a, in quotes',
  ),
  'inventory/excel-mac': impossible(
    'A MAC that a spreadsheet turned into a number',
    'format the column as text and enter the address again',
  ),
  'inventory/bad-character': impossible(
    'A line break or control character in a value',
    'remove the character: it would break the phone file',
  ),
  'inventory/unseen-character': impossible(
    'A character that nobody can see, where a machine reads the text',
    'write the text again by hand: it came along when it was copied',
  ),
  'inventory/unseen-in-label': risky(
    'A character that nobody can see, in a text for people',
    'write the text again by hand, unless it is meant',
  ),

  // The inventory's meaning
  'inventory/no-phones': impossible(
    'An inventory without a phone',
    'write them under `phones`, or include the file that lists them',
  ),
  'inventory/only-strangers': risky(
    'A network for phones that the inventory does not have',
    'nothing has to be done if this server is for DHCP alone; else write the phones under `phones`',
  ),
  'inventory/duplicate-mac': impossible('Two phones with one MAC', 'remove or correct one of them'),
  'inventory/duplicate-address': impossible('Two phones with one address', 'give each its own'),
  'inventory/duplicate-key': impossible('One key defined twice', 'keep one'),
  'inventory/duplicate-name': impossible('One name defined twice', 'keep one'),
  'inventory/line-not-shared': impossible(
    'A line on two keys without `shared: true`',
    'write `shared: true` at the line if that is meant',
  ),
  'inventory/unknown-line': impossible('A line that is not defined', 'define it under `lines`'),
  'inventory/unknown-pbx': impossible('A PBX that is not defined', 'define it under `pbx`'),
  'inventory/unknown-group': impossible('A group that is not defined', 'define it under `groups`'),
  'inventory/unknown-model': impossible(
    'A model that offhook does not know',
    'write one of the models of the README',
  ),
  'inventory/unknown-dial-plan': impossible(
    'A dial plan not defined',
    'define it under `dialPlans`',
  ),
  'inventory/unknown-entry': impossible(
    'A name that its section does not have',
    'define it in the section that the finding names',
  ),
  'inventory/address-outside-subnet': impossible(
    'An address outside the subnet',
    'choose one inside the `subnet` of its network',
  ),
  'inventory/address-in-pool': impossible(
    'A reserved address inside the pool',
    'choose one outside the `pool`, or shrink the pool',
  ),
  'inventory/address-taken': impossible(
    'An address that somebody else has, or that no host can have',
    'choose one that is of no router, server or PBX, and neither the network nor the broadcast address',
  ),
  'inventory/pool-outside-subnet': impossible('A pool outside the subnet', 'keep it inside'),
  'inventory/subnets-overlap': impossible(
    'Two networks with addresses in common',
    'give each network addresses of its own',
  ),
  'inventory/duplicate-interface': impossible(
    'Two networks on one interface',
    'name the interface of each; one behind a relay agent has `relay: true` and no interface',
  ),
  'inventory/relayed-network': impossible(
    'A relayed network that cannot be served as written',
    'leave `interface` out, or `relay` if the network is on a wire of this machine',
  ),
  'inventory/reserved-option': impossible(
    'A DHCP option that is not yours to set',
    'leave it out: the protocol or another field of the inventory says it',
  ),
  'inventory/option-kind': impossible(
    'A DHCP option with a value of another kind than its own',
    'write it as the option wants it, or its bytes as { hex: … }',
  ),
  'inventory/key-beyond-model': impossible(
    'A key that the model does not have',
    'use a lower number',
  ),
  'inventory/foreign-mac': risky(
    "A MAC of another maker's block",
    "compare model and MAC with the phone's label",
  ),
  'inventory/no-password': risky(
    'A line without a password',
    'write { env: NAME } or { file: path }, unless the PBX asks for none',
  ),
  'inventory/no-time-zone': risky(
    'Phones whose time zone nobody said',
    'write `timeZone` under `site`, also where it is Etc/UTC',
  ),
  'inventory/nat-not-enabled': ignored(
    'A word about NAT that does nothing',
    'write `enabled: true` beside it, or remove it',
  ),
  'inventory/port-order': impossible(
    'Ports that end before they begin',
    'the first is the lower one',
  ),
  'inventory/ports-overlap': risky(
    'Ports for media with that for SIP among them',
    'keep them apart: phones take 16384 to 32766 for media unless told others',
  ),
  'inventory/service-address': ignored(
    'An address of a service that phones do not open',
    'write http://host/path',
  ),
  'inventory/listed-twice': ignored(
    'A value twice in one list',
    'remove one, or write what is meant',
  ),
  'inventory/no-such-file': risky(
    'A file that phones are told of and that is not there',
    'put it into firmware/ beside the inventory, or name its folder with --firmware',
  ),
  'inventory/broken-file': risky(
    'A file that phones are told of and cannot use',
    'take it from the archive of its maker again, under the name that it has there',
  ),
  'inventory/short-lease': risky(
    'A lease of less than a minute',
    'write 8h: a phone asks again after half of it, and each answer is written to the disk',
  ),
  'inventory/left-out': style(
    'Something that the file of the phone has no room for',
    'nothing has to be done; leave it out if it matters',
  ),
  'inventory/no-line': risky('A phone without a line', 'put one on a key: { line: "7001" }'),
  'inventory/too-many-lines': impossible('More lines than the model has', 'remove some'),
  'inventory/label-too-long': impossible('A label longer than the phone takes', 'shorten it'),
  'inventory/missing-secret': impossible(
    'A secret that is not there',
    'set it, or run `validate --no-secrets`',
  ),
  'inventory/text-for-reference': impossible(
    'A text that looks like a reference to a secret',
    'write { env: NAME }, { file: path } or { credential: NAME }',
  ),
  'inventory/plain-secret': risky(
    'A password in plain text',
    'write { env: NAME } or { file: path }; where it is part of a longer text, keep the inventory itself private',
  ),
  'inventory/no-pbx': impossible(
    'A line without a PBX',
    'name one at the line, phone or in `defaults`',
  ),
  'inventory/unreachable-server': impossible(
    'A server address that a phone cannot reach',
    'write the address or name under which phones see this server',
  ),
  'inventory/no-way': risky(
    'Hosts that phones are told of, and no way to them',
    'write `router` for hosts elsewhere, and `dns` for names',
  ),
  'inventory/unsupported': impossible(
    'A feature that the model lacks',
    'remove it, or use another model',
  ),
  'inventory/doubtful-value': risky(
    'A value that is known to make trouble',
    'change it, or leave it if your phone does not mind',
  ),

  // What an inventory allows
  'inventory/unknown-rule': impossible(
    'A rule that is allowed and that there is not',
    'write the code as it stands in brackets behind the finding',
  ),
  'inventory/not-allowable': impossible(
    'A rule that cannot be allowed',
    'mend what it finds, and remove this',
  ),
  'inventory/allows-nothing': style(
    'Something allowed that is not there any more',
    'remove it: the next finding of that kind would not be told',
  ),

  // The templates and models
  'model/invalid': impossible('A model folder that cannot be used', 'see docs/adding-a-phone.md'),

  // What comes out
  'render/template': impossible('A template that cannot be rendered', 'fix the template'),
  'xml/not-well-formed': impossible(
    'A rendered file that a phone cannot read',
    'look at the value or the template that put it there',
  ),
  'render/name-taken': impossible('Two files with one name', 'rename one of them'),
} as const satisfies Readonly<Record<string, CodeRow>>;

export type DiagnosticCode = keyof typeof DIAGNOSTICS;
