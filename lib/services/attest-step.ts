import { incidentVerb } from './mutation'

/** Says that a step taken over was done outside; its predicates still decide. */
export const attestStep = incidentVerb('attest-step')
