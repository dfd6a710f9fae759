import { incidentVerb } from './mutation'

/** One person's no, with its reason; the run goes on. */
export const refuseApproval = incidentVerb('refuse-approval')
