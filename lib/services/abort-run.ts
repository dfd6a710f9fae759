import { incidentVerb } from './mutation'

/** Stops the run. Always accepted while it lives; give it its own connections (`abortDatabase`). */
export const abortRun = incidentVerb('abort-run')
