import { incidentVerb } from './mutation'

/** No further step starts; what runs goes on to its outcome. */
export const pauseRun = incidentVerb('pause-run')
