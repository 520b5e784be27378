// Sockets that systemd opened for us, sd_listen_fds(3). Knows their names, not what they are for.

const FIRST_FD = 3;

/** Descriptors by the FileDescriptorName= of their units; of one name the first. Empty: there are none for us. */
export function inheritedSockets(
  env: Readonly<Record<string, string | undefined>>,
  pid: number,
): ReadonlyMap<string, number> {
  if (Number(env.LISTEN_PID) !== pid) return new Map();
  const names = env.LISTEN_FDNAMES?.split(':') ?? [];
  const count = Number(env.LISTEN_FDS);
  const sockets = Array.from({ length: count > 0 ? count : 0 }, (_, index) => ({
    name: names[index] ?? 'unknown',
    fd: FIRST_FD + index,
  }));
  return new Map(sockets.toReversed().map(({ name, fd }) => [name, fd]));
}

const DHCP_NAME = /^dhcp-(.+)$/;

/** Of units named `dhcp-<interface>`: descriptors by interface. */
export function dhcpSockets(inherited: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  return new Map(
    [...inherited].flatMap(([name, fd]) => {
      const [, device] = DHCP_NAME.exec(name) ?? [];
      return device === undefined ? [] : [[device, fd] as const];
    }),
  );
}
