import { performance } from 'node:perf_hooks'
import { may, type Role } from '@/lib/domain/access/roles'

/** Milliseconds of this process for the two views of one page: unhindered, 25 pages a second are made. */
const cost = 40

/** Up to so many who may act, nothing is lost by their asking whenever something happens. */
const few = 20

/** Share of its time that a process may be busy for; below the second it has room again. */
const crowded = 0.7
const roomy = 0.4
/** What a process that is crowded makes of the time between two askings, and gives back once it has room: a look. */
const step = 1.5
const mostStretched = 8
/** However crowded it is, a page asks again after so many milliseconds. */
const longest = 60_000

/** Open streams of one process, those of them that are of somebody who may act, and how far their askings are stretched. */
export interface Viewers {
  all: number
  acting: number
  /** 1 while the process keeps up. */
  stretch: number
}

/** Whether somebody may act in an incident: they wait for no one who only looks, but where the process is crowded. */
export function mayAct(roles: readonly Role[]): boolean {
  return may(roles, 'run.abort')
}

/**
 * How far apart a page's own askings for its views are at least, milliseconds: a thousand browsers that all ask after
 * every entry would leave no time for an abort. Whoever may act is slowed by others who may act alone.
 */
export function paceFor(roles: readonly Role[], { all, acting, stretch }: Viewers): number {
  const others = !mayAct(roles) ? all : acting > few || stretch > 1 ? acting : 0
  return Math.min(longest, Math.round(others * cost * stretch))
}

/** Share of the time since it was last asked in which this process's one thread was busy. */
export function createBusyShare(): () => number {
  let last = performance.eventLoopUtilization()
  return () => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, last)
    last = now
    return utilization
  }
}

/** The stretch after another look at how busy the process is: what a page costs differs by machine and by plan. */
export function stretchAfter(stretch: number, busyShare: number): number {
  if (busyShare > crowded) return Math.min(mostStretched, stretch * step)
  return busyShare < roomy ? Math.max(1, stretch / step) : stretch
}
