// Scenarios that somebody writes: the shipped ones come back as they went, and what is wrong is told with its place.

import { describe, expect, it } from 'vitest';
import { needsDhcp } from '../../src/simulate/scenario.js';
import { printScenario, readScenario } from '../../src/simulate/scenario-file.js';
import { SCENARIOS } from '../../src/simulate/scenarios/all.js';

const faultsOf = (text: string) => {
  const read = readScenario(text, 'mine.yaml');
  return 'faults' in read ? read.faults : [];
};

describe('a scenario in a file', () => {
  it.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
    '%s comes back',
    (_, scenario) => {
      expect(readScenario(printScenario(scenario), 'mine.yaml')).toEqual(scenario);
      expect(readScenario(JSON.stringify(scenario), 'mine.json')).toEqual(scenario);
    },
  );

  it.each([
    ['steps: [', /^mine\.yaml:\d+:\d+: /],
    ['- a', /^mine\.yaml:1:1: a scenario must be a map/],
    ['name: x', /^mine\.yaml:1:1: a scenario needs "steps"$/],
    ['steps: 3', /^mine\.yaml:1:8: "steps" must be a list$/],
    ['steps: [{ dhcp: adress }]', /^mine\.yaml:1:17: "dhcp" must be one of: address, discover,/],
    [
      'steps: [{ fetch: x }]',
      /^mine\.yaml:1:9: a step is one of: dhcp, get, boot, pbx, pnp, wait, repeat$/,
    ],
    ['steps: [{ wait: 30 }]', /"wait" must be a time such as 30s/],
    ['steps: [{ wait: 11m }]', /"wait" must be a time .* at most 10m/],
    [
      'steps:\n  - get: x\n    evry: 4s',
      /^mine\.yaml:3:5: a step "get" has no "evry"; it has: get, by,/,
    ],
    ['steps: [{ dhcp: request, server: 10.20.1 }]', /"server" must be an IPv4 address/],
    ['steps: [{ get: x, agent: "a\\nb" }]', /"agent" must be/],
    ['steps: [{ repeat: 100, steps: [{ get: x, times: 6 }] }]', /more than 500 steps/],
    ['row: nine\nsteps: []', /^mine\.yaml:1:6: "row" must be the id of a row/],
    ['"\\e[2J": 1\nsteps: []', /a scenario has no "[ -~]+"/],
    [
      `a: &a [${'x, '.repeat(50)}]\nb: &b [${'*a, '.repeat(50)}]\nsteps: [${'*b, '.repeat(50)}]`,
      /^mine\.yaml:/,
    ],
    [`steps: ${'['.repeat(20_000)}`, /^mine\.yaml:/],
  ])('is refused: %j', (text, said) => {
    const [first, ...others] = faultsOf(text);
    expect(first).toMatch(said);
    if (text.length < 100) expect(others).toEqual([]);
  });

  it('is known to need DHCP, or not', () => {
    const without = SCENARIOS.filter((scenario) => !needsDhcp(scenario)).map(({ name }) => name);
    expect(without).toContain('refuses-its-file');
    expect(without).not.toContain('alternate-tftp');
    expect(without).not.toContain('new-phone');
  });
});
