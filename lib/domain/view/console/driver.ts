import { heldOffUntil, toLookOver } from '../../run/holds-off'
import { currentRun, isLive, type IncidentState } from '../../run/state'

/** The lease of an incident as it stands in the database. */
export interface IncidentLease {
  holder: string
  /** Until when it is good unless it is renewed; when it was given back, if it was. */
  until: string
}

/** What the database says of whoever drives an incident. */
export interface Driving {
  /** Null: nobody has taken it yet. */
  lease: IncidentLease | null
  /** Since when its server is the one it is; null: since before the incident. */
  serverSince: string | null
  /** The last entry of the server before it, after which some may be lost; null: there was none before. */
  serverAfter: number | null
}

/** Who drives the incident: the worker that holds its lease, and no other. */
export interface DriverView {
  /** Null: nobody has taken it yet. */
  holder: string | null
  /** While somebody holds it, ahead of now by some seconds; else since when nobody does. */
  until: string
  /** Until when steps are held off, since the database's server took over or was started again; null: they are not. */
  heldOff: string | null
  /** Since when a run that goes back waits to be looked over; null: it does not. */
  lookingOver: string | null
}

/** Longer than another worker needs to take over what nobody holds. */
const takeOverMilliseconds = 6_000

/** Null where nothing is left to be driven. */
export function driverView(state: IncidentState, driving: Driving, now: string): DriverView | null {
  if (state.closed !== null) return null
  const { lease, serverSince, serverAfter } = driving
  const run = currentRun(state)
  const live = run !== null && isLive(run)
  return {
    ...(lease ?? { holder: null, until: state.proposed.at }),
    heldOff: live ? heldOffUntil(serverSince, now) : null,
    lookingOver:
      live && !run.forwardOnly && toLookOver(run, serverAfter) ? later(serverSince, run.goingBack?.at) : null,
  }
}

/** A rollback that began after the change has waited since it began. */
function later(serverSince: string | null, goingBack: string | undefined): string | null {
  return serverSince === null || goingBack === undefined || goingBack < serverSince ? serverSince : goingBack
}

/** Whether nobody drives it, and nobody is about to: whatever is pressed, nothing is done. */
export function isUndriven({ until }: DriverView, now: number): boolean {
  return now - Date.parse(until) > takeOverMilliseconds
}
