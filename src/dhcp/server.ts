// Joins link, decision, leases and journal. A reply leaves when its lease is on the disk; where that fails, only if the
// inventory or an older line of the journal bears it out.

import type { Clock } from '../core/clock.js';
import type { Ipv4 } from '../core/ipv4.js';
import type { Log } from '../core/log.js';
import type { Mac } from '../core/mac.js';
import { createComplaints } from './complaints.js';
import { offered, rested, silence } from './decide/assign.js';
import { type DecisionContext, decide } from './decide/decide.js';
import type { Decision } from './decide/decision.js';
import { type DhcpRequest, type ParsedRequest, parseRequest } from './decide/request.js';
import { unrecordedReply } from './decide/unrecorded.js';
import type { DhcpExchange } from './exchange.js';
import type { LeaseJournal } from './journal/journal.js';
import { freed, heldBy, isHeld, type Lease } from './leases/lease.js';
import { createLeaseBook } from './leases/lease-book.js';
import type { PoolCounts } from './leases/leases.js';
import type { Arrival, DhcpLink } from './link/link.js';
import { decodeMessage, encodeMessage } from './message/message.js';
import type { AddressCheck } from './offer/address-check.js';
import { createOfferChecks } from './offer/offer-checks.js';
import type { DhcpPolicy } from './policy.js';
import { sayReady } from './say-ready.js';
import { createCounters, type DhcpStats } from './stats.js';
import type { DhcpSubnet } from './subnet.js';

/** What may change while the server runs. */
export interface DhcpConfiguration {
  readonly policy: DhcpPolicy;
  readonly subnets: readonly DhcpSubnet[];
}

export interface DhcpServerOptions extends DhcpConfiguration {
  readonly link: DhcpLink;
  readonly journal: LeaseJournal;
  readonly clock: Clock;
  readonly log: Log;
  /** Clients that are of this process, and look for other servers: as if they were not there. */
  readonly searching?: Pick<ReadonlySet<Mac>, 'has' | 'size'>;
  /** Absent: addresses are offered without a look at who uses them. */
  readonly checkAddress?: AddressCheck;
  /** Called once a request, after its reply has left. */
  observe(exchange: DhcpExchange): void;
}

export interface DhcpServer {
  /** Who has the address by a lease of ours that still runs. */
  holderOf(address: Ipv4): Mac | undefined;
  /**
   * Takes back what the phone holds, and says what that was. It is on the disk then, or this rejects as the
   * journal does. What the phone got anew meanwhile it keeps.
   */
  release(mac: Mac): Promise<readonly Lease[]>;
  /**
   * Makes ready for another configuration, a slice a turn of the event loop, while the old one serves. What it
   * resolves with puts it into force, from the next packet on, at once and without fail; leases stay as they are.
   */
  prepare(configuration: DhcpConfiguration): Promise<() => void>;
  stats(): DhcpStats;
  /** Of each network that has a pool. */
  pools(): readonly PoolCounts[];
  /** What nobody else may have now, as it is walked; until when by the wall's clock. */
  leases(): Iterable<Lease>;
  /** Closes the link; replies that still wait for the disk are given up. The journal stays open. */
  close(): Promise<void>;
}

/** One request on its way to its answer. */
interface Task {
  readonly request: DhcpRequest;
  readonly arrival: Arrival;
  readonly receivedMs: number;
  /** Addresses that were found in use by strangers. */
  readonly attempts: number;
}

/** Where everything seems in use something else is wrong, and the pool must not go to rest at once. */
const ATTEMPTS_MAX = 8;

const NOBODY: ReadonlySet<Mac> = new Set();

