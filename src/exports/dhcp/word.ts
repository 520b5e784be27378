// A text as a name that every DHCP server takes: no blank, comma or sign is in it.

/** `TFTP Server Address` -> `tftp-server-address`. */
export function wordOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}
