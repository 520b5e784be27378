// What the diagnoses of firmware mean and what to do, in English, by the row of the table.

export const ENGLISH_FIRMWARE_ROWS = {
  W6: {
    means: 'it is of another model than {model}, as the inventory has it',
    todo: 'correct model: in the inventory',
  },
  W2: {
    means: 'the firmware set lacks {name}',
    todo: "copy it from the vendor's archive under exactly that name: offhook firmware add",
  },
  W1: {
    means:
      'the firmware that its configuration names is not in firmware/: it boots again and again',
    todo: 'put the whole set there (offhook firmware add), or leave firmware: out',
  },
  W7: {
    means: 'the transfer broke off at {done}: power, cable or switch',
    todo: 'look at those; the phone begins again by itself',
  },
  W4: {
    means: 'it did not accept the firmware at the end',
    todo: 'compare firmware: with the names inside the set: offhook firmware lists both',
  },
  W3: {
    means: "it refuses this release: too large a step, another model's, or a renamed file",
    todo: 'go by a release between, and never rename a file of a set',
  },
  W8: {
    means: 'each block waits for its answer: the way there and back takes long',
    todo: 'serve from a machine near the phones, or let it finish; do not cut the power',
  },
  W9b: {
    means: 'it should have written its flash by now',
    todo: 'wait a little more; then cut the power once, and watch what it asks for first',
  },
  W9: {
    means: 'it writes its flash: three to five dark minutes are normal',
    todo: 'do not cut the power',
  },
  W5: {
    means: 'its flash is empty: it recovers',
    todo: 'have the whole set in firmware/, and keep the power on for five minutes',
  },
  W5b: {
    means: 'its flash is empty, and the file that it needs first is not in firmware/',
    todo: "offhook firmware add ARCHIVE: the vendor's archive has {name}",
  },
  W10: {
    means: 'it has {has}, and the inventory says {firmware}: the load was not taken',
    todo: 'look what it asks for at its next boot',
  },
} as const;
