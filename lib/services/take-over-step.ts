import { incidentVerb } from './mutation'

/** Takes a step out of the engine's hands. */
export const takeOverStep = incidentVerb('take-over-step')
