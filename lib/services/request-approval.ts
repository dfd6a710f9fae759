import { incidentVerb } from './mutation'

/** Asks for two persons' consent to one digest over everything a rule covers. */
export const requestApproval = incidentVerb('request-approval')
