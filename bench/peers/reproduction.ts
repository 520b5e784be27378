// Runs someone else's server in a process of its own, bounded in time and in open files, and ended with its test.

import { spawn } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

export interface Peer {
  readonly port: number;
  /** The next line that it prints; rejects when it has ended without. */
  nextLine(): Promise<string>;
  /** Its exit code (null: it had to be killed) and what it wrote to standard error, once it has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly errors: string }>;
}

export interface Answer {
  readonly bytes: Buffer;
  readonly port: number;
}

/** Starts a script that prints its port first. */
export async function startPeer(script: string, args: readonly string[]): Promise<Peer> {
  const command = [process.execPath, script, ...args];
  const child = spawn('sh', ['-c', 'ulimit -n 256 && exec "$@"', 'sh', ...command], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, errors }));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const { done, value } = await lines.next();
    if (done) throw new Error(`${script} has ended: ${errors}`);
    return value;
  };
  return { port: Number(await nextLine()), nextLine, ended };
}

/** A socket on a free port of the loopback, closed with its test. */
export async function openSocket(): Promise<Socket> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  onTestFinished(() => {
    socket.close();
  });
  await once(socket, 'listening');
  return socket;
}

export function receive(socket: Socket): Promise<Answer> {
  return new Promise((resolve) => {
    socket.once('message', (bytes, { port }) => resolve({ bytes, port }));
  });
}

/** Sends a datagram to a port of the loopback and gives the next one that comes. */
export function ask(socket: Socket, port: number, bytes: Uint8Array): Promise<Answer> {
  const answer = receive(socket);
  socket.send(bytes, port, '127.0.0.1');
  return answer;
}
