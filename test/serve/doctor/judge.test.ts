// What was seen -> what it means. No machine is looked at here.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseIpv4 } from '../../../src/core/ipv4.js';
import type { Listener } from '../../../src/core/listen-error.js';
import { judgeAnswers } from '../../../src/serve/doctor/answers.js';
import { type Check, SUBJECTS } from '../../../src/serve/doctor/check.js';
import { judgeClock, judgeNode } from '../../../src/serve/doctor/judge-host.js';
import { judgeInventory } from '../../../src/serve/doctor/judge-inventory.js';
import { judgeOthers } from '../../../src/serve/doctor/judge-others.js';
import { judgeState, type StateFacts } from '../../../src/serve/doctor/judge-state.js';
import type { Process } from '../../../src/serve/doctor/port-holders.js';
import { judgePort } from '../../../src/serve/doctor/ports.js';
import { judgeSockets } from '../../../src/serve/doctor/sockets.js';
import { snapshotOf } from '../snapshot-under-test.js';

const ip = (text: string) => parseIpv4(text) ?? expect.fail(text);
const todoOf = (check: Check | undefined) => (check && 'todo' in check ? check.todo : undefined);

describe('the docs', () => {
  it.each(SUBJECTS)('tell what %s is', (subject) => {
    expect(readFileSync('docs/serving.md', 'utf8')).toMatch(
      new RegExp(`^\\| [^|]*\`${subject}\``, 'm'),
    );
  });
});

describe('Node', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8'));

  it.each([
    ['v18.20.4', 'problem'],
    ['v20.18.9', 'problem'],
    ['v20.19.0', 'ok'],
    ['v20.20.2', 'ok'],
    ['v21.7.3', 'problem'],
    ['v22.11.9', 'problem'],
    ['v22.12.0', 'ok'],
    ['v24.0.0', 'ok'],
    ['v26.10.0', 'ok'],
  ])('%s is, by package.json: %s', (version, status) => {
    const check = judgeNode(version, engines.node);
    expect(check).toMatchObject({ subject: 'node', status });
    expect(check.seen).toContain(version);
    if (status === 'problem') expect(todoOf(check)).toContain(engines.node);
  });

  it('of a range that we cannot read is none that we support', () => {
    expect(judgeNode('v20.19.0', '~20.19').status).toBe('problem');
  });
});

describe('the clock', () => {
  it.each([
    ['1970-01-01T00:00:12Z', 'problem'],
    ['2020-06-01T00:00:00Z', 'problem'],
    ['2025-12-31T23:59:59Z', 'problem'],
    ['2026-01-01T00:00:00Z', 'ok'],
    ['2031-01-01T00:00:00Z', 'ok'],
  ])('at %s: %s', (time, status) => {
    const check = judgeClock(Date.parse(time));
    expect(check.status).toBe(status);
    expect(check.seen).toContain(time.slice(0, 19));
  });
});

describe('the inventory', () => {
  it('may be missing', () => {
    expect(judgeInventory(undefined)).toMatchObject({
      status: 'ok',
      seen: expect.stringMatching(/none/),
    });
  });

  it('is a problem with an error, not with a warning', () => {
    const { diagnostics } = snapshotOf('phones: [{ mac: "00:a8:59:db:04:62", model: fanvil }]');
    const warned = diagnostics.map((each) => ({ ...each, severity: 'warning' as const }));
    const facts = { file: 'lab.yaml', phones: 1 };
    expect(diagnostics.length).toBeGreaterThan(0);
    const wrong = judgeInventory({ ...facts, findings: diagnostics });
    expect(wrong).toMatchObject({
      status: 'problem',
      seen: expect.stringContaining(`errors: ${diagnostics.length}`),
      todo: expect.stringContaining('offhook validate lab.yaml'),
    });
    expect(judgeInventory({ ...facts, findings: warned }).status).toBe('ok');
  });
});

describe('sockets', () => {
  const subjects = { sockets: 'dhcp-sockets', buffer: 'dhcp-buffer' } as const;
  const listening = { backend: 'a socket on each interface', receiveBufferBytes: 8 << 20 };

  it('are well when the server knows nothing better', () => {
    expect(judgeSockets(subjects, listening)).toEqual([
      { subject: 'dhcp-sockets', status: 'ok', seen: 'a socket on each interface' },
      { subject: 'dhcp-buffer', status: 'ok', seen: 'a receive buffer of 8192 KB' },
    ]);
  });

  it('that are not the best come with the reason and their limits', () => {
    const limit = { why: 'Error: no koffi', message: 'only reservations are served' };
    const [sockets, buffer] = judgeSockets(subjects, { ...listening, limit });
    expect(sockets).toMatchObject({
      status: 'warning',
      seen: expect.stringMatching(/Error: no koffi.*only reservations are served/),
      todo: expect.stringContaining('koffi'),
    });
    expect(buffer?.status).toBe('ok');
  });

  it('with a small buffer come with what the server says to that', () => {
    const smallBuffer = 'small receive buffer: raise net.core.rmem_max';
    const facts = { ...listening, receiveBufferBytes: 425_984, smallBuffer };
    const [sockets, buffer] = judgeSockets(subjects, facts);
    expect(sockets?.status).toBe('ok');
    expect(buffer).toEqual({
      subject: 'dhcp-buffer',
      status: 'warning',
      seen: 'a receive buffer of 416 KB',
      todo: smallBuffer,
    });
  });
});

