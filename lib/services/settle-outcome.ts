import { incidentVerb } from './mutation'

/** Says, for a second person to agree to, whether the one-way step happened: nothing else can tell. */
export const settleOutcome = incidentVerb('settle-outcome')
