// The vendor's tables: complete, consistent, and as the files of phones say.

import { describe, expect, it } from 'vitest';
import { columnOf } from '../../../src/phones/fanvil/forms/txt/txt-view.js';
import { buttonsOf } from '../../../src/phones/fanvil/settings/function-keys.js';
import { factsOf } from '../../../src/phones/fanvil/tables/facts.js';
import { DRIVER, found, ROWS, TABLES, TXT, X4, X5U } from './fanvil-under-test.js';

const { layouts } = TXT;

describe('the key table', () => {
  it('names each thing once', () => {
    const names = ROWS.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(60);
    expect([...new Set(names)]).toEqual(names);
  });

  it.each(ROWS)('$name has a name in some form', ({ names }) => {
    expect(Object.keys(names)).not.toEqual([]);
  });

  const txtNames = ROWS.flatMap((row) =>
    (['A', 'B'] as const).flatMap((form) => (row.names[form] === undefined ? [] : [{ row, form }])),
  );

  it.each(txtNames)('$row.name stands in $form where phones have it', ({ row, form }) => {
    const at = { n: 1, page: 1, slot: 1 };
    const { module, section, key } = found(TXT.paths.pathOf(row, form, at), row.name);
    const layout = found(
      layouts[form].modules.find(({ name }) => name === module),
      module,
    );
    const known = found(TXT.known.find(form, module, key), `${module}/${key}`);
    const sections = layout.sections.map(({ name }) => name.replace('{page}', '1'));
    expect(['', ...sections]).toContain(section);
    expect(known.sections.map((name) => name.replace('{page}', '1'))).toContain(section);
  });

  it('calls no two things by one name', () => {
    for (const form of ['A', 'B', 'dotted'] as const) {
      const names = ROWS.flatMap((row) => row.names[form] ?? []);
      expect([...new Set(names)]).toEqual(names);
    }
  });

  it('has the vendor manual’s three names for uaCSTA', () => {
    const row = (name: string) => TABLES.names.row(name).names;
    expect(row('csta.enabled')).toMatchObject({
      A: 'SIP CONFIG MODULE/CSTA Enable',
      B: 'SIP CONFIG MODULE/CSTA Enable',
      dotted: 'sip.CSTAEnabled',
    });
    expect(row('line.cstaNumber')).toMatchObject({
      A: 'SIP CONFIG MODULE/SIP Line List/SIP{n} CSTA Number',
      B: 'SIP CONFIG MODULE/SIP Line List/SIP{n} CSTA Number',
      dotted: 'sip.line.{n}.CSTANumber',
    });
  });

  it('does not make dotted names from the others', () => {
    const dotted = (name: string) => TABLES.names.row(name).names.dotted;
    expect(dotted('line.registrarHost')).toBe('sip.line.{n}.RegAddr');
    expect(dotted('line.enabled')).toBe('sip.line.{n}.RegEnabled');
    expect(dotted('line.voicemail')).toBe('sip.line.{n}.MWICode');
    expect(dotted('line.codecs')).toBe('sip.line.{n}.AudioCodecSet');
    expect(dotted('time.sntpEnabled')).toBe('phone.date.SNTPEnabled');
    expect(dotted('provisioning.pnp')).toBe('ap.pnp.Enabled');
  });

  it('marks each password as one', () => {
    const secret = ROWS.filter(({ secret }) => secret).map(({ name }) => name);
    expect(secret.sort()).toEqual([
      'line.password',
      'line.proxyPassword',
      'phone.menuPassword',
      'web.accountPassword',
    ]);
  });
});

