// `offhook csta MAC`: is uaCSTA on at a phone, what does its line do, and make it dial, answer or hang up.

import { readSnapshot } from '../../artifacts/read-snapshot.js';
import { jsonLine, jsonText, printable } from '../../core/printable.js';
import { dialledFault } from '../../core/user-part.js';
import { type AskedLine, runSession } from '../../csta/session/run-session.js';
import type { News, Want } from '../../csta/session/types.js';
import { CSTA_ENGLISH } from '../../csta/texts/en.js';
import { VERDICTS } from '../../csta/verdicts.js';
import { createKeptSources } from '../../inventory/read/kept-sources.js';
import { type KnownModel, knownModel } from '../../phones/packs/known-models.js';
import type { Packs } from '../../phones/packs/packs.js';
import { linesOf, type WrittenLine } from '../../serve/csta/phone-lines.js';
import { openUserAgent } from '../../sip/agent/open-user-agent.js';
import type { Phone } from '../../site/site.js';
import { callLine, newsLines } from '../csta-words.js';
import { EXIT } from '../exit-codes.js';
import { type Io, UsageError } from '../io.js';
import { readMac } from '../mac-argument.js';
import { findSource, type SiteOptions } from '../open-snapshot.js';
import { findPhonePlace, type PhonePlace, type PlaceOptions } from '../phone-place.js';
import { settleCsta } from '../settle-csta.js';
import { TOOL_VERSION } from '../tool-version.js';

export interface CstaOptions extends SiteOptions, PlaceOptions {
  /** From 1, in the order of the keys. */
  readonly line: number;
  readonly watch?: boolean;
  readonly call?: string;
  readonly answer?: boolean;
  readonly hangup?: boolean;
  readonly snapshot?: boolean;
  readonly settle?: boolean;
  /** Somebody saw the phone fetch its present file. */
  readonly fetched?: boolean;
  /** Seconds. */
  readonly timeout: number;
  readonly format: 'text' | 'json';
}

/** News that are remembered for JSON. */
const MAX_TOLD = 1_000;

export async function csta(macText: string, options: CstaOptions, io: Io): Promise<number> {
  const wants = wantsOf(options);
  const mac = readMac(macText);
  if (options.settle && options.config === '-') {
    throw new UsageError('--settle writes beside a file: name it');
  }
  const { source } = await findSource({ ...options, secrets: false }, io);
  const keptSources = createKeptSources();
  const snapshot = readSnapshot(source, undefined, { keptSources });
  const phone = snapshot.phones.get(mac);
  if (!phone) throw new UsageError(`${mac} is not in ${source.file}`);
  const { model, driver } = modelOf(phone, snapshot.packs);
  const line = lineOf(phone, options.line);
  const place = await findPhonePlace(phone, driver.sipEar(phone), options, io);
  const { host, port, transport } = place;
  const asked = { ...line, target: { host, port, transport } };
  const { csta } = driver;
  if (options.settle && !csta)
    throw new UsageError(`of the ${model.name} nothing is to be settled`);
  const session = await ask(asked, place, wants, options, io);
  const { agent, verdict } = session;
  const subject = { phone, model, source, keptSources, agent, verdict: verdict?.verdict };
  const settled =
    options.settle && csta ? await settleCsta({ ...subject, csta }, options, io) : undefined;
  say({ mac, line: line.number, place, session, settled }, options, io);
  if (settled) return settled.isRecorded ? EXIT.ok : EXIT.findings;
  return exitOf(session, wants);
}

function modelOf(phone: Phone, packs: Packs): KnownModel {
  const known = knownModel(packs, phone.model);
  if (!known) throw new UsageError(`no model "${phone.model}"`);
  if (known.model.csta) return known;
  throw new UsageError(`the ${known.model.name} has no uaCSTA`);
}

function lineOf(phone: Phone, n: number): WrittenLine {
  const lines = linesOf(phone);
  const line = lines[n - 1];
  if (line) return line;
  const many = lines.length === 1 ? 'one line' : `${lines.length} lines`;
  throw new UsageError(`${phone.mac} has ${many} in the inventory, and no line ${n}`);
}

/** Throws UsageError for a number that nobody dials. */
function wantsOf({ call, answer, hangup, snapshot }: CstaOptions): readonly Want[] {
  if (call !== undefined) checkNumber(call);
  return [
    ...(snapshot ? [{ kind: 'snapshot' } as const] : []),
    ...(answer ? [{ kind: 'answer' } as const] : []),
    ...(hangup ? [{ kind: 'hangup' } as const] : []),
    ...(call === undefined ? [] : [{ kind: 'call', number: call } as const]),
  ];
}