describe('answers of TFTP', () => {
  const heard = { kind: 'error', code: 1, message: 'file not found' } as const;

  it('are well where each came from the address that was asked', () => {
    const asked = ['10.20.1.1', '10.20.1.2'].map((address) => ({ address, result: heard }));
    expect(judgeAnswers(asked)).toEqual([
      {
        ...{ subject: 'tftp-answers', status: 'ok' },
        seen: 'leave from the address that was asked: 10.20.1.1, 10.20.1.2',
      },
    ]);
    expect(judgeAnswers([])).toEqual([]);
  });

  it('are a problem from another, and perhaps one where there are none', () => {
    const checks = judgeAnswers([
      { address: '10.20.1.1', result: heard },
      { address: '10.20.1.2', result: { kind: 'timeout', answeredFrom: '10.20.1.1' } },
      { address: '10.20.1.3', result: { kind: 'timeout' } },
    ]);
    expect(checks).toMatchObject([
      {
        status: 'problem',
        seen: expect.stringMatching(/10\.20\.1\.2 is asked is answered from 10\.20\.1\.1/),
        todo: expect.stringContaining('--address 10.20.1.2'),
      },
      { status: 'warning', seen: expect.stringContaining('10.20.1.3') },
    ]);
  });
});

describe('a port', () => {
  const listener: Listener = {
    what: 'UDP 0.0.0.0:69 for TFTP',
    port: 69,
    instead: 'choose another, "--tftp-port 6969"',
  };
  const process = (pid: number, name: string, isOffhook = false): Process => ({
    pid,
    name,
    isOffhook,
  });
  const DNSMASQ = process(812, 'dnsmasq');
  const INETD = process(40, 'inetd');
  const SYSTEMD = process(1, 'systemd');
  const OURS = process(900, 'node', true);

  it.each([
    { name: 'free', processes: [], status: 'ok', seen: /0\.0\.0\.0:69 for TFTP can be had/ },
    {
      name: 'ours already',
      refusal: 'EADDRINUSE',
      processes: [OURS],
      status: 'ok',
      seen: /offhook serves on .* already, as process 900/,
    },
    {
      name: 'ours already, passed on by systemd',
      refusal: 'EADDRINUSE',
      processes: [SYSTEMD, OURS],
      status: 'ok',
      seen: /process 900/,
    },
    {
      name: 'ours already, and we may not even bind it',
      refusal: 'EACCES',
      processes: [OURS],
      status: 'ok',
      seen: /process 900/,
    },
    {
      name: 'held for a service',
      refusal: 'EADDRINUSE',
      processes: [SYSTEMD],
      status: 'warning',
      seen: /systemd/,
      todo: /systemctl list-sockets/,
    },
    {
      name: 'that of the only program of a container',
      refusal: 'EADDRINUSE',
      processes: [process(1, 'dnsmasq')],
      status: 'problem',
      seen: /dnsmasq \(process 1\)/,
      todo: /^stop it/,
    },
    {
      name: "another's, passed on by systemd",
      refusal: 'EADDRINUSE',
      processes: [SYSTEMD, INETD],
      status: 'problem',
      seen: /systemd \(process 1\), inetd \(process 40\)/,
      todo: /^stop it/,
    },
    {
      name: "others'",
      refusal: 'EADDRINUSE',
      processes: [DNSMASQ, INETD],
      status: 'problem',
      seen: /^dnsmasq \(process 812\), inetd \(process 40\) has UDP/,
      todo: /^stop it, or choose another, "--tftp-port 6969"$/,
    },
    {
      name: "another user's",
      refusal: 'EADDRINUSE',
      processes: [],
      hidden: true,
      status: 'problem',
      seen: /in use by a process of another user/,
      todo: /sudo offhook doctor/,
    },
    {
      name: 'taken by nobody that is known',
      refusal: 'EADDRINUSE',
      processes: [],
      status: 'problem',
      seen: /cannot listen on UDP 0\.0\.0\.0:69 for TFTP \(EADDRINUSE\)/,
      todo: /ss -lnp sport = :69/,
    },
    {
      name: "root's",
      refusal: 'EACCES',
      processes: [],
      status: 'problem',
      seen: /EACCES/,
      todo: /cap_net_bind_service/,
    },
  ])('is $status when it is $name', ({ refusal, processes, hidden = false, ...expected }) => {
    const check = judgePort('tftp-port', {
      listener,
      ...(refusal !== undefined && { refusal }),
      holders: { processes, hidden },
    });
    expect(check.subject).toBe('tftp-port');
    expect(check.status).toBe(expected.status);
    expect(check.seen).toMatch(expected.seen);
    if (expected.todo) expect(todoOf(check)).toMatch(expected.todo);
    else expect(check).not.toHaveProperty('todo');
  });
});

