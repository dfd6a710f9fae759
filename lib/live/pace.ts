import { may, type Role } from '@/lib/domain/access/roles'

/** Milliseconds of this process for the two views of one page: it is asked for 25 pages a second at most by those who look. */
const cost = 40

/** Up to so many who may act, nothing is lost by their asking whenever something happens. */
const few = 20

/** Open streams of one process, and those of them that are of somebody who may act. */
export interface Viewers {
  all: number
  acting: number
}

/** Whether somebody may act in an incident: they wait for no one who only looks. */
export function mayAct(roles: readonly Role[]): boolean {
  return may(roles, 'run.abort')
}

/**
 * How far apart a page's own askings for its views are at least, milliseconds: a thousand browsers that all ask after
 * every entry would leave no time for an abort. Whoever may act is slowed by others who may act alone.
 */
export function paceFor(roles: readonly Role[], { all, acting }: Viewers): number {
  const others = mayAct(roles) ? (acting > few ? acting : 0) : all
  return others * cost
}
