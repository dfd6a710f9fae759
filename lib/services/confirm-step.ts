import { incidentVerb } from './mutation'

/** Confirms, as a second person, that the one-way step was done by hand: from there only forward is safe. */
export const confirmStep = incidentVerb('confirm-step')
