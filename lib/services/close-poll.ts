import { incidentVerb } from './mutation'

/** Ends the open poll. */
export const closePoll = incidentVerb('close-poll')
