// XML of the older phones: the txt form of dialect A in elements, blanks written as underscores.
//
//   <VOIP_CONFIG_FILE>
//   <version>2.0002</version>
//   <SIP_CONFIG_MODULE>
//   <SIP__Port>5060</SIP__Port>                 a key at the head of a module
//   <SIP_Line_List>                             a section
//   <SIP_Line_List_Entry><ID>SIP1</ID>          what the names of its keys begin with
//   <Phone_Number>1001</Phone_Number>

import type { Setting } from '../form.js';
import type { KnownKeys } from '../txt/known-keys.js';
import { xmlForm } from '../xml/xml-form.js';

export const MODULE_XML = xmlForm({
  id: 'xml-of-older-phones',
  what: 'the configuration of an older Fanvil phone, as XML',
  root: 'VOIP_CONFIG_FILE',
  version: 'version',
  dialect: 'A',
  namesOf: ({ known }) => ({ pathOf, namesLike: (setting) => namesLike(known, setting) }),
});

const words = (name: string) => name.replaceAll('_', ' ');
const NUMBERED = /^[^ ]*\{n\} /;

function pathOf({ module, section, key }: Setting) {
  const [list = '', ...ids] = section.split('/');
  return { module: words(module), section: words(list), key: [...ids, words(key)].join(' ') };
}

function namesLike(known: KnownKeys, { module, section }: Setting): readonly string[] {
  const isNumbered = section.includes('/');
  return known
    .namesIn('A', words(module))
    .filter((name) => NUMBERED.test(name) === isNumbered)
    .map((name) => name.replace(NUMBERED, '').replaceAll(' ', '_'));
}
