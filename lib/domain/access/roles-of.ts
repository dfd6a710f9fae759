import type { Role } from './roles'

/**
 * Roles of a person as of now; none where disabled or unknown. `through` asks about what was said earlier, with an
 * account: none either where that was disabled, or given another password since.
 */
export type RolesOf = (person: string, through?: { account: string; at: string }) => readonly Role[]
