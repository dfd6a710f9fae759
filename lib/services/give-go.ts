import { incidentVerb } from './mutation'

/** GO: gates, approvals and loss are judged once more, in the transaction that records it. */
export const giveGo = incidentVerb('give-go')
