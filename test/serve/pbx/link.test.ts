// The link to a PBX, played by a manager interface that says what real Asterisks said: what is told of phones, and of the link itself.

import { afterEach, describe, expect, it } from 'vitest';
import type { Log, LogFields } from '../../../src/core/log.js';
import type { Mac } from '../../../src/core/mac.js';
import {
  openPbxLinks,
  type PbxLinks,
  type PbxSite,
  silentAmong,
} from '../../../src/serve/pbx/links.js';
import {
  type Answer,
  type FakeAsterisk,
  listOf,
  refused,
  startFakeAsterisk,
} from '../../pbx/ami/fake-asterisk.js';
import { CHAN_SIP, messagesOf, OWN_LOGIN, PHONE, PJSIP } from '../../pbx/lines/asterisk-said.js';
import { createWatch } from '../../pbx/watch.js';
import { SOAKING, soak } from '../../soak.js';

const ANNA = '00:1b:d4:00:00:01' as Mac;
const OTTO = '00:a8:59:00:00:02' as Mac;
const NO_SUCH = refused('Invalid/unknown command: X. Use Action: ListCommands to show available.');

const fieldsOf = (...texts: readonly string[]) =>
  texts.flatMap(messagesOf).map(({ fields }) => fields);
const entries =
  (...texts: readonly string[]): Answer =>
  () =>
    listOf(fieldsOf(...texts));

/** Of an Asterisk with PJSIP alone, that has no contact. */
const answersOfPjsip = (): [string, Answer][] => [
  ['PJSIPShowContacts', () => refused('No Contacts found')],
  ['SIPpeers', () => NO_SUCH],
  ['DeviceStateList', entries(PJSIP.use('UNAVAILABLE'))],
];

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).toReversed()) await each.close();
});

function siteOf(fake: FakeAsterisk, owner = ANNA): PbxSite {
  const lineOf = (account: string) =>
    account === '7001' ? { line: '7001', macs: [owner] } : undefined;
  const texts = { label: '', lines: ['7001'], pbxes: ['main'], groups: [], place: '' };
  return {
    pbxes: [{ name: 'main', server: fake.server, lineOf }],
    phones: {
      macs: () => [ANNA, OTTO],
      textsOf: (mac: Mac) => (mac === owner ? texts : { ...texts, lines: [], pbxes: [] }),
    } as unknown as PbxSite['phones'],
  };
}

/** `until`: resolves when this holds, looked at whenever something was told. */
function listen(site: PbxSite) {
  const told: string[] = [];
  const logged: string[] = [];
  const changed: Mac[] = [];
  const watch = createWatch();
  const note = <T>(list: T[], item: T): void => {
    list.push(item);
    watch.changed();
  };
  const say = (level: string) => (_: LogFields, text: string) => note(logged, `${level} ${text}`);
  const log: Log = {
    debug: say('debug'),
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
  };
  const links = openPbxLinks(site, {
    people: {
      namedIn: () => [],
      isPhone: (mac) => mac === ANNA || mac === OTTO,
      holderOf: () => undefined,
    },
    tell: (mac, { line, state, agent = '-' }) => note(told, `${mac} ${line} ${state} ${agent}`),
    changed: (mac) => note(changed, mac),
    log,
  });
  open.push(links);
  return { links, told, logged, changed, until: watch.until };
}

async function startFake(answers: readonly [string, Answer][]): Promise<FakeAsterisk> {
  const fake = await startFakeAsterisk();
  open.push(fake);
  for (const [action, answer] of answers) fake.answers.set(action, answer);
  return fake;
}

const isUp = (links: PbxLinks) => links.linkOf(['main']).pbxLink;

