import { incidentVerb } from './mutation'

/** Tells a person again, by one way, that their approval is asked for. */
export const askAgain = incidentVerb('ask-again')