function checkNumber(number: string): void {
  const fault = dialledFault(number);
  if (fault) throw new UsageError(`--call "${number}" ${fault.what}: ${fault.hint}`);
}

export interface Asked {
  readonly told: readonly News[];
  /** Absent: it was stopped before there was one. */
  readonly verdict?: Extract<News, { kind: 'verdict' }>;
  readonly agent?: string;
}

async function ask(
  line: AskedLine,
  { transport }: PhonePlace,
  wants: readonly Want[],
  options: CstaOptions,
  io: Io,
): Promise<Asked> {
  const agent = await openUserAgent({
    local: { address: '0.0.0.0', port: 0 },
    transports: [transport],
    product: `offhook/${TOOL_VERSION}`,
  });
  const told: News[] = [];
  const show = createTeller(line.number, options, io);
  const session = runSession(agent, line, {
    giveUpMs: options.timeout * 1_000,
    tell(news) {
      told.push(news);
      if (told.length > MAX_TOLD) told.shift();
      show(news);
      if (news.kind === 'verdict') verdict = news;
      if (news.kind === 'phone') self = news.agent;
      if (news.kind === 'idle' && options.watch !== true) session.stop();
    },
  });
  let verdict: Asked['verdict'];
  let self: string | undefined;
  for (const want of wants) session.want(want);
  if (io.stop.aborted) session.stop();
  else io.stop.addEventListener('abort', () => session.stop(), { once: true });
  await session.over;
  await agent.close();
  return { told, ...(verdict && { verdict }), ...(self !== undefined && { agent: self }) };
}

/** As it comes; JSON as it comes is one value a line. */
function createTeller(line: string, { format, watch }: CstaOptions, io: Io): (news: News) => void {
  if (format === 'json') {
    if (watch !== true) return () => {};
    return (news) => io.out(jsonLine(news));
  }
  return (news) => {
    for (const said of newsLines(news, line)) io.out(`${printable(said)}\n`);
  };
}

interface Outcome {
  readonly mac: string;
  readonly line: string;
  readonly place: PhonePlace;
  readonly session: Asked;
  readonly settled: { readonly says: readonly string[] } | undefined;
}

function say({ mac, line, place, session, settled }: Outcome, options: CstaOptions, io: Io): void {
  const { told, verdict, agent } = session;
  const row = verdict && CSTA_ENGLISH.verdicts[verdict.verdict];
  const calls = lastCalls(told);
  if (options.format === 'json') {
    const { knownBy: _, ...target } = place;
    const all = {
      ...{ version: 1, mac, line, target },
      ...(agent !== undefined && { agent }),
      ...(verdict && {
        verdict: {
          answer: VERDICTS[verdict.verdict],
          id: verdict.verdict,
          ...row,
          ...detailOf(verdict),
        },
      }),
      calls,
      ...(options.watch ? {} : { told }),
      ...(settled && { settled: settled.says }),
    };
    io.out(options.watch ? jsonLine(all) : jsonText(all));
    return;
  }
  const end = [
    ...(options.snapshot ? calls.map(callLine) : []),
    ...(row ? [`${mac}, line ${line}, at ${place.host}:${place.port} (${place.knownBy}):`] : []),
    ...(row ? [row.says, `do: ${row.todo.replaceAll('MAC', mac)}`] : ['stopped before an answer']),
    ...(settled?.says ?? []),
  ];
  for (const each of end) io.out(`${printable(each)}\n`);
}

function detailOf({ status, said }: NonNullable<Asked['verdict']>) {
  return { ...(status !== undefined && { status }), ...(said !== undefined && { said }) };
}

function lastCalls(told: readonly News[]) {
  const last = told.findLast((news) => news.kind === 'event' || news.kind === 'answer');
  return last && 'line' in last ? last.line.calls : [];
}

/** Whatever else was not to be had: somebody asked for these. */
const SERVICES = { call: 'MakeCall', answer: 'AnswerCall', hangup: 'ClearConnection' } as const;

function exitOf({ told, verdict }: Asked, wants: readonly Want[]): number {
  if (!verdict) return EXIT.ok;
  const isOn = VERDICTS[verdict.verdict] === 'on';
  const asked = new Set<string>(
    wants.map(({ kind }) => (kind === 'snapshot' ? 'SnapshotDevice' : SERVICES[kind])),
  );
  const isRefused = told.some(
    (news) => news.kind === 'no-call' || (news.kind === 'refused' && asked.has(news.service)),
  );
  const isOver = told.some(
    (news) => news.kind === 'over' && news.end !== 'stopped' && news.end !== 'never',
  );
  return isOn && !isRefused && !isOver ? EXIT.ok : EXIT.findings;
}