describe('columns', () => {
  // As measured in phones' own exports.
  const rows = [
    { form: 'A', module: 'GLOBAL CONFIG MODULE', key: 'SNTP Server', column: 19 },
    { form: 'A', module: 'SIP CONFIG MODULE', key: 'SIP1 Transport', column: 19 },
    { form: 'A', module: 'SIP CONFIG MODULE', key: 'SIP1 Enable Failbac', column: 19 },
    { form: 'A', module: 'PHONE CONFIG MODULE', key: 'Fkey10 Title', column: 19 },
    { form: 'A', module: 'MMI CONFIG MODULE', key: 'Account1 Password', column: 19 },
    { form: 'B', module: 'SIP CONFIG MODULE', key: 'CSTA Enable', column: 19 },
    { form: 'B', module: 'SIP CONFIG MODULE', key: 'SIP1 CSTA Number', column: 24 },
    { form: 'B', module: 'CALL FEATURE MODULE', key: 'P1 Auto Onhook', column: 22 },
    { form: 'B', module: 'DSSKEY CONFIG MODULE', key: 'Fkey1 Type', column: 25 },
    { form: 'B', module: 'DSSKEY CONFIG MODULE', key: 'Fkey10 Type', column: 26 },
    { form: 'B', module: 'DSSKEY CONFIG MODULE', key: 'DSS Extend1 MAC', column: 20 },
    { form: 'B', module: 'MMI CONFIG MODULE', key: 'Account1 Name', column: 28 },
    { form: 'B', module: 'PHONE FEATURE MODULE', key: 'LDAP1 Server', column: 25 },
    { form: 'B', module: 'PHONE FEATURE MODULE', key: 'XML-PBook1 Name', column: 30 },
    { form: 'B', module: 'MCAST CFG MODULE', key: 'MCAST10 Host', column: 27 },
    { form: 'B', module: 'MM CONFIG MODULE', key: 'G723 Bit Rate', column: 19 },
    { form: 'B', module: 'NET CONFIG MODULE', key: 'WAN6 IP', column: 20 },
    { form: 'B', module: 'UI MAINTAIN CONFIG MODULE', key: 'MWI Popup', column: 23 },
  ] as const;

  it.each(rows)('$form $key: $column', ({ form, module, key, column }) => {
    expect(columnOf({ layout: layouts[form], known: TXT.known }, { module, key })).toBe(column);
  });
});

describe('models', () => {
  it.each([X4, X5U])('$name has a place for each of its keys', (model) => {
    const buttons = buttonsOf(factsOf(model));
    expect(buttons.map(({ button }) => button)).toEqual(
      Array.from({ length: model.keys }, (_, index) => index + 1),
    );
  });

  it('put the keys of the X5U beside its screen first, then six to a page', () => {
    const button = (n: number) => buttonsOf(factsOf(X5U))[n - 1];
    expect(button(4)).toMatchObject({
      rows: { type: 'sideKey.type' },
      at: { n: 4, page: 1, slot: 4 },
    });
    const first = { rows: { type: 'functionKey.type' }, at: { n: 1, page: 1, slot: 1 } };
    expect(button(5)).toMatchObject(first);
    expect(button(34)).toMatchObject({ ...first, at: { n: 30, page: 5, slot: 6 } });
  });

  const { facts } = X4;
  it.each([
    { name: 'no dialect', facts: { ...facts, dialect: undefined }, says: /dialect/ },
    { name: 'another dialect', facts: { ...facts, dialect: 'C' }, says: /dialect/ },
    { name: 'no banks', facts: { ...facts, keyBanks: [] }, says: /keyBanks/ },
    { name: 'a stray fact', facts: { ...facts, screens: 2 }, says: /screens/ },
    {
      name: 'a bank without rows',
      facts: { ...facts, keyBanks: [{ rows: 'softKey', pages: 1, perPage: 4 }] },
      says: /softKey\.pages/,
    },
  ])('are refused with $name', ({ facts, says }) => {
    expect(DRIVER.checkFacts(facts).join('\n')).toMatch(says);
  });

  it('send the same text in options 66 and 43', () => {
    for (const { dhcp } of [X4, X5U]) expect(dhcp.option43).toBe(dhcp.option66);
  });
});
