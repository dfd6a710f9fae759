import { incidentVerb } from './mutation'

/** Says that a step which timed out is done, now that its expectation came true. */
export const countStep = incidentVerb('count-step')
