import { incidentVerb } from './mutation'

/** A person's statement for a gate the plan leaves to a duty. */
export const attestGate = incidentVerb('attest-gate')
