/** Every way the console says no. lib/http maps each to a status once; the message is written for the person asking. */
export const refusalCodes = [
  'signed-out',
  'forbidden',
  'not-found',
  'bad-input',
  'not-now',
  'already-done',
  'gate-bars',
  'not-approved',
  'own-request',
  'no-duty',
  'digest-differs',
  'expired',
  'proof-lost',
  'loss-unknown',
  'loss-above-bound',
  'wrong-class',
  'boundary-busy',
  'no-standby',
  'serving-unknown',
  'lease-lost',
  'to-be-looked-over',
  'unresolved',
  'unreadable-entry',
  'not-stored',
  'still-reading',
] as const

export type RefusalCode = (typeof refusalCodes)[number]

export interface Refusal {
  code: RefusalCode
  message: string
  /** What is missing, one short phrase each. */
  missing?: string[]
  /** Whoever bars it, with the way there. */
  barredBy?: BarredBy
}

/** A run of another incident that must end, or only watch, before this can be. */
export interface BarredBy {
  incidentId: string
  label: string
  runId: string
  /** What it is doing, as it stands after its name: `is under way`. */
  doing: string
  href: string
  /** What frees it soonest, where that is one act of a person there. */
  freedBy?: string
}

/** Until a process has folded an incident from its first entry. It is over by itself, so whoever asks may ask again. */
export const stillReading: Refusal = {
  code: 'still-reading',
  message:
    'The console is still reading this incident from its first entry. Nothing was recorded: try again in a moment.',
}

/** A refusal on its way out of a service. Its message may be shown; any other error's may not. */
export class DomainError extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message)
    this.name = 'DomainError'
  }
}
