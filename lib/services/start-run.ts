import { incidentVerb } from './mutation'

/** Arms: takes the promotion boundary and lets reversible work begin. */
export const startRun = incidentVerb('start-run')
