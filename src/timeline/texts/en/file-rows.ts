// What the diagnoses of the files that phones ask for mean and what to do, in English, by the row of the table.

export const ENGLISH_FILE_ROWS = {
  T4: {
    means: 'it trusts the servers of another site, and wants files that those have signed',
    todo: 'delete its trust list (CTL, ITL): erase the phone',
  },
  T11: {
    means:
      'it is a 7940 or 7960: another generation, which reads text files that offhook does not make',
    todo: 'correct model: in the inventory; such a phone needs another tool',
  },
  T2: {
    means:
      'nothing gets through after the request: TFTP goes on from another port than 69, which a firewall, perhaps of this machine, or a NAT without a TFTP helper drops',
    todo: 'no NAT between phone and offhook (Docker: the network of the host), or --tftp-data-ports and those ports open',
  },
  T3: {
    means:
      'a trust list of a call manager is left in it, or an older file said deviceSecurityMode 2 or 3',
    todo: 'erase the phone: hold # while it gets power, then 3491672850*#',
  },
  T5: {
    means: 'its firmware is 8.6 or later: not the train that most is known of',
    todo: 'compare firmware: in the inventory with what the phone shows',
  },
  T15: {
    means:
      'that file need not be there: the phone writes "Error Updating Locale" or "No CTL installed" and goes on',
  },
  T6: {
    means:
      'it asks from {address}, which is not known as its address by lease, reservation or ARP: {why}',
    todo: 'if its address is set by hand, reserve that one for it, or write access: site',
  },
  T17: {
    means: 'the inventory has it, but makes no file of this name for it: {why}',
    todo: 'compare model: with the label on the phone; offhook explain {mac} lists the files that are made for it',
  },
  T16: {
    means: 'it still has the files of its former life, and calls {calls}',
    todo: 'erase the phone, or lend this machine that address until it has fetched its file',
  },
  T1: {
    means:
      'it asks another server ("Alternate TFTP", set by hand, wins over what DHCP says), or UDP 69 is filtered here, or tftp: of this network names another machine',
    todo: 'on the phone: Settings, Network Configuration, unlock with **#, Alternate TFTP = No; here: offhook doctor',
  },
  T8: {
    means: 'packets are lost on the way: cable, duplex, or a switch at the end of its power',
    todo: "look at the error counters of the switch's port",
  },
  T8b: {
    means: 'it got its file, but packets are lost on the way: firmware would take long',
    todo: "look at the error counters of the switch's port",
  },
  T12: {
    means:
      'two devices claim one MAC, or there is NAT between, or the phone has just changed its VLAN',
    todo: 'find the other device',
  },
  T9: {
    means: 'it shows "Unprovisioned": it does not accept its file',
    todo: 'offhook validate; then Settings, Status, Status Messages on the phone. Usual: a password of more than 12 characters, an empty element, a codec "none"',
  },
  T10: {
    means: 'it could not read its file: another root element, or no well-formed XML',
    todo: 'offhook validate, or offhook lint for a file of your own',
  },
  T13: {
    means: 'there is a file {meant}: the phone asks in another spelling',
    todo: 'tell us of the phone and its firmware; until then put a copy under that name beside the inventory (--files)',
  },
  T7: {
    means: 'it is a phone that nobody wrote down',
    todo: 'offhook adopt {mac} writes it into the inventory; offhook new shows such phones',
  },
  T14: {
    means:
      'its configuration names this file as its dial plan (dialTemplate), and an owner reports that the phone cannot dial without it',
    todo: 'choose a dialPlan: for the phone in the inventory, and offhook makes the file; or put {name} into firmware/; or take dialTemplate out of a configuration of your own',
  },
  F11: {
    means: 'it is a later hardware of its model, with other keys and other firmware',
    todo: 'such a phone needs a model folder of its own: docs/adding-a-phone.md',
  },
  F2: {
    means: 'it is another model than the {model} of the inventory',
    todo: 'correct model: in the inventory',
  },
  F6: {
    means:
      'it applies its file and starts again at each boot: the file seems new to it each time, or the phone fails',
    todo: "compare the phone's own export with the file; provisioning by digest needs a constant version",
  },
  F1: {
    means:
      "provisioning by DHCP is off or set to another option, or the vendor's redirection service answered first",
    todo: "on the phone's page: Auto Provision, DHCP option 66; settings.fdps; or a factory reset",
  },
  F3: {
    means:
      'it does not ask for its own file: "Download DeviceConf" is off, or something other than "not found" answered the first',
    todo: "on the phone's page: Auto Provision; a factory reset helps as well",
  },
  F4: {
    means:
      'some firmware asks for a list of files first, and goes on when it is told that there is none',
  },
  F7: { means: 'somebody named that file in the phone; it is answered as the usual name is' },
  F8: {
    means:
      'it keeps a protocol of its own, "Flash Protocol", whatever option 66 says ({announced})',
    todo: 'serve both: --http-port',
  },
  F9: {
    means: 'it looks for newer firmware by itself',
    todo: 'nothing, or put the manifest and the image there',
  },
  F10: {
    means: 'it did not get its URL that way, and goes on with DHCP and what is set in it',
    todo: 'nothing, if it fetches its file; else give its network option 66, and its model an option 66 that is a URL',
  },
} as const;
