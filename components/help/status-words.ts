import type { Status } from '@/components/ui/status'

/** The six shapes. Colour is never the only sign. */
export const statusWords: readonly (readonly [Status, string])[] = [
  ['ok', 'A fact that was read and holds, or something that is done.'],
  ['warning', 'Bars nothing yet, and somebody should look at it.'],
  ['breached', 'A promise or an expectation that is broken, or something that failed.'],
  ['unknown', 'A reading that should be there and is not, or is too old: neither good nor bad, and never zero.'],
  ['running', 'Under way at this moment.'],
  ['waiting', 'Not its turn yet, or somebody’s word is missing.'],
]
