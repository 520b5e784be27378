// `cstaFindings` of an inventory: what phones showed of the switch of uaCSTA. `offhook csta --settle` writes it.

import { listOf, record, text } from '../../../core/json-schema.js';
import type { Section, WrittenEntry } from '../../../site/section.js';
import { CSTA_ANSWERS, type CstaFinding, type CstaShown } from '../../csta-switch.js';

/** Texts of the switch in any form of file. */
export const VALUES = ['0', '1'] as const;

export const CSTA_FINDINGS: Section<CstaShown, CstaFinding> = {
  name: 'cstaFindings',
  schema: listOf(
    record(
      {
        model: text('Model id, `fanvil-x4`.'),
        firmware: text('Version, as the phone says it.', { examples: ['2.4.0.5486'] }),
        value: { enum: VALUES, description: "What the switch was in the phone's file." },
        answer: { enum: CSTA_ANSWERS, description: 'What the phone answered by uaCSTA.' },
      },
      { required: ['model', 'firmware', 'value', 'answer'] },
    ),
    'What phones showed of the switch of uaCSTA; `offhook csta --settle` adds to it.',
  ),
  resolve: ({ input, placeOf }: WrittenEntry<CstaShown>) => ({ ...input, place: placeOf() }),
};
