// The phone book that phones fetch as one file. Source of the form: the vendor's XML guide as programs in use cite it
// (templates/fanvil/README.md).

import { element, readQuery, section, xmlForm } from '../directory/form.js';

export const FANVIL_DIRECTORY = xmlForm('phonebook.xml', ({ find }, asked) => {
  const { count, entries } = find(readQuery(asked));
  const written = entries(0, count).map(({ name, number }) =>
    section('DirectoryEntry', [element('Name', name), element('Telephone', number)]),
  );
  return { root: 'FanvilIPPhoneDirectory', content: ['\n', ...written] };
});
