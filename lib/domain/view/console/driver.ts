import type { IncidentState } from '../../run/state'

/** The lease of an incident as it stands in the database. */
export interface IncidentLease {
  holder: string
  /** Until when it is good unless it is renewed; when it was given back, if it was. */
  until: string
}

/** Who drives the incident: the worker that holds its lease, and no other. */
export interface DriverView {
  /** Null: nobody has taken it yet. */
  holder: string | null
  /** While somebody holds it, ahead of now by some seconds; else since when nobody does. */
  until: string
}

/** Longer than another worker needs to take over what nobody holds. */
const takeOverMilliseconds = 6_000

/** Null where nothing is left to be driven. */
export function driverView(state: IncidentState, lease: IncidentLease | null): DriverView | null {
  if (state.closed !== null) return null
  return lease ?? { holder: null, until: state.proposed.at }
}

/** Whether nobody drives it, and nobody is about to: whatever is pressed, nothing is done. */
export function isUndriven({ until }: DriverView, now: number): boolean {
  return now - Date.parse(until) > takeOverMilliseconds
}
