import { expect, it } from 'vitest';
import { fieldFor } from '../../../src/inventory/shape/other-words.js';

it.each([
  ['ip', ['host', 'address'], 'address'],
  ['ip', ['address', 'host'], 'address'],
  ['ip', ['host', 'port'], 'host'],
  ['Username', ['user', 'authName'], 'authName'],
  ['passwd', ['secret', 'password'], 'password'],
  ['constructor', ['constructor'], undefined],
  ['Typ', ['mac', 'model'], 'model'],
  ['МОДЕЛЬ', ['mac', 'model'], 'model'],
  ['gateway', ['dns'], undefined],
])('%s among %j is %s: its own order counts, and not that of the place', (word, known, meant) =>
  expect(fieldFor(word, known)).toBe(meant),
);
