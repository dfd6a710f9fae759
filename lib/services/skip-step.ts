import { incidentVerb } from './mutation'

/** Goes on without a step, with the reason. */
export const skipStep = incidentVerb('skip-step')
