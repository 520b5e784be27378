// Network namespaces for tests: a server with two wires and no default route, a client on each. Everything
// that is made here is named after this process and is taken down by name.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Namespaces {
  /** Of this process alone; use it for what is put into them. */
  readonly names: readonly string[];
  /** Joins interfaces of two of them by a wire, and brings both up. */
  join(near: Port, far: Port): Promise<void>;
  /** Runs a command in a namespace to its end, and gives what it printed. */
  inside(namespace: string, command: readonly string[]): Promise<string>;
  /** Starts a command in a namespace. */
  start(namespace: string, command: readonly string[]): Running;
  takeDown(): Promise<void>;
}

/** An interface of a namespace. */
export interface Port {
  readonly namespace: string;
  readonly device: string;
  readonly mac?: string;
  /** With its prefix length. */
  readonly address?: string;
}

export interface Wires extends Namespaces {
  readonly server: string;
  readonly clients: readonly [string, string];
}

export interface Running {
  readonly child: ChildProcess;
  /** Standard output so far. */
  readonly lines: readonly string[];
  /** The first line that holds `text`, said already or not. Rejects if it ends without saying it. */
  said(text: string): Promise<string>;
  /** Ends it, if it runs, and waits for that. */
  stop(signal: NodeJS.Signals): Promise<void>;
}

/** MACs of the two clients' interfaces, both called `wire`. */
export const CLIENT_MACS = ['02:77:00:00:00:0a', '02:78:00:00:00:0b'] as const;
/** The server's addresses, on `wire0` and `wire1`. */
export const SERVER_ADDRESSES = ['10.77.0.1', '10.78.0.1'] as const;

/** A server with a wire to each of two clients. */
export async function createWires(): Promise<Wires> {
  const namespaces = await createNamespaces(['s', 'a', 'b']);
  const [server = '', one = '', two = ''] = namespaces.names;
  const clients = [one, two] as const;
  try {
    for (const index of [0, 1] as const) {
      await namespaces.join(
        {
          namespace: server,
          device: `wire${index}`,
          address: `${SERVER_ADDRESSES[index]}/24`,
        },
        { namespace: clients[index], device: 'wire', mac: CLIENT_MACS[index] },
      );
    }
    return { ...namespaces, server, clients };
  } catch (error) {
    await namespaces.takeDown();
    throw error;
  }
}

/** Empty ones, with loopback, one for each role. */
export async function createNamespaces(roles: readonly string[]): Promise<Namespaces> {
  const names = roles.map((role) => `ohd${process.pid}${role}`);
  const running: Running[] = [];
  const ip = (...command: readonly string[]) => run('ip', command);

  async function takeDown(): Promise<void> {
    for (const each of running) await each.stop('SIGKILL');
    for (const name of names) {
      const { stdout } = await ip('netns', 'pids', name).catch(() => ({ stdout: '' }));
      for (const pid of stdout.split('\n').filter(Boolean)) process.kill(Number(pid), 'SIGKILL');
      await ip('netns', 'del', name).catch(() => undefined);
    }
  }

  async function bringUp({ namespace, device, mac, address }: Port): Promise<void> {
    if (mac !== undefined) await ip('-n', namespace, 'link', 'set', device, 'address', mac);
    if (address !== undefined) await ip('-n', namespace, 'addr', 'add', address, 'dev', device);
    await ip('-n', namespace, 'link', 'set', device, 'up');
  }

  try {
    for (const name of names) {
      await ip('netns', 'add', name);
      await ip('-n', name, 'link', 'set', 'lo', 'up');
    }
  } catch (error) {
    await takeDown();
    throw error;
  }

  return {
    names,
    async join(near, far) {
      const peer = ['peer', 'name', far.device, 'netns', far.namespace];
      await ip('-n', near.namespace, 'link', 'add', near.device, 'type', 'veth', ...peer);
      await bringUp(far);
      await bringUp(near);
    },
    async inside(namespace, command) {
      const { stdout } = await run('ip', ['netns', 'exec', namespace, ...command]);
      return stdout;
    },
    start(namespace, command) {
      const started = startIn(namespace, command);
      running.push(started);
      return started;
    },
    takeDown,
  };
}

function startIn(namespace: string, command: readonly string[]): Running {
  const child = spawn('ip', ['netns', 'exec', namespace, ...command], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  const closed = once(child, 'close');
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    for (const look of waiting) look();
  });
  return {
    child,
    lines,
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const line = lines.find((each) => each.includes(text));
          if (line === undefined) return;
          waiting.delete(look);
          resolve(line);
        };
        waiting.add(look);
        look();
        closed.then(() => reject(new Error(`never said "${text}": ${lines.join('\n')}`)));
      }),
    async stop(signal) {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
    },
  };
}

/** Why these tests cannot run here; undefined: they can. */
export async function missingForNamespaces(
  ...programs: readonly string[]
): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'network namespaces are of Linux';
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  for (const program of ['ip', ...programs]) {
    const found = await run('sh', ['-c', `command -v ${program}`]).catch(() => undefined);
    if (found === undefined) return `${program} is not installed`;
  }
  return undefined;
}
