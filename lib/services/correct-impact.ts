import { incidentVerb } from './mutation'

/** A later word on when the outage began; the first entry stays. */
export const correctImpact = incidentVerb('correct-impact')
