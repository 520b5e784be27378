// Of scenarios in which it is told what a PBX says: how a true PBX is brought to say it, where pretend phones can do that. By name.

/** Completes "at a PBX whose AMI the inventory names: …". */
export const AT_A_PBX: Readonly<Record<string, string>> = {
  'wrong-password': 'give the line of the phone another password there, then "simulate --register"',
  'no-account': 'take the line of the phone out there, then "simulate --register"',
  'drops-challenges':
    'let it answer to the port that a request came from (force_rport = yes), then "simulate --register --from-other-port"',
  'registered-elsewhere':
    'register the line of the phone with a softphone, then "simulate" without --register',
  'switched-off':
    '"simulate --register --stay 5m", at whose end they leave; it is told a minute later',
};
