// Who else answers DHCP on our wires, as a client would hear it.

import type { Ipv4 } from '../../core/ipv4.js';
import { OTHER_SERVER_ADVICE, type OtherServer } from '../other-servers.js';
import { type Check, ok, problem, warning } from './check.js';

/** `own`: ours on any interface; a server there is one of this machine, and found by its port. */
export function judgeOthers(
  found: readonly OtherServer[],
  own: ReadonlySet<Ipv4>,
): readonly Check[] {
  const others = found.filter(({ serverId }) => !own.has(serverId));
  if (others.length === 0) return [ok('dhcp-others', 'no other DHCP server answers')];
  return others.map(({ text, isKnown }) =>
    isKnown
      ? warning(
          'dhcp-others',
          text,
          'the inventory knows of it: see that it leaves the phones alone',
        )
      : problem('dhcp-others', text, OTHER_SERVER_ADVICE),
  );
}
