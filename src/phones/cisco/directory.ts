// The pages behind the Directories key: where to look, what to look for, and what is found, a page at a time.
// Objects and limits: templates/cisco/side-elements.json.

import {
  type DirectoryBook,
  type DirectoryPage,
  directoryUrl,
  element,
  readQuery,
  section,
  xmlForm,
} from '../directory/form.js';

/** The phone refuses a page with more. */
const ENTRIES_OF_PAGE = 32;
const LONGEST_TEXT = 32;

export const CISCO_DIRECTORY = xmlForm('directory.xml', (book, asked) => {
  const { root, content } = pageFor(book, asked);
  return { root, content: [element('Title', cut(book.title)), ...content] };
});

/** Behind its title. */
function pageFor(book: DirectoryBook, asked: URLSearchParams): DirectoryPage {
  const url = directoryUrl(book.server, CISCO_DIRECTORY);
  if (asked.has('search')) return searchPage(url);
  return asked.has('q') || asked.has('page') ? foundPage(book, asked, url) : menuPage(url);
}

function menuPage(url: string): DirectoryPage {
  return {
    root: 'CiscoIPPhoneMenu',
    content: [
      element('Prompt', 'Choose'),
      section('MenuItem', [element('Name', 'All numbers'), element('URL', `${url}?page=1`)]),
      section('MenuItem', [element('Name', 'Search'), element('URL', `${url}?search`)]),
    ],
  };
}

/** The phone puts what was typed behind the address as `?q=…`. */
function searchPage(url: string): DirectoryPage {
  return {
    root: 'CiscoIPPhoneInput',
    content: [
      element('Prompt', 'A part is enough'),
      element('URL', url),
      section('InputItem', [
        element('DisplayName', 'Name or number'),
        element('QueryStringParam', 'q'),
        element('InputFlags', 'A'),
        element('DefaultValue', ''),
      ]),
    ],
  };
}

function foundPage(book: DirectoryBook, asked: URLSearchParams, url: string): DirectoryPage {
  const query = readQuery(asked);
  const { count, entries } = book.find(query);
  if (count === 0) {
    return { root: 'CiscoIPPhoneText', content: [element('Text', 'Nobody was found.')] };
  }
  const pages = Math.ceil(count / ENTRIES_OF_PAGE);
  const page = pageNumber(asked.get('page'), pages);
  const from = (page - 1) * ENTRIES_OF_PAGE;
  const to = Math.min(from + ENTRIES_OF_PAGE, count);
  const link = (to: number) =>
    `${url}?page=${to}${query === '' ? '' : `&q=${encodeURIComponent(query)}`}`;
  return {
    root: 'CiscoIPPhoneDirectory',
    content: [
      element('Prompt', `${from + 1} to ${to} of ${count}`),
      ...entries(from, to).flatMap(({ name, number }) => {
        // Half a number is another's.
        if (number.length > LONGEST_TEXT) return [];
        return section('DirectoryEntry', [
          element('Name', cut(name)),
          element('Telephone', number),
        ]);
      }),
      softKey('Dial', 'SoftKey:Dial', 1),
      softKey('EditDial', 'SoftKey:EditDial', 2),
      softKey('Exit', 'SoftKey:Exit', 3),
      ...(page < pages ? [softKey('Next', link(page + 1), 4)] : []),
      ...(page > 1 ? [softKey('Back', link(page - 1), 5)] : []),
    ],
  };
}

function softKey(name: string, url: string, position: number): string {
  return section('SoftKeyItem', [
    element('Name', name),
    element('URL', url),
    element('Position', position),
  ]);
}

/** Within those that there are, whatever was asked. */
function pageNumber(text: string | null, pages: number): number {
  const page = /^\d{1,9}$/.test(text ?? '') ? Number(text) : 1;
  return Math.min(Math.max(page, 1), pages);
}

/** No letter in two, and none more than the phone takes, counted in bytes of UTF-8: the least that may be meant. */
function cut(text: string): string {
  let kept = '';
  for (const letter of text) {
    if (Buffer.byteLength(kept + letter) > LONGEST_TEXT) break;
    kept += letter;
  }
  return kept;
}
