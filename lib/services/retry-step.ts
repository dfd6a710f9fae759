import { incidentVerb } from './mutation'

/** Lets a failed step be tried again, under the same approval if nothing changed. */
export const retryStep = incidentVerb('retry-step')
