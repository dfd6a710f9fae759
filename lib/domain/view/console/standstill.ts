import { isUndriven, type DriverView } from './driver'

/** Why nothing of the incident is being done now, and what a person can do about it. */
export interface Standstill {
  kind: 'no-worker' | 'held-off' | 'looking-over'
  /** Since when nothing is done; until when, where it is held off. */
  at: string
  headline: string
  detail: string
}

/** Null while a worker drives the incident and nothing holds its steps. `now` in milliseconds. */
export function standstillOf(driver: DriverView | null, now: number): Standstill | null {
  if (driver === null) return null
  if (isUndriven(driver, now)) {
    const who = driver.holder === null ? 'None has taken it yet.' : `The last one was ${driver.holder}.`
    return {
      kind: 'no-worker',
      at: driver.until,
      headline: 'No worker drives this incident: start one',
      detail: `${who} Until one runs nothing is sent and nothing is read. What you press is recorded, and done once one drives it. What cannot wait has to be done by hand, and attested.`,
    }
  }
  if (driver.heldOff !== null && now < Date.parse(driver.heldOff))
    return {
      kind: 'held-off',
      at: driver.heldOff,
      headline: 'Steps are held off for some seconds',
      detail:
        'The console’s database was replaced or started again: what was sent may still come to light, and no step starts before that. It goes on by itself.',
    }
  if (driver.lookingOver === null) return null
  return {
    kind: 'looking-over',
    at: driver.lookingOver,
    headline: 'The rollback waits: its steps are looked at first',
    detail:
      'The console’s database was replaced or started again during the incident, and may have lost what was sent last. Nothing is taken back while nobody can tell whether the one-way step took effect. It goes on by itself once its target tells; what cannot wait has to be done by hand, and the run stopped or given up.',
  }
}
