import { incidentVerb } from './mutation'

/** Agrees, as a second person, to what was proposed of a run: then it counts. */
export const agreeProposal = incidentVerb('agree-proposal')
