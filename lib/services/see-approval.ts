import { incidentVerb } from './mutation'

/** Somebody who is waited for has the request before their eyes. */
export const seeApproval = incidentVerb('see-approval')
