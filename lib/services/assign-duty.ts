import { incidentVerb } from './mutation'

/** Gives a duty of this incident to a person with the role it needs, or takes it back. */
export const assignDuty = incidentVerb('assign-duty')
