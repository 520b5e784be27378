// `rings` and `distinctiveRings` of an inventory: sounds that phones have under these names.

import { listOf, record, text } from '../../../../core/json-schema.js';
import type { Place } from '../../../../findings/finding.js';
import type { Section, WrittenEntry } from '../../../../site/section.js';

export interface Ring {
  readonly name: string;
  readonly file: string;
  readonly place: Place;
  /** Where its two words stand. */
  readonly places: Readonly<Record<'name' | 'file', Place>>;
}

type RingInput = Pick<Ring, 'name' | 'file'>;

const LIST = listOf(
  record(
    {
      name: text('What the phone shows.'),
      file: text('Name of the sound file, which is in firmware/.', { format: 'served-path' }),
    },
    { required: ['name', 'file'] },
  ),
  'Ring tones to choose from.',
);

const listOfRings = (name: string): Section<RingInput, Ring> => ({
  name,
  schema: LIST,
  resolve: ({ input, placeOf }: WrittenEntry<RingInput>) => ({
    ...input,
    place: placeOf(),
    places: { name: placeOf('name'), file: placeOf('file') },
  }),
});

export const RINGS = listOfRings('rings');
/** Those of which a phone has one for each line. */
export const DISTINCTIVE_RINGS = listOfRings('distinctiveRings');
