import { incidentVerb } from './mutation'

/** Decides the disaster class. Refused with the measured fact that speaks against it. */
export const declareIncident = incidentVerb('declare-incident')
