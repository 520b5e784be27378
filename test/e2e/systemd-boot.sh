#!/bin/sh
# A systemd of its own, as process 1 of new namespaces, with the units of a folder: systemd-boot.sh UNITS CGROUP
# CGROUP is a folder to be made below /sys/fs/cgroup/systemd; who ends this removes it. Only a mount is shared with the
# outside: files. /run and /var/lib are new and empty.
set -e
mkdir "$2"
echo $$ > "$2/cgroup.procs"
exec unshare --mount --pid --cgroup --uts --ipc --fork --kill-child=KILL --mount-proc sh -ec '
  mount --make-rprivate /
  mount -t tmpfs tmpfs /sys/fs/cgroup
  mkdir /sys/fs/cgroup/systemd
  mount -t cgroup -o none,name=systemd cgroup /sys/fs/cgroup/systemd
  mount -t tmpfs tmpfs /run
  mkdir /run/lock
  mount -t tmpfs tmpfs /var/lib
  exec env -i container=test PATH="$PATH" SYSTEMD_UNIT_PATH="$1" \
    /lib/systemd/systemd --system --unit=offhook.service --log-target=null --show-status=0
' sh "$1"
