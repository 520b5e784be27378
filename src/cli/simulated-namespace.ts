// A wire that is made for pretend phones: a network namespace for them, and a cable to this machine. Both go when they have done.

import { spawn } from 'node:child_process';
import { formatIpv4, type Ipv4 } from '../core/ipv4.js';
import type { Network } from '../site/site.js';
import { EXIT } from './exit-codes.js';
import { type Io, UsageError } from './io.js';
import { ip } from './ip-command.js';

/** The phones' end. */
const PHONES_DEVICE = 'phone0';
/** Where nobody names the interface of the network. */
const OUR_DEVICE = 'offhook-lab';

/** Does the same again inside; returns how that ended. Rejects where no wire can be made. */
export async function inOwnNamespace(networks: readonly Network[], io: Io): Promise<number> {
  const network = networks.find(({ relay }) => !relay);
  if (!network) throw new UsageError('the inventory has no network for phones to be on');
  const device = network.interface ?? OUR_DEVICE;
  const namespace = `offhook-simulate-${process.pid}`;
  const wire = (...words: readonly string[]) => ip('no wire can be made: ', ...words);
  await wire('netns', 'add', namespace);
  try {
    // The inventory's own interface must not be there yet: this refuses to take one away from anybody.
    await wire(
      'link',
      'add',
      device,
      'type',
      'veth',
      'peer',
      'name',
      PHONES_DEVICE,
      'netns',
      namespace,
    );
    await wire(
      'address',
      'add',
      `${formatIpv4(serverOf(network))}/${network.subnet.prefix}`,
      'dev',
      device,
    );
    await wire('link', 'set', device, 'up');
    await wire('-n', namespace, 'link', 'set', 'lo', 'up');
    await wire('-n', namespace, 'link', 'set', PHONES_DEVICE, 'up');
    io.err(`${device} is a wire to pretend phones: serve on it, as "offhook serve" does\n`);
    return await again(namespace, io);
  } finally {
    await wire('netns', 'delete', namespace);
    await wire('link', 'delete', device).catch(() => {});
  }

  /** The same words in the namespace, with the interface in the place of --namespace. */
  function again(inside: string, { stop }: Io): Promise<number> {
    const words = process.argv.slice(1).filter((each) => each !== '--namespace');
    const command = [process.execPath, ...process.execArgv, ...words, '--interface', PHONES_DEVICE];
    const child = spawn('ip', ['netns', 'exec', inside, ...command], { stdio: 'inherit' });
    stop.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? EXIT.unexpected));
    });
  }
}

/** As clients are told; else the first address of the network that is nobody's. */
function serverOf({ server, tftp: [first], subnet, router }: Network): Ipv4 {
  const said = server ?? first;
  if (said !== undefined) return said;
  const one = (subnet.network + 1) as Ipv4;
  return one === router ? ((subnet.network + 2) as Ipv4) : one;
}
