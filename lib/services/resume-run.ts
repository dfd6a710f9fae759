import { incidentVerb } from './mutation'

/** Goes on after a pause or a stop. */
export const resumeRun = incidentVerb('resume-run')
