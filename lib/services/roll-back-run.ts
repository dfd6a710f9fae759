import { incidentVerb } from './mutation'

/** Undoes what was done, latest first; only before the point of no return. */
export const rollBackRun = incidentVerb('roll-back-run')
