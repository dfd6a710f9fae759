import { may, type Role } from '@/lib/domain/access/roles'

/** Milliseconds of this process that the views of one page cost each time they are asked for, with some to spare. */
const cost = 4

/**
 * How far apart a page's own askings for its views are at least, milliseconds: a thousand browsers that all ask after
 * every entry would leave no time for an abort. Whoever may act in an incident never waits for those who look.
 */
export function paceFor(roles: readonly Role[], viewers: number): number {
  return may(roles, 'run.abort') ? 0 : Math.round(viewers * cost)
}
