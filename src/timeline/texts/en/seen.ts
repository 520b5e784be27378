// What was seen of phones, in English: each goes on from the phone's name, or from another sentence.

export const ENGLISH_SEEN = {
  // Files.
  asked: 'asked {often}for {name}{more}',
  // What follows that.
  notThere: ', which is not there',
  notHere: ', which offhook does not have',
  andRefused: ' and was refused',
  andSilent: ' and went silent',
  noneTaken: ', of which not one packet was acknowledged',
  andSilentAt: ' and went silent at {bytes}',
  sentAgain: ', and {again} of {packets} packets were sent again',
  thoughHadOwn: ', though it had just got its own file',
  everyThoughTold: ', every {every}, though it was told that it is not there',
  ownNotFor: ', and for its own file not, for {silent}',
  partsAgain: ' and for its parts, after it had got all of them',

  askedAndGotAll: 'asked {times} for {name}, every {every}, and got all {bytes} of it',
  askedNoParts: 'asked {times} for {name}, and for none of its parts',
  askedNoPartsInBoots: 'asked {times} for {name} in {boots}, and for none of its parts',
  askedFromTwo: 'its file was asked for from {addresses}',
  trustAgain: 'asked for its trust list, began anew {times}',
  trustAgainNow: 'asked for its trust list, began anew {times}, and asks again',
  addressNoFile: 'has had an address for {silent} and asked for no file',
  addressNoFileHere:
    'has had an address for {silent} and asked for no file here, told that files are at {server}',
  fileAndAnew: 'got its file and began anew, {times}',
  fetchesBy: 'fetches {name} by {protocol}',
  fetchesSlowly: 'fetches {name} with {rate} a second',
  hasFirmwareSilent: 'has its firmware, and was not heard for {silent}',
  hasGot: 'has got {name}',
  lookedByMulticast: 'looked for its server by multicast ({outcome})',
  namesFirmware: 'names its firmware {version}',
  noReasonKnown: 'no reason is known',
  perhapsOtherModel: 'it is perhaps of another model',

  // Addresses.
  sentAndGot: 'sent {type} and got {got}, {times}',
  noReply: 'no answer',
  aReply: 'a {reply}',
  anAddress: 'an address',
  thisNetwork: 'this network',
  fromUnknownNetwork: 'from a network that offhook cannot tell',
  byRelay: 'by way of the relay agent {relay}, which is on none of the networks of the inventory',
  notTaken: 'was offered {address} {times} and took it never',
  fetchesFrom: 'fetches from {address}, an address that it was not given here',
  serverNotHeard: 'which one was not heard',
  gaveBack: 'gave {address} back as in use',
  addressAgain: 'took an address {times}, one soon after another, and asked for no file',
  namesItself: 'names itself "{name}"',
  leaseLost: 'let its lease of {address} run out',
  wasNeverHeard: 'was never heard',
  similarIsThere: ': {mac}, which is nearly the same, is on the wire',
  askedInNetworks: 'asked in {networks}',
  askedBefore: 'had been asking for {time} when it was first heard',
  namesLoader: 'names itself as a boot loader does',
  askedNoServer: 'did not ask for options 66 and 150',

  // Lines.
  refusedOnLine: 'was refused by the PBX on line {line}',
  unknownOnLine: 'is not known to the PBX on line {line}',
  silentOnLine: 'does not answer the PBX on line {line}',
  challenged: 'was asked for its password {times} and never gave it',
  lostRegistration: 'lost its registration on line {line} {times}',
  outOfReach: 'was out of reach of the PBX on line {line} {times}',
  registeredFrom: 'line {line} is registered from {address}',
  registeredBehind: 'line {line} is registered at {address}, by a packet from {source}',
  agentNothing: 'nothing',
  registeredUntil: 'was registered on line {lines} until {time} ago, and is not any more',
  notRegisteredAnyMore:
    'was registered on line {lines}, and was not any more when its PBX was asked anew, {time} ago',
  noLineOfIt:
    'has its file from before, and its PBX has none of its lines, as it has told for {time}',
  linesMissing: 'is registered, but not on line {lines}',
  onlyFirstLine: 'registered its first line and no other',
  fileAndSilent: 'has had its file for {time}, and the PBX heard nothing of it',
  hasItsFile: 'has got its file',

  // All phones together.
  reloadFailed: 'the last reload failed: phones get what the inventory said before',
  phonesLost: 'the inventory has lost most of its phones: phones get what it said before',
  inventoryRefused: 'the inventory has errors: phones get what it said before',
  atOnce: '{phones}: {means}',
  atOnceSince: '{phones}, since the reload {time} ago: {means}',
  atOnceSinceChanged: '{phones}, since the reload {time} ago, {changed}: {means}',
  networkSilent:
    'no phone of {networks} was heard for a day or more, and none has renewed its lease',
  packetsLost: '{percent} % of the packets of TFTP are sent again',
  dropped: '{requests}, as many come from one address: phones behind a NAT',
  pbxSilent:
    'the PBX {pbx} has told nothing for {time}: whether its lines are registered is not known',
  rivals: 'another DHCP server answers here: {servers}',
} as const;
