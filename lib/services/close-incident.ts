import { incidentVerb } from './mutation'

/** Ends the incident once no run is under way. */
export const closeIncident = incidentVerb('close-incident')
