// ringlist.xml and distinctiveringlist.xml: sounds to choose from. The sounds themselves are for the user to bring.

import { childrenNamed, descendant } from '../../../../render/xml/tree.js';
import { entriesOf, type Section } from '../../../../site/section.js';
import type { Site } from '../../../../site/site.js';
import type { FilePlan } from '../../../driver.js';
import { ask, type CiscoSideFile, SHARED_FILE } from '../../side-file.js';
import { fromRoot, named } from '../references.js';
import { checkRings } from './check-rings.js';
import { judgeSound, SOUND_RULES } from './judge-sound.js';
import { lintRingList } from './lint-ring-list.js';
import { isRingSound, RING_RULES } from './ring-rules.js';
import { DISTINCTIVE_RINGS, RINGS, type Ring } from './section.js';

interface RingList {
  readonly section: Section<unknown, Ring>;
  /** Lower case is what the 8.5 firmware asks for; later firmware writes a capital. */
  readonly name: string;
  readonly aliases: readonly string[];
  readonly purpose: string;
}

const LISTS: readonly RingList[] = [
  {
    section: RINGS,
    name: 'ringlist.xml',
    aliases: ['Ringlist.xml'],
    purpose: 'rings to choose from',
  },
  {
    section: DISTINCTIVE_RINGS,
    name: 'distinctiveringlist.xml',
    aliases: [],
    purpose: 'rings by line',
  },
];
const NAME = /^(distinctive)?ringlist\.xml$/i;

const refersOfSounds = fromRoot((root) =>
  childrenNamed(root, 'Ring').flatMap((ring) =>
    named(descendant(ring, 'FileName'), (name) => name, 'sound', 'required'),
  ),
);

export const RING_FILES: CiscoSideFile = {
  names: NAME,
  sections: LISTS.map(({ section }) => section),
  rules: [RING_RULES, SOUND_RULES],
  check: (site) => LISTS.flatMap(({ section }) => checkRings(entriesOf(site, section))),
  plan: (site) => LISTS.flatMap((list) => planFile(list, site)),
  broughtFiles: (site) =>
    LISTS.flatMap(({ section }) =>
      entriesOf(site, section)
        // Whether another is there does not matter: no phone plays it.
        .filter(({ file }) => isRingSound(file))
        .map(({ file, places }) => ({
          name: file,
          what: 'sound',
          place: places.file,
          judge: judgeSound,
        })),
    ),
  kinds: [
    {
      id: 'rings',
      what: 'rings for Cisco phones to choose from',
      name: NAME,
      // 8.5 asks in small letters, 9.x with one capital.
      asked: /^([Dd]istinctiver|[Rr])inglist\.xml$/,
      roots: ['CiscoIPPhoneRingList'],
      refers: refersOfSounds,
      lint: lintRingList,
    },
  ],
  asks: () => LISTS.flatMap(({ name, purpose }) => ask(name, purpose)),
  mayMiss: [NAME],
  async loadReader() {
    const { RING_READER } = await import('./import.js');
    return RING_READER;
  },
};

function planFile({ section, name, aliases }: RingList, site: Site): readonly FilePlan[] {
  const rings = entriesOf(site, section);
  const [first] = rings;
  if (!first) return [];
  return [
    {
      ...SHARED_FILE,
      name,
      aliases,
      place: first.place,
      render: (templates) => templates.render('cisco/shared/ring-list.hbs', 'xml', { rings }),
    },
  ];
}
