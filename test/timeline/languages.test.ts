// What phones are told of in each language: every text is there, every place in it is filled, and none is left in English.

import { describe, expect, it } from 'vitest';
import { REASONS } from '../../src/dhcp/decide/reasons.js';
import type { HttpOutcome } from '../../src/http/file-source.js';
import type { Outcome } from '../../src/tftp/server/report.js';
import { describePhone } from '../../src/timeline/describe.js';
import { diagnose, sightings } from '../../src/timeline/diagnose.js';
import { diagnoseSite, type SiteFacts, tellSiteDiagnosis } from '../../src/timeline/site-rows.js';
import { stepText } from '../../src/timeline/step-text.js';
import { tellDiagnosis } from '../../src/timeline/tell-diagnosis.js';
import { LANGUAGES, languageOf } from '../../src/timeline/texts/languages.js';
import { printCount } from '../../src/timeline/texts/print.js';
import { as, type Language } from '../../src/timeline/texts/shape.js';
import { describeBoot } from '../../src/timeline/timeline-rows.js';
import { viewOf } from '../../src/timeline/view.js';
import { wordOf } from '../../src/timeline/word.js';
import { PACKS } from '../phones/shipped-models.js';
import { SCRIPTS } from './scripts/all.js';
import { ask, CISCO, historyAfter, sip, unheard } from './scripts/script.js';

