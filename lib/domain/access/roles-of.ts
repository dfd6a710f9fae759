import type { Role } from './roles'

/**
 * Roles of a person as of now; none where disabled or unknown. `through` asks about what is said, or was earlier,
 * with an account: none either where that is disabled, or was given another password since. `at` null: it is said now.
 */
export type RolesOf = (person: string, through?: { account: string; at: string | null }) => readonly Role[]
