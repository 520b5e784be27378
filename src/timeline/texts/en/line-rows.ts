// What the diagnoses of registration mean and what to do, in English, by the row of the table.

export const ENGLISH_LINE_ROWS = {
  S3: {
    means: 'name or password of line {line} is another than the PBX has',
    todo: 'compare both with the PBX; offhook explain shows the name',
  },
  S4: {
    means: 'the PBX has no account {line}',
    todo: 'make it there, or correct line: in the inventory',
  },
  S6a: {
    means:
      'it drops the challenge (401) that comes to its source port instead of the port in Via, and shows "Registering"',
    todo: 'PJSIP: force_rport=no and rewrite_contact=no; chan_sip: nat=no',
  },
  S6: {
    means: 'the PBX does not reach it: its answers go to a port on which the phone does not listen',
    todo: 'PJSIP: force_rport=no and rewrite_contact=no; no NAT between',
  },
  S7: {
    means: 'a NAT forgets it, its registration runs out, something bans it, or packets are lost',
    todo: "a shorter registerExpires; look at the PBX's bans (fail2ban)",
  },
  S12: {
    means:
      'there is NAT between it and the PBX, which calls it at the address that it has inside: no call gets there',
    todo: 'nat.enabled: true in the inventory; at the PBX rewrite_contact=yes and rtp_symmetric=yes; but a Cisco 79xx hears by UDP nothing at the port that it sends from: in place of that nat.address: {source}, and its SIP and RTP ports passed on to it',
  },
  S8: {
    means: 'there is NAT between, or another device uses the account: it names itself "{agent}"',
    todo: 'find who has that address',
  },
  S5: {
    means: 'with the proxy USECALLMANAGER such a phone registers its first line alone',
    todo: "write the PBX's address as proxy",
  },
  S9: {
    means:
      'it is on, for it was heard since, and has not registered again: it does not reach the PBX, or the PBX has let it go',
    todo: "look at the phone for what it says of line {lines}; ping the PBX from its VLAN; look whether the PBX was restarted, or has the phone's address banned; then restart the phone",
  },
  S10: {
    means: 'it is off, unplugged, or cut off from the PBX',
    todo: 'nothing, if it is meant to be away; else look at its power and at its network; offhook ping {mac}; where it answers, restart it',
  },
  S11: {
    means:
      'its file has another name, password or server for that line than the others, or its registration ran out',
    todo: 'compare line {lines} with the PBX (offhook export asterisk --check); look what the phone says of it; then restart the phone',
  },
  S2: {
    means: 'it does not reach the PBX: wrong host or port, or its address is banned there',
    todo: 'ping the PBX from that VLAN; look at bans (fail2ban) and at the transport',
  },
  S1: {
    means: 'offhook is not told who is registered',
    todo: 'give its pbx ami: in the inventory; where it has that, offhook doctor says what the link lacks; or look at the phone',
  },
} as const;
