// What to do about what all phones together say, in English, by the row of the table.

export const ENGLISH_SITE_ROWS = {
  G1: 'look for one cause, first at what changed last',
  G2: 'look at the relay agent, the switch and the link to them',
  G3: 'offhook doctor looks at the receive buffer; then look at the network',
  G4: 'no NAT between phones and offhook',
  G5: 'let only one DHCP server answer phones',
  G7: 'offhook doctor says why its manager interface (AMI) does not answer, and what to do',
  G6: 'mend what the log says of the last reload: offhook validate',
  G8: 'put them back; if it is meant, SIGHUP twice takes it, such as systemctl reload offhook',
} as const;
