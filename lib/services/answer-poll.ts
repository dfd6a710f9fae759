import { incidentVerb } from './mutation'

/** A duty's answer to the open poll. */
export const answerPoll = incidentVerb('answer-poll')
