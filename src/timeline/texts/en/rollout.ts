// How far phones are that were told to fetch their files again, in English: sentences that go on from the phone's name.

export const ENGLISH_ROLLOUT = {
  'phase-waiting': 'is not asked yet',
  'phase-talking': 'is in a call, and is left for last',
  'phase-asked': 'was asked',
  'phase-silent': 'was asked, and did not answer',
  'phase-answered': 'said yes; it has not fetched its file yet',
  'phase-fetched': 'has fetched its file',
  'phase-back': 'is back, {time} after it was asked',
  'phase-unseen':
    'has fetched its file; its lines are registered, though nobody saw them register anew',
  'why-refused': 'refused: {detail}',
  'why-needs-password': 'refused: {detail}; it takes that from its PBX alone',
  'why-unknown-line':
    'refused: {detail}; it has no line of that name: its file is older than the inventory',
  'why-no-answer': 'did not answer, and did nothing since',
  'why-not-sent': 'could not be asked: {detail}',
  'why-not-fetched': 'did not fetch its file, {time} after it was asked',
  'why-stuck': 'has a problem since: {detail}',
  'why-not-back': 'fetched its file and did not register again',
  'why-removed': 'is no longer in the inventory',
  'why-current': 'has fetched its file meanwhile by itself',
  'why-no-way': 'is of a model of which nobody knows how it is asked',
  'why-no-address': 'has no address that is known',
  'why-no-line': 'has no line, and phones are asked by the name of one',
  'why-no-path': 'cannot be reached: {detail}',
  'pause-by-hand': 'somebody paused it',
  'pause-failed': 'it paused itself, for a phone failed: see why, then let it go on or cancel it',
  'pause-restart': 'the server was started anew meanwhile: let it go on or cancel it',
} as const;
