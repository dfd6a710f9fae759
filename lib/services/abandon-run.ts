import { incidentVerb } from './mutation'

/** Proposes to end a run where it stands; a second person agrees. */
export const abandonRun = incidentVerb('abandon-run')