describe('the link to a PBX with PJSIP', () => {
  it('begins with all that is registered, and asks for who it is that registers then', async () => {
    const fake = await startFake(answersOfPjsip());
    const { links, told, logged, changed, until } = listen(siteOf(fake));
    await until(() => isUp(links));
    expect(links.linkOf(['main', 'branch'])).toEqual({ pbxLink: false });
    expect(told).toEqual([]);
    fake.answers.set('PJSIPShowContacts', entries(PJSIP.entry()));
    fake.tell(...fieldsOf(OWN_LOGIN, PJSIP.contact('NonQualified'), PJSIP.use('RINGING')));
    await until(() => told.length > 0);
    expect(told).toEqual([`${ANNA} 7001 registered Cisco-CP7931G/8.5.3`]);
    expect(links.linesOf(ANNA)).toMatchObject([
      { line: '7001', pbx: 'main', use: 'ringing', contact: { address: PHONE } },
    ]);
    expect(links.linesOf(OTTO)).toEqual([]);
    expect(changed).toContain(ANNA);
    expect(logged.filter((each) => !each.startsWith('debug'))).toEqual([
      'info the PBX main tells who is registered: lines there now 0',
    ]);
  });

  it('tells that a phone has registered again, and of one that leaves no more than that', async () => {
    const fake = await startFake([
      ...answersOfPjsip(),
      ['PJSIPShowContacts', entries(PJSIP.entry())],
    ]);
    const { links, told, until } = listen(siteOf(fake));
    await until(() => isUp(links));
    fake.tell(...fieldsOf(PJSIP.challenged(), PJSIP.accepted()));
    await until(() => told.length === 2);
    fake.tell(...fieldsOf(PJSIP.challenged(), PJSIP.accepted(), PJSIP.contact('Removed')));
    await until(() => told.length === 3);
    expect(told.map((each) => each.split(' ')[2])).toEqual([
      ...['registered', 'registered', 'unregistered'],
    ]);
  });

  it('lost, tells nothing, says why once, and begins with a fresh look when it is back', async () => {
    const fake = await startFake([
      ...answersOfPjsip(),
      ['PJSIPShowContacts', entries(PJSIP.entry())],
    ]);
    const { links, told, logged, until } = listen(siteOf(fake));
    await until(() => told.length === 1 && isUp(links));
    fake.answers.set('PJSIPShowContacts', () => refused('No Contacts found'));
    fake.drop();
    await until(() => !isUp(links));
    expect(links.linesOf(ANNA)).toEqual([]);
    expect(silentAmong(links.all())).toEqual([{ name: 'main', sinceMs: expect.any(Number) }]);
    await until(() => isUp(links) && told.length === 2);
    expect(silentAmong(links.all())).toEqual([]);
    expect(told.at(-1)).toBe(`${ANNA} 7001 unregistered -`);
    const said = logged.filter((each) => each.startsWith('warn'));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('the PBX main tells nothing: AMI of 127.0.0.1');
    expect(logged.join()).not.toContain('planted-ami-word');
  });

  it('says what its user may not do, and tells nothing where it may not ask who is registered', async () => {
    const denied = () => refused('Permission denied');
    const fake = await startFake([
      ...answersOfPjsip(),
      ['PJSIPShowContacts', denied],
      ['DeviceStateList', denied],
    ]);
    const { links, logged, until } = listen(siteOf(fake));
    await until(() => logged.some((each) => each.startsWith('warn')));
    expect(logged.find((each) => each.startsWith('warn'))).toContain('need the class "system"');
    expect(isUp(links)).toBe(false);
    expect(links.all().map(({ state }) => state.lacks)).toEqual([['system']]);
    expect(silentAmong(links.all())).toEqual([{ name: 'main', sinceMs: expect.any(Number) }]);
  });

  it('says that a login is refused', async () => {
    const fake = await startFake([]);
    const { server } = siteOf(fake).pbxes[0] ?? {};
    if (!server) throw new Error('no PBX');
    const site = siteOf({ ...fake, server: { ...server, user: 'another' } });
    const { logged, until } = listen(site);
    await until(() => logged.length > 0);
    expect(logged[0]).toContain('warn the PBX main tells nothing: AMI of');
    expect(logged[0]).toContain('refuses the login of "another"');
  });
});

it('a PBX with chan_sip is asked who each peer is', async () => {
  const fake = await startFake([
    ['PJSIPShowContacts', () => NO_SUCH],
    ['SIPpeers', entries(CHAN_SIP.entry(PHONE, 'OK (14 ms)'))],
    ['SIPshowpeer', () => fieldsOf(CHAN_SIP.shown())],
    ['DeviceStateList', entries(CHAN_SIP.use('INUSE'))],
  ]);
  const { links, told, until } = listen(siteOf(fake));
  await until(() => told.length > 0);
  expect(told).toEqual([`${ANNA} 7001 registered Cisco-CP7931G/8.5.3`]);
  expect(links.linesOf(ANNA)[0]?.use).toBe('in-use');
  expect(fake.asked.filter(({ action }) => action === 'SIPshowpeer')).toMatchObject([
    { peer: '7001' },
  ]);
});

it('a PBX that tells of strangers without end is heard through: a phone registers behind them, and the log stays short', async () => {
  const fake = await startFake(answersOfPjsip());
  const { links, told, logged, until } = listen(siteOf(fake));
  await until(() => isUp(links));
  const strangers = [
    PJSIP.contact('Reachable'),
    PJSIP.use('INUSE'),
    ...[PJSIP.challenged(), PJSIP.noAccount(), PJSIP.badPassword(), PJSIP.accepted()],
  ].map((text) => text.replaceAll('7001', 'stranger-@').replaceAll(PHONE, '10.9.@'));
  const rounds = soak(200, 100_000);
  for (let at = 0; at < rounds; at++) {
    const who = strangers.map((text) => text.replaceAll('stranger-@', `stranger-${at}`));
    const where = `${(at >> 8) & 255}.${at & 255}`;
    fake.tell(...fieldsOf(...who.map((text) => text.replaceAll('10.9.@', `10.9.${where}`))));
    if (at % 100 === 0) await new Promise(setImmediate);
  }
  fake.answers.set('PJSIPShowContacts', entries(PJSIP.entry()));
  fake.tell(...fieldsOf(PJSIP.contact('NonQualified')));
  await until(() => told.length > 0);
  expect(told).toEqual([`${ANNA} 7001 registered Cisco-CP7931G/8.5.3`]);
  expect(isUp(links)).toBe(true);
  expect(logged.filter((each) => !each.startsWith('debug'))).toHaveLength(1);
});

