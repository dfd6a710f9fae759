import { incidentVerb } from './mutation'

/** One person's consent to exactly the digest they saw. */
export const giveApproval = incidentVerb('give-approval')
