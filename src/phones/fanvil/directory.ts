// The phone book that phones fetch as one file. Source of the form: the vendor's XML guide as programs in use cite it
// (templates/fanvil/README.md).

import {
  type DirectoryForm,
  element,
  readQuery,
  section,
  XML_HEAD,
  XML_UTF8,
} from '../directory/form.js';

export const FANVIL_DIRECTORY: DirectoryForm = {
  fileName: 'phonebook.xml',
  mediaType: XML_UTF8,
  write({ find }, asked) {
    const { count, entries } = find(readQuery(asked));
    const written = entries(0, count).map(({ name, number }) =>
      section('DirectoryEntry', [element('Name', name), element('Telephone', number)]),
    );
    return XML_HEAD + section('FanvilIPPhoneDirectory', ['\n', ...written]);
  },
};
