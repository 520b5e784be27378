import { describe, expect, it } from 'vitest';
import {
  type FirmwareStepRow,
  firmwareStep,
} from '../../../../src/phones/cisco/tables/firmware-steps.js';

const ROWS: readonly FirmwareStepRow[] = [
  { below: '5.0.0', beyond: '6.0.0', through: '5.9.0', sources: ['owners'] },
  { below: '8.3.3', beyond: '8.5.2', through: '8.5.2', sources: ['owners'] },
];

describe('the step between two firmwares', () => {
  it.each<[have: string | undefined, want: string, through: string | undefined]>([
    ['8.3.2', 'SIP31.8-5-3SR1S', '8.5.2'],
    ['SCCP31.8-2-2SR2S', 'SIP31.8-5-3', '8.5.2'],
    ['8.3(2)', 'SIP45.9-4-2SR3-1S', '8.5.2'],
    ['8.3', '8.5.3', '8.5.2'],
    // The first of several.
    ['4.1.0', '8.5.3', '5.9.0'],
    ['5.9.0', '8.5.3', '8.5.2'],
    // Near enough.
    ['8.3.3', '8.5.3', undefined],
    ['8.3.3SR2', '8.5.3', undefined],
    ['8.3.2', '8.5.2', undefined],
    ['8.3.2', 'SIP31.8-5-2SR1S', undefined],
    ['8.4.10', '9.4.2', undefined],
    ['9.4.2', '8.5.3', undefined],
    ['8.10.0', '8.11.0', undefined],
    // No version.
    ['unknown', '8.5.3', undefined],
    ['8.3.2', '', undefined],
    // Of some phone.
    [undefined, 'SIP31.8-5-3', '5.9.0'],
    [undefined, '5.5.0', undefined],
  ])('from %s to %s: %s', (have, want, through) => {
    expect(firmwareStep(ROWS, have, want)?.through).toBe(through);
  });
});