const { ru } = LANGUAGES;
const ALL: readonly (readonly [string, Language])[] = Object.entries(LANGUAGES);
const plain = (text: string) => text.replace(/\s/g, ' ');
const UNFILLED = /\{\w+\}|undefined|NaN|Infinity|\[object/;

/** At its moment, a while after it, and with lines. */
function sentencesOf({ events, facts, nowMs }: (typeof SCRIPTS)[number], language: Language) {
  const history = historyAfter(...events);
  return [0, 90_000, 900_000_000].flatMap((later) =>
    [facts, { ...facts, lines: ['7001', '7002'] }].flatMap((known) => {
      const now = nowMs + later;
      const diagnosis = diagnose(history, known, now);
      return [false, true].flatMap((stale) => {
        const word = wordOf(history, known, diagnosis, stale, now);
        const told = describePhone(history, known, diagnosis, word, now, undefined, language);
        return [told.sentence, told.todo ?? [], told.remark ?? []].flat();
      });
    }),
  );
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe.each(ALL)('in %s', (_, language) => {
  it.each(SCRIPTS.map((script) => [`${script.row} ${script.how ?? ''}`, script] as const))(
    '%s is told with all its places filled',
    (__, script) => {
      const { events, facts, nowMs } = script;
      const found = sightings(viewOf(historyAfter(...events), facts, nowMs));
      const told = found.find(({ id }) => id === script.row);
      const said = told && Object.values(tellDiagnosis(told, language));
      const { boot } = historyAfter(...events);
      const rows = boot ? describeBoot(boot, [], nowMs, undefined, language) : [];
      const all = [...(said ?? []), ...sentencesOf(script, language)];
      expect(said?.length).toBeGreaterThan(1);
      expect([...all, JSON.stringify(rows)].filter((text) => UNFILLED.test(text))).toEqual([]);
      expect(all.filter((text) => /[.:;,]$|^\s|\s$/.test(text))).toEqual([]);
    },
  );

  it('all together are told with all places filled', () => {
    const stuck = SCRIPTS.find(({ row }) => row === 'T6');
    const history = historyAfter(...(stuck?.events ?? []));
    const diagnosis = diagnose(history, stuck?.facts ?? CISCO, stuck?.nowMs ?? 0);
    if (!diagnosis) throw new Error('T6 has a script');
    const facts: SiteFacts = {
      ...{ reloadedMs: diagnosis.sinceMs, reloadChanged: 7, reloadRefused: 'errors' },
      ...{ rivals: ['10.20.1.254'], packets: 2_000, repeats: 500, throttled: 3 },
      networks: [{ network: '10.20.1.0/24', phones: 9, heardMs: -1e9, renewalMs: 0 }],
      silentPbxes: [{ name: 'main', sinceMs: 0 }],
    };
    const crowd = Array.from({ length: 6 }, () => diagnosis);
    const all: readonly SiteFacts[] = [
      facts,
      { ...facts, reloadChanged: 0, reloadRefused: 'loss' },
      { ...facts, reloadedMs: 1e12, reloadRefused: 'failure' },
    ];
    const rows = all.flatMap((each) => diagnoseSite(crowd, each, 1_000_000));
    const said = rows.map((row) => tellSiteDiagnosis(row, language));
    expect(new Set(said.map(({ id }) => id)).size).toBe(8);
    expect(textsIn(said).filter((text) => UNFILLED.test(text))).toEqual([]);
  });
});

describe('Russian', () => {
  const SAME = new Set(['×{count}', '{reply}', '{phones}: {means}']);

  it('has no text that was left in another alphabet', () => {
    const { lang: _, units: __, ...texts } = ru;
    const left = textsIn(texts).filter((text) => !/[а-яё]/i.test(text) && !SAME.has(text));
    expect(textsIn(texts).length).toBeGreaterThan(300);
    expect(left).toEqual([]);
  });

  it('is what each sentence of a phone is told in', () => {
    const told = SCRIPTS.flatMap((script) => sentencesOf(script, ru));
    const steps = SCRIPTS.flatMap(({ events }) => events).map((event) => stepText(event, ru));
    // A message of DHCP that got a reply, and what was sent of a file, is named by the field itself.
    const outcomes = steps.map(({ outcome }) => outcome).filter((text) => /[a-z]{3}/i.test(text));
    expect(told.filter((text) => !/[а-яё]{3}/i.test(text))).toEqual([]);
    expect(outcomes.filter((text) => !/[а-яё]{3}/i.test(text))).toEqual([]);
  });

  it('has a name for each reason of DHCP, each end of a request and each purpose of a file', () => {
    const names = [...Object.keys(REASONS), ...Object.keys(ENDS), 'journal-failed'];
    expect(names.filter((name) => !Object.hasOwn(ru.reasons, name))).toEqual([]);
    expect(PURPOSES.length).toBeGreaterThan(6);
    expect(PURPOSES.filter((purpose) => !Object.hasOwn(ru.purposes, purpose))).toEqual([]);
  });

  it.each([
    [1, '1 раз'],
    [3, '3 раза'],
    [5, '5 раз'],
    [11, '11 раз'],
    [22, '22 раза'],
  ])('counts %d as %s', (count, text) => {
    expect(ru.units.times(count)).toBe(text);
  });

  it('has units and forms of its own', () => {
    const { span, bytes, tenths } = ru.units;
    expect([span(800), span(30_000), span(600_000), span(28_800_000)].map(plain)).toEqual([
      ...['800 мс', '30 с', '10 мин', '8 ч'],
    ]);
    expect([bytes(7_385), bytes(3_100_000), tenths(5.4)].map(plain)).toEqual([
      ...['7 385 байт', '3,1 МБ', '5,4'],
    ]);
    expect(printCount(2, 'stepsMore', ru)).toBe('ещё 2 шага');
    expect(printCount(1, 'linesOf', ru, { all: '3', missing: '7002' })).toBe(
      'зарегистрирована 1 линия из 3, нет 7002',
    );
  });

  it('tells what a phone did as an engineer would', () => {
    const events = [0, 30_000, 60_000, 90_000].map((atMs) => ask(atMs, 'SEP02ABCDEF0123.cnf.xml'));
    const history = historyAfter(...events);
    const diagnosis = diagnose(history, CISCO, 93_000);
    const told = describePhone(history, CISCO, diagnosis, 'stuck', 93_000, undefined, ru);
    expect(plain(told.sentence)).toBe(
      '4 раза запросил SEP02ABCDEF0123.cnf.xml, каждые 30 с, и получил целиком, 7 385 байт: он показывает "Unprovisioned": не принимает свой файл',
    );
    expect(stepText(unheard(0, 'pool-exhausted'), ru)).toEqual({
      ...{ what: 'DISCOVER → без ответа', outcome: 'пул исчерпан' },
    });
    expect(stepText(sip(0, 'bad-password'), ru).outcome).toBe(
      'АТС отказала: имя или пароль, адрес 10.20.1.153',
    );
  });

  it('fills a text of the wire as it is, whatever is written in it', () => {
    const { sentence } = describePhone(
      historyAfter(ask(0, '{name}{more}.xml', 'running', { role: 'config' })),
      ...([CISCO, undefined, 'booting', 1_000, undefined, ru] as const),
    );
    expect(plain(sentence)).toBe('{name}{more}.xml: передаётся, 1 с назад');
  });
});

describe('a language', () => {
  it.each([
    ['ru', 'ru'],
    ['en', 'en'],
    ['de', 'en'],
    ['', 'en'],
    ['__proto__', 'en'],
    ['toString', 'en'],
    [null, 'en'],
  ])('%j is %s', (wanted, lang) => {
    expect(languageOf(wanted).lang).toBe(lang);
  });

  it('does not build without a text, with one more, or with other places in it', () => {
    interface English {
      readonly a: '{n} of {all}';
      readonly b: { readonly c: 'x' };
    }
    const table = as<English>();
    const tables = [
      table({ a: '{all}: {n}', b: { c: 'ж' } }),
      // @ts-expect-error: `b` is missing
      table({ a: '{n} {all}' }),
      // @ts-expect-error: `c` is missing
      table({ a: '{n} {all}', b: {} }),
      // @ts-expect-error: English has no `d`
      table({ a: '{n} {all}', b: { c: 'ж' }, d: 'ж' }),
      // @ts-expect-error: English has no {m}
      table({ a: '{n} {all} {m}', b: { c: 'ж' } }),
      // @ts-expect-error: English has {all}
      table({ a: '{n}', b: { c: 'ж' } }),
    ];
    expect(tables).toHaveLength(6);
  });
});

const ENDS: Readonly<Record<Outcome | HttpOutcome, true>> = {
  ...{ sent: true, unconfirmed: true, timeout: true, 'client-error': true, 'not-found': true },
  ...{ 'expected-miss': true, denied: true, unreadable: true, 'write-refused': true },
  ...{ 'unknown-mode': true, busy: true, stopped: true, head: true, 'bad-name': true },
  ...{ 'bad-request': true, 'headers-too-large': true, 'too-slow': true, 'bad-method': true },
  'client-gone': true,
};

const DEVICE = `<device><userLocale><name>English</name><langCode>en</langCode></userLocale>
<networkLocale>US</networkLocale><loadInformation>SIP31.8-5-3SR1S</loadInformation>
<sipProfile><dialTemplate>dialplan.xml</dialTemplate><softKeyFile>softkeys.xml</softKeyFile></sipProfile></device>`;

/** What the drivers say that files are for, of all models that there are. */
const PURPOSES: readonly string[] = [
  ...new Set(
    [...PACKS.models.values()].flatMap((model) => {
      const script = PACKS.drivers.get(model.vendor)?.boot(CISCO.mac, model);
      const seen: string[] = ['dial tone'];
      let asks = script?.first ?? [];
      for (let round = 0; round < 4; round += 1) {
        seen.push(...asks.map(({ purpose }) => purpose));
        const device = new TextEncoder().encode(DEVICE);
        asks = asks.flatMap((each) => [
          ...(script?.next(each, device) ?? []),
          ...(script?.next(each, undefined) ?? []),
        ]);
      }
      return seen;
    }),
  ),
];
