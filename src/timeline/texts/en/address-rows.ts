// What the diagnoses of phones that have no address yet, or not a useful one, and of phones that are not there mean and what to do, in English, by the row of the table.

export const ENGLISH_ADDRESS_ROWS = {
  D5: {
    means: 'its lease could not be written: the disk is full, failing or read-only',
    todo: 'make room for the state folder; offhook doctor looks at it',
  },
  D6: {
    means: 'no address of the pool of {network} is free',
    todo: 'a larger pool, a shorter lease, addresses for the phones that stay, or offhook leases release',
  },
  D7: {
    means: 'it has no address of its own on {network}, and there is no pool',
    todo: 'write address: for the phone, or pool: for the network',
  },
  D11: {
    means:
      'every address that it could have seems to be in use: often a router that answers ARP for everyone',
    todo: 'switch proxy ARP off there, or write addressCheck: false for the network',
  },
  D12: {
    means: 'it asks {by}',
    todo: 'write that network under networks:, with relay: true where a relay agent stands between',
  },
  D2: {
    means:
      'it is a phone, but the inventory does not have it, and networks serve only phones of the inventory',
    todo: 'offhook adopt {mac} writes it into the inventory (offhook new shows such phones); or clients: phones for the network',
  },
  D3b: {
    means:
      'the inventory sets option 150 to something that is no list of addresses, and such phones then take no address at all',
    todo: 'write 150: { ips: [...] }, or leave it out',
  },
  D3: {
    means: 'the offer does not reach it, or it does not like it',
    todo: 'look at the way back: the relay agent and its route, the VLAN of the port, a firewall on this machine; then at the options set by number',
  },
  D4: {
    means: 'it took the offer of another DHCP server, {server}',
    todo: 'keep that server from answering phones, or let only one of the two serve this network',
  },
  D8: {
    means:
      'it insists on {address}, which is not for it here: another server or a relay agent gives it that',
    todo: 'look for the other server (offhook doctor), and release the address on the phone',
  },
  D9: {
    means: "the address that it remembers, {address}, is another client's now",
    todo: 'nothing at first, for it asks anew; if it comes again, two phones have one address in the inventory',
  },
  D13: {
    means: '{address} was found in use by a stranger, and rests',
    todo: 'wait ten minutes, or find the device that uses it',
  },
  D10: {
    means: 'somebody else on the wire uses {address}',
    todo: 'find that device; the address rests meanwhile',
  },
  D14: {
    means:
      'it has an address and begins anew: what it was given has no TFTP server or router that it can use',
    todo: 'compare what it is sent (offhook serve --dry-run): options 66, 150, router and mask',
  },
  D17: {
    means: 'the inventory says {model}, and the phone says that it is a {claims}',
    todo: 'correct model: in the inventory; everything else would fail later',
  },
  D19: {
    means: 'it has not renewed its lease: switched off, unplugged or moved',
    todo: 'nothing, if it is meant to be away',
  },
  D1: {
    means: 'it has no power, is not on this wire or VLAN, or its MAC is written wrong{similar}',
    todo: 'look at cable, power and voice VLAN, and compare the MAC with the label on the phone',
  },
  D15: {
    means: 'it learned the voice VLAN after it had begun in the other network, which is normal',
    todo: 'nothing; if the two take turns, set the VLAN at the port of the switch',
  },
  D16: {
    means:
      'it had been asking before we heard it: the port opened late (spanning tree), or offhook was not running',
    todo: 'set portfast (edge port) for the port of the phone',
  },
  D18: {
    means: "the boot loader speaks, not the phone's firmware: its flash is empty or half written",
    todo: 'keep the power on, and expect it to ask for its first firmware',
  },
  D20: {
    means: 'it did not ask for a TFTP server, and was told one all the same',
    todo: 'if it asks for no file: switch its provisioning by DHCP on',
  },
} as const;
