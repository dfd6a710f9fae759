import { incidentVerb } from './mutation'

/** A note, or the acceptance of something unknown or unproven, on the record. */
export const recordDecision = incidentVerb('record-decision')