export function createDhcpServer(options: DhcpServerOptions): DhcpServer {
  const { link, journal, clock, log, observe, searching = NOBODY } = options;
  const counters = createCounters();
  const complaints = createComplaints(log, () => clock.monotonicMs());
  const book = createLeaseBook(options.subnets, journal, clock, log, complaints.journal);
  let context = contextOf(options);
  let closed = false;
  const checks = options.checkAddress && createOfferChecks(options.checkAddress);

  function contextOf({ policy, subnets }: DhcpConfiguration): DecisionContext {
    return { policy, subnets, leases: book.table };
  }

  function receive(datagram: Uint8Array, arrival: Arrival): void {
    const receivedMs = clock.monotonicMs();
    const parsed = parseDatagram(datagram);
    if (parsed.ok) {
      if (searching.size > 0 && searching.has(parsed.request.mac)) return;
      counters.requests[parsed.request.type] += 1;
      serve({ request: parsed.request, arrival, receivedMs, attempts: 0 });
    } else {
      counters.faults[parsed.fault] += 1;
      complaints.packet(parsed.fault);
    }
  }

  function serve(task: Task): void {
    const { request, receivedMs } = task;
    const decision = take(task);
    const conclude = (why: DhcpExchange['why']): void =>
      tell(exchangeOf(request, decision, why, clock.monotonicMs() - receivedMs));
    if (decision.unlessUsed && startCheck(task, decision, conclude)) return;
    const lasting = decision.changes.filter(({ state }) => state !== 'offered');
    if (lasting.length === 0) conclude(answer(decision));
    else {
      book
        .record(lasting)
        .then(
          () => confirm(decision),
          (error) => answerUnrecorded(decision, error),
        )
        .then(conclude)
        .catch(complaints.defect);
    }
  }

  /** In a later turn of the event loop: a reply leaves at the end of its own, and must not wait for a log line. */
  function tell(exchange: DhcpExchange): void {
    setImmediate(() => {
      try {
        observe(exchange);
      } catch (error) {
        complaints.defect(error);
      }
    });
  }

  function take({ request, arrival, attempts }: Task): Decision {
    const nowMs = book.now();
    book.table.expire(nowMs);
    if (attempts >= ATTEMPTS_MAX) return silence('addresses-used');
    const decision = decide(request, arrival, context, nowMs);
    if (isBeingChecked(decision)) return silence('being-checked', decision.address);
    for (const lease of decision.changes) book.put(lease);
    if (decision.reply !== undefined) complaints.answered(request, decision);
    return decision;
  }

  /** A client that asks again while its offer waits gets that offer, and no second one before. */
  function isBeingChecked({ reply, address }: Decision): boolean {
    return reply?.type === 'OFFER' && address !== undefined && checks?.isPending(address) === true;
  }

  /** false: it goes out unchecked. */
  function startCheck(
    task: Task,
    decision: Decision,
    conclude: (why: DhcpExchange['why']) => void,
  ): boolean {
    const { address, reply, changes } = decision;
    if (address === undefined || reply === undefined || checks === undefined) return false;
    return checks.start(address, reply.destination.from, (occupant) => {
      try {
        if (occupant === undefined || occupant === task.request.mac) conclude(answer(decision));
        else {
          complaints.used(address, occupant);
          for (const lease of changes) layToRest(lease);
          serve({ ...task, attempts: task.attempts + 1 });
        }
      } catch (error) {
        complaints.defect(error);
      }
    });
  }

  function layToRest(lease: Lease): void {
    const resting = rested(lease, book.now());
    book.put(resting);
    book.record([resting]).catch(complaints.journal);
  }

  async function release(lease: Lease): Promise<readonly Lease[]> {
    const free = freed(lease, book.now());
    await book.append(free);
    // A renewal in the meantime stands behind it in the journal, and must be what is remembered here too.
    if (book.table.at(lease.address) !== lease) return [];
    book.put(free);
    return [lease];
  }

  function answer({ reply, why }: Decision): DhcpExchange['why'] {
    if (reply === undefined) counters.silences += 1;
    else if (!closed) {
      link.send(encodeMessage(reply.message), reply.destination);
      counters.replies[reply.type] += 1;
    }
    return why;
  }

  function confirm(decision: Decision): DhcpExchange['why'] {
    complaints.journalWorks();
    return answer(decision);
  }

  function answerUnrecorded(decision: Decision, error: unknown): DhcpExchange['why'] {
    complaints.journal(error);
    const nowMs = book.now();
    const recorded = decision.address === undefined ? undefined : book.recorded(decision.address);
    const reply = unrecordedReply(decision, recorded, nowMs);
    if (reply !== undefined) {
      counters.unrecorded += 1;
      return answer({ ...decision, reply });
    }
    withdraw(decision, nowMs);
    counters.journalFailures += 1;
    return 'journal-failed';
  }

  /** An address that could not be given is the client's for a while, as if offered, and then free again. */
  function withdraw({ reply, changes }: Decision, nowMs: number): void {
    const granted = reply && changes.at(-1);
    if (granted !== undefined && book.table.at(granted.address) === granted) {
      book.put(offered(granted, nowMs));
    }
  }

  link.listen({
    request(datagram, arrival) {
      try {
        receive(datagram, arrival);
      } catch (error) {
        complaints.defect(error);
      }
    },
    fault(error) {
      counters.sendFailures += 1;
      complaints.link(error);
    },
  });
  sayReady(log, link, journal, book.table);

  return {
    holderOf(address) {
      const lease = book.table.at(address);
      return lease?.state === 'bound' && isHeld(lease, book.lastNow()) ? lease.mac : undefined;
    },
    async release(mac) {
      return (await Promise.all(heldBy(mac, book.table.all(), book.now()).map(release))).flat();
    },
    async prepare(configuration) {
      const swap = await book.prepare(configuration.subnets);
      return () => {
        swap();
        context = contextOf(configuration);
      };
    },
    stats: () => structuredClone(counters),
    pools() {
      book.table.expire(book.lastNow());
      return book.table.pools();
    },
    leases: book.held,
    async close() {
      closed = true;
      await link.close();
      await book.close();
    },
  };
}

function parseDatagram(datagram: Uint8Array): ParsedRequest {
  const decoded = decodeMessage(datagram);
  return decoded.ok ? parseRequest(decoded.message) : decoded;
}

function exchangeOf(
  request: DhcpRequest,
  { reply, address }: Decision,
  why: DhcpExchange['why'],
  ms: number,
): DhcpExchange {
  const { mac, vendorClass, type, message } = request;
  const { giaddr } = message;
  return {
    request,
    mac,
    type,
    why,
    ms,
    ...(vendorClass !== undefined && { vendorClass }),
    ...(reply !== undefined && why !== 'journal-failed' && { reply: reply.type }),
    ...(address !== undefined && { address }),
    ...(giaddr !== 0 && { relayAgent: giaddr }),
  };
}