// What ends such a list is tried at a desk too, where it stands: with `exchanges`.
it.runIf(SOAKING)('a PBX whose list has no end is lost, and that is said', async () => {
  const fake = await startFake(answersOfPjsip());
  fake.answers.set('DeviceStateList', ({ actionid = '' }) => {
    const entry = `Event: DeviceStateChange\r\nActionID: ${actionid}\r\n\r\n`;
    setImmediate(() => {
      for (let some = 0; some < 205; some++) fake.write(entry.repeat(1_000));
    });
    return [
      [
        ['Response', 'Success'],
        ['EventList', 'start'],
      ],
    ];
  });
  const { links, logged, until } = listen(siteOf(fake));
  await until(() => logged.length > 0);
  expect(logged[0]).toContain('the list of DeviceStateList is too long to be a site');
  for (const [action, answer] of answersOfPjsip()) fake.answers.set(action, answer);
  links.replace(siteOf(fake), true);
  await until(() => isUp(links));
});

it('a PBX of which a value is longer than a line is lost, and that is said', async () => {
  const fake = await startFake(answersOfPjsip());
  const { links, logged, until } = listen(siteOf(fake));
  await until(() => isUp(links));
  const before = logged.length;
  fake.write(`Value: ${'x'.repeat(soak(100_000, 10_000_000))}`);
  await until(() => !isUp(links));
  expect(logged.slice(before).join()).toContain('sent a line longer than 65536 characters');
  links.replace(siteOf(fake), true);
  await until(() => isUp(links));
});

it('a PBX that lets us in and hangs up, again and again, is said once', async () => {
  const fake = await startFake(answersOfPjsip());
  fake.answers.set('PJSIPShowContacts', () => {
    fake.drop();
    return undefined;
  });
  const { links, told, logged, until } = listen(siteOf(fake));
  for (const failures of Array.from({ length: 20 }, (_, at) => at + 1)) {
    await until(() => logged.length >= failures);
    links.replace(siteOf(fake), true);
  }
  expect(fake.logins.accepted).toBeGreaterThanOrEqual(20);
  expect(logged.filter((each) => !each.startsWith('debug'))).toHaveLength(1);
  expect(told).toEqual([]);
});

describe('a reload', () => {
  it('that says of a PBX what it said leaves it connected, and tells whose its lines are now', async () => {
    const fake = await startFake([
      ...answersOfPjsip(),
      ['PJSIPShowContacts', entries(PJSIP.entry())],
    ]);
    const { links, told, until } = listen(siteOf(fake));
    await until(() => told.length === 1 && isUp(links));
    links.replace(siteOf(fake, OTTO));
    await until(() => told.length === 2);
    expect(told[1]).toMatch(`${OTTO} 7001 registered`);
    expect(fake.logins.accepted).toBe(1);
  });

  it('that says how it is asked otherwise connects it anew, and who is registered no more is told', async () => {
    const fake = await startFake([
      ...answersOfPjsip(),
      ['PJSIPShowContacts', entries(PJSIP.entry())],
    ]);
    const other = await startFake(answersOfPjsip());
    const { links, told, until } = listen(siteOf(fake));
    await until(() => told.length === 1 && isUp(links));
    links.replace(siteOf(other));
    expect(isUp(links)).toBe(false);
    await until(() => isUp(links));
    expect(told.slice(1)).toEqual([`${ANNA} 7001 unregistered -`]);
    expect(links.linesOf(ANNA)).toMatchObject([{ line: '7001', contact: undefined }]);
    expect(other.logins.accepted).toBe(1);
    links.replace({ ...siteOf(other), pbxes: [] });
    expect(links.all()).toEqual([]);
    expect(links.linkOf([])).toEqual({ pbxLink: false });
  });

  it('tries a login that was refused again where somebody wants it read, and not by itself', async () => {
    const fake = await startFake(answersOfPjsip());
    const stranger = { ...fake.server, user: 'stranger' };
    const site = siteOf(fake);
    const refusing = { ...site, pbxes: site.pbxes.map((pbx) => ({ ...pbx, server: stranger })) };
    const { links, logged, until } = listen(refusing);
    await until(() => logged.length === 1);
    links.replace(refusing);
    links.replace(refusing, true);
    await until(() => logged.length === 2);
    expect(fake.logins.refused).toBe(2);
    // Another secret is another way of asking.
    links.replace(siteOf(fake));
    await until(() => isUp(links));
  });
});
