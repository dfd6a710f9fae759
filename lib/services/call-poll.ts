import { incidentVerb } from './mutation'

/** Asks duties for GO or NO-GO. */
export const callPoll = incidentVerb('call-poll')