describe('another DHCP server', () => {
  const found = (serverId: string, isKnown = false) => ({
    device: 'eth1',
    text: `another DHCP server answers on eth1: ${serverId}`,
    serverId: ip(serverId),
    isKnown,
  });
  const own = new Set([ip('10.20.1.1'), ip('10.99.0.1')]);

  it.each([
    ['there is none', [], ['ok']],
    ['it is ourselves, on any wire', [found('10.20.1.1'), found('10.99.0.1')], ['ok']],
    ['the inventory knows it', [found('10.20.1.254', true)], ['warning']],
    ['it is a stranger', [found('10.20.1.254')], ['problem']],
    [
      'there are several',
      [found('10.20.1.1'), found('10.20.1.3'), found('10.20.1.254', true)],
      ['problem', 'warning'],
    ],
  ])('when %s', (_, others, statuses) => {
    const checks = judgeOthers(others, own);
    expect(checks.map(({ status }) => status)).toEqual(statuses);
  });

  it('is named, with what to do', () => {
    expect(judgeOthers([found('10.20.1.254')], own)).toEqual([
      {
        subject: 'dhcp-others',
        status: 'problem',
        seen: 'another DHCP server answers on eth1: 10.20.1.254',
        todo: expect.stringMatching(/Switch it off.*coexist: true.*--dhcp off/),
      },
    ]);
  });
});

describe('the state folder', () => {
  const good: StateFacts = {
    path: '/var/lib/offhook',
    isThere: true,
    lock: { kind: 'free' },
    disk: { flushesMs: [1, 2, 3], freeBytes: 1 << 30 },
  };
  const of = (facts: Partial<StateFacts>) =>
    Object.fromEntries(judgeState({ ...good, ...facts }).map((each) => [each.subject, each]));

  it('is well when all of it is', () => {
    const checks = judgeState(good);
    expect(checks.map(({ subject, status }) => `${subject} ${status}`)).toEqual([
      'state-folder ok',
      'state-lock ok',
      'state-flush ok',
      'state-room ok',
    ]);
  });

  it('need not be there yet', () => {
    expect(of({ isThere: false })['state-folder']).toMatchObject({
      status: 'ok',
      seen: '/var/lib/offhook will be made',
    });
  });

  it.each([
    ['EACCES', /as the user who will serve.*--state-dir/],
    ['EROFS', /--state-dir/],
    ['ENOSPC', /make room/],
  ])('that refuses with %s is a problem, and its disk is unknown', (code, todo) => {
    const { disk, ...known } = good;
    expect(disk).toBeDefined();
    const checks = judgeState({ ...known, refusal: { code, at: '/var/lib' } });
    expect(checks.map(({ subject }) => subject)).toEqual(['state-folder', 'state-lock']);
    expect(checks[0]).toMatchObject({
      status: 'problem',
      seen: expect.stringMatching(new RegExp(`/var/lib .*${code}.*/var/lib/offhook`)),
    });
    expect(todoOf(checks[0])).toMatch(todo);
  });

  const held = { kind: 'held', pid: 4711 } as const;
  it.each([
    [{ ...held, isElsewhere: false, isGuess: false }, 'ok', /process 4711 has/],
    [{ ...held, isElsewhere: true, isGuess: false }, 'ok', /4711 of another container has/],
    [{ ...held, isElsewhere: true, isGuess: true }, 'warning', /cannot be seen from here/],
    [{ kind: 'stale' } as const, 'ok', /crash/],
    [{ kind: 'unreadable' } as const, 'warning', /cannot see/],
  ])('whose lock is %j: %s', (lock, status, seen) => {
    const check = of({ lock })['state-lock'];
    expect(check?.status).toBe(status);
    expect(check?.seen).toMatch(seen);
  });

  it.each([
    { flushesMs: [0.5, 900, 0.7], status: 'ok', seen: /after 0\.7 ms/ },
    { flushesMs: [49.9], status: 'ok', seen: /49\.9/ },
    { flushesMs: [50], status: 'warning', seen: /50\.0 ms, which is slow/ },
    { flushesMs: [9, 100, 1, 110, 120], status: 'warning', seen: /100\.0 ms, which is slow/ },
  ])('on a disk that takes $flushesMs ms: $status', ({ flushesMs, status, seen }) => {
    const check = of({ disk: { flushesMs, freeBytes: 1 << 30 } })['state-flush'];
    expect(check?.status).toBe(status);
    expect(check?.seen).toMatch(seen);
  });

  it.each([
    [64 << 20, 'ok', '64 MB free'],
    [(64 << 20) - 1, 'warning', '63 MB free'],
    [0, 'warning', '0 MB free'],
    [2 ** 42, 'ok', '4194304 MB free'],
  ])('with %i bytes of room: %s', (freeBytes, status, seen) => {
    const check = of({ disk: { flushesMs: [1], freeBytes } })['state-room'];
    expect(check).toMatchObject({ status, seen });
  });
});
